using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Hosting;

/// <summary>
/// The type of a parameter or result: what it accepts, how upstream spells it in a signature
/// (<c>TypeStr</c>) and in a type schema (<c>TypeSchema</c>).
/// </summary>
internal sealed unsafe class HostType
{
    private enum Form
    {
        Any,
        None,
        Int,
        Bool,
        Float,
        Pointer,
        DataType,
        Device,
        Text,
        Bytes,
        Object,
        NullableObject,
        Sequence,
        Map,
        Optional,
        Moved,
        Convertible,
        Tuple,
        Typed,
    }

    private readonly Form _form;
    private readonly string? _key;
    private readonly HostType? _first;
    private readonly HostType[] _alternatives;
    private readonly int _offset;
    private int _typeIndex = -1;

    private HostType(Form form, string key, HostType first, int offset)
        : this(form, key, Quote(key), key, first)
    {
        _offset = offset;
    }

    private HostType(
        Form form, string name, string schema, string? key = null, HostType? first = null, params HostType[] alternatives)
    {
        _form = form;
        Name = name;
        Schema = schema;
        _key = key;
        _first = first;
        _alternatives = alternatives;
    }

    /// <summary>As upstream writes it in a signature.</summary>
    public string Name { get; }

    /// <summary>As upstream writes it in a type schema.</summary>
    public string Schema { get; }

    public static HostType Any { get; } = Plain(Form.Any, "Any");

    public static HostType AnyView { get; } = new(Form.Any, "AnyView", """{"type":"Any"}""");

    public static HostType Void { get; } = new(Form.None, "void", """{"type":"None"}""");

    public static HostType Int { get; } = Plain(Form.Int, "int");

    public static HostType Bool { get; } = Plain(Form.Bool, "bool");

    public static HostType Float { get; } = Plain(Form.Float, "float");

    public static HostType Pointer { get; } = Plain(Form.Pointer, "void*");

    public static HostType DataType { get; } = Plain(Form.DataType, "DataType");

    public static HostType Device { get; } = Plain(Form.Device, "Device");

    public static HostType Text { get; } = new(Form.Text, "str", """{"type":"ffi.String"}""");

    public static HostType Bytes { get; } = new(Form.Bytes, "bytes", """{"type":"ffi.Bytes"}""");

    public static HostType Function { get; } = Nullable("ffi.Function");

    /// <summary>An object that must be there.</summary>
    public static HostType Object(string key) => new(Form.Object, key, Quote(key), key);

    /// <summary>An object or None; most of upstream's reference classes are of this kind.</summary>
    public static HostType Nullable(string key) => new(Form.NullableObject, key, Quote(key), key);

    /// <summary>An object or None that holds an object of a certain type at an offset.</summary>
    public static HostType Holding(string key, HostType held, int offset) => new(Form.Typed, key, held, offset);

    public static HostType ArrayOf(HostType element) => new(
        Form.Sequence, $"Array<{element.Name}>", $$"""{"type":"ffi.Array","args":[{{element.Schema}}]}""", "ffi.Array", element);

    public static HostType ListOf(HostType element) => new(
        Form.Sequence, $"List<{element.Name}>", $$"""{"type":"ffi.List","args":[{{element.Schema}}]}""", "ffi.List", element);

    public static HostType MapOf(HostType key, HostType value) => new(
        Form.Map, $"Map<{key.Name}, {value.Name}>", $$"""{"type":"ffi.Map","args":[{{key.Schema}},{{value.Schema}}]}""", "ffi.Map");

    public static HostType DictOf(HostType key, HostType value) => new(
        Form.Map, $"Dict<{key.Name}, {value.Name}>", $$"""{"type":"ffi.Dict","args":[{{key.Schema}},{{value.Schema}}]}""", "ffi.Dict");

    /// <summary>An array with one element of each type.</summary>
    public static HostType TupleOf(params HostType[] elements) => new(
        Form.Tuple,
        $"Tuple<{string.Join(", ", elements.Select(static element => element.Name))}>",
        $$"""{"type":"Tuple","args":[{{string.Join(',', elements.Select(static element => element.Schema))}}]}""",
        null,
        null,
        elements);

    public static HostType OptionalOf(HostType inner) => new(
        Form.Optional, $"Optional<{inner.Name}>", $$"""{"type":"Optional","args":[{{inner.Schema}}]}""", null, inner);

    public static HostType MovedOf(HostType inner) => new(
        Form.Moved, $"RValueRef<{inner.Name}>", $$"""{"type":"ObjectRValueRef","args":[{{inner.Schema}}]}""", null, inner);

    /// <summary>Any of several types, which the function itself tells apart or converts.</summary>
    public static HostType Convertible(string name, params HostType[] alternatives) =>
        new(Form.Convertible, name, name.StartsWith("Variant", StringComparison.Ordinal)
            ? $$"""{"type":"Variant","args":[{{string.Join(',', alternatives.Select(static type => type.Schema))}}]}"""
            : Quote(name), null, null, alternatives);

    /// <summary>Whether a view can be passed.</summary>
    public bool Accepts(TVMFFIAny* value)
    {
        int index = value->TypeIndex;
        switch (_form)
        {
            case Form.Any:
                return true;
            case Form.None:
                return index == TypeIndex.None;
            case Form.Int:
            case Form.Bool:
                return index is TypeIndex.Int or TypeIndex.Bool;
            case Form.Float:
                return index is TypeIndex.Float or TypeIndex.Int or TypeIndex.Bool;
            case Form.Pointer:
                return index is TypeIndex.OpaquePtr or TypeIndex.None;
            case Form.DataType:
                return index == TypeIndex.DataType || Value.IsText(*value);
            case Form.Device:
                return index == TypeIndex.Device;
            case Form.Text:
                return Value.IsText(*value);
            case Form.Bytes:
                return index is TypeIndex.SmallBytes or TypeIndex.Bytes or TypeIndex.ByteArrayPtr;
            case Form.Object:
                return Value.IsObject(*value) && IsInstance(index);
            case Form.NullableObject:
                return index == TypeIndex.None || (Value.IsObject(*value) && IsInstance(index));
            case Form.Typed:
                if (index == TypeIndex.None || !Value.IsObject(*value) || !IsInstance(index))
                {
                    return index == TypeIndex.None;
                }

                TVMFFIAny held = Value.Object(*(TVMFFIObject**)((byte*)value->Obj + _offset));
                return _first!.Accepts(&held);
            case Form.Optional:
                return index == TypeIndex.None || _first!.Accepts(value);
            case Form.Moved:
                if (index != TypeIndex.ObjectRValueRef)
                {
                    return _first!.Accepts(value);
                }

                TVMFFIAny inner = Value.Object(*(TVMFFIObject**)value->Ptr);
                return inner.TypeIndex != TypeIndex.None && _first!.Accepts(&inner);
            case Form.Convertible:
                foreach (HostType alternative in _alternatives)
                {
                    if (alternative.Accepts(value))
                    {
                        return true;
                    }
                }

                return false;
            case Form.Tuple:
                return index == TypeIndex.Array && FitsTuple(Value.Elements(value->Obj));
            case Form.Sequence:
                return index is TypeIndex.Array or TypeIndex.List && FirstMismatch(value) < 0;
            default:
                return index is TypeIndex.Map or TypeIndex.Dict;
        }
    }

    /// <summary>A view that can be passed; upstream's error for one that cannot.</summary>
    public TVMFFIAny Cast(TVMFFIAny value) => Accepts(&value)
        ? value
        : throw HostException.Type($"Cannot convert from type `{Mismatch(&value)}` to `{Name}`");

    /// <summary>What upstream says that it got, for a view that is not accepted.</summary>
    public string Mismatch(TVMFFIAny* value)
    {
        if (value->TypeIndex == TypeIndex.ObjectRValueRef && _form == Form.Moved)
        {
            TVMFFIAny inner = Value.Object(*(TVMFFIObject**)value->Ptr);
            return $"RValueRef<{_first!.Mismatch(&inner)}>";
        }

        if (_form is Form.Moved or Form.Optional)
        {
            return _first!.Mismatch(value);
        }

        if (_form == Form.Sequence && value->TypeIndex is TypeIndex.Array or TypeIndex.List)
        {
            int at = FirstMismatch(value);
            if (at >= 0)
            {
                TVMFFIAny element = Value.Elements(value->Obj)[at];
                string container = _key == "ffi.List" ? "List" : "Array";
                return $"{container}[index {at}: {_first!.Mismatch(&element)}]";
            }
        }

        return Host.TypeKey(value->TypeIndex);
    }

    private static HostType Plain(Form form, string name) => new(form, name, Quote(name));

    private static string Quote(string name) => $$"""{"type":"{{name}}"}""";

    private bool FitsTuple(ReadOnlySpan<TVMFFIAny> elements)
    {
        if (elements.Length != _alternatives.Length)
        {
            return false;
        }

        for (int i = 0; i < elements.Length; i++)
        {
            TVMFFIAny element = elements[i];
            if (!_alternatives[i].Accepts(&element))
            {
                return false;
            }
        }

        return true;
    }

    private int FirstMismatch(TVMFFIAny* value)
    {
        ReadOnlySpan<TVMFFIAny> elements = Value.Elements(value->Obj);
        for (int i = 0; i < elements.Length; i++)
        {
            TVMFFIAny element = elements[i];
            if (!_first!.Accepts(&element))
            {
                return i;
            }
        }

        return -1;
    }

    private bool IsInstance(int index)
    {
        // The type may be registered after this object is made, so a miss is not remembered.
        int target = _typeIndex;
        if (target < 0)
        {
            _typeIndex = target = Host.FindType(_key!);
        }

        return Host.IsInstance(index, target);
    }
}
