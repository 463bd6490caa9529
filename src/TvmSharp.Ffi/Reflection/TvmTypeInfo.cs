using System.Diagnostics.CodeAnalysis;
using System.Text;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>A type of TVM's with what it registered for reflection: <c>TVMFFITypeInfo</c>.</summary>
/// <remarks>There is one for each type. It lives as long as the process and can be used from any thread.</remarks>
public sealed unsafe class TvmTypeInfo
{
    private readonly TVMFFITypeInfo* _type;
    private TvmFieldInfo[] _fields = [];
    private TvmMethodInfo[] _methods = [];

    internal TvmTypeInfo(TVMFFITypeInfo* type)
    {
        _type = type;
        Key = Utf8.ToString(type->TypeKey);
        TvmTypeInfo[] ancestors = new TvmTypeInfo[type->TypeDepth];
        for (int i = 0; i < ancestors.Length; i++)
        {
            ancestors[i] = ObjectTypes.InfoOf(type->TypeAncestors[i]->TypeIndex);
        }

        Ancestors = ancestors;
    }

    /// <summary>Type key, such as <c>ir.IRModule</c>.</summary>
    public string Key { get; }

    /// <summary>Type index, which differs from process to process.</summary>
    public int Index => _type->TypeIndex;

    /// <summary>The type it derives from; null for <c>ffi.Object</c> and for plain values.</summary>
    public TvmTypeInfo? Parent => Ancestors.Count > 0 ? Ancestors[^1] : null;

    /// <summary>All types it derives from, the root first.</summary>
    public IReadOnlyList<TvmTypeInfo> Ancestors { get; }

    /// <summary>Fields of the type's own, in the order of their registration.</summary>
    public IReadOnlyList<TvmFieldInfo> Fields => OwnFields();

    /// <summary>All fields, inherited ones first.</summary>
    public IEnumerable<TvmFieldInfo> AllFields => Ancestors.Append(this).SelectMany(static type => type.Fields);

    /// <summary>Methods of the type's own, in the order of their registration; overloads are one method.</summary>
    public IReadOnlyList<TvmMethodInfo> Methods => OwnMethods();

    /// <summary>All methods, inherited ones first.</summary>
    public IEnumerable<TvmMethodInfo> AllMethods => Ancestors.Append(this).SelectMany(static type => type.Methods);

    /// <summary>Whether the type registered anything about itself.</summary>
    public bool HasMetadata => _type->Metadata != null;

    /// <summary>Documentation; empty when there is none.</summary>
    public string Doc => HasMetadata ? Utf8.ToString(_type->Metadata->Doc) : string.Empty;

    /// <summary>Size of its objects in bytes, the header included; 0 when it is not fixed or not known.</summary>
    public int TotalSize => HasMetadata ? _type->Metadata->TotalSize : 0;

    /// <summary>How its objects are compared by structure.</summary>
    public StructuralKind StructuralKind =>
        HasMetadata ? (StructuralKind)_type->Metadata->StructuralEqHashKind : StructuralKind.Unsupported;

    /// <summary>Whether reflection can make an empty object of the type, whose fields are then set by name.</summary>
    public bool HasCreator =>
        (HasMetadata && _type->Metadata->Creator != null) || !GetAttribute("__ffi_new__").IsNone;

    /// <summary>The members of an enumeration type, in the order of their registration; none for other types.</summary>
    public IReadOnlyList<TvmEnum> EnumMembers => GetAttribute("__ffi_enum__") is { IsNone: false } state
        ? state.As<TvmObject>().GetField("entries").AsObject<TvmList<TvmEnum>>().ToArray()
        : [];

    /// <summary>Whether a wrapper class says that fields never change, so that what is read may share the object's owner.</summary>
    internal bool IsImmutable => ObjectTypes.IsImmutable(Key);

    /// <summary>
    /// Whether <see cref="TvmObject.Equals(TvmObject)"/> compares structure: types that say how, except those whose structure is
    /// their identity, and immutable containers. What is shared and changed is what it is, not what is in it.
    /// </summary>
    internal bool ComparesByStructure =>
        Index is TypeIndex.Str or TypeIndex.Bytes or TypeIndex.Array or TypeIndex.Map or TypeIndex.Shape
        || StructuralKind is StructuralKind.Tree or StructuralKind.Graph or StructuralKind.ConstantTree;

    /// <summary>Whether the type is another one or derives from it.</summary>
    public bool IsAssignableTo(TvmTypeInfo other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return ObjectTypes.IsInstance(Index, other.Index);
    }

    /// <summary>Whether an object is of this type or of one derived from it.</summary>
    public bool IsInstance(TvmObject value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return ObjectTypes.IsInstance(value.RuntimeTypeIndex, Index);
    }

    /// <summary>The field of a name, the type's own or an inherited one.</summary>
    /// <exception cref="MissingFieldException">There is none; the message lists those that there are.</exception>
    public TvmFieldInfo GetField(string name) => TryGetField(name, out TvmFieldInfo? field)
        ? field
        : throw new MissingFieldException(
            $"Type `{Key}` has no field `{name}` in this TVM ({TvmRuntime.Description}). Its fields are: {string.Join(", ", AllFields.Select(static field => field.Name))}.");

    /// <summary>The field of a name, the type's own or an inherited one, if there is one.</summary>
    public bool TryGetField(string name, [NotNullWhen(true)] out TvmFieldInfo? field)
    {
        ArgumentNullException.ThrowIfNull(name);
        for (TvmTypeInfo? type = this; type is not null; type = type.Parent)
        {
            foreach (TvmFieldInfo candidate in type.OwnFields())
            {
                if (candidate.Name == name)
                {
                    field = candidate;
                    return true;
                }
            }
        }

        field = null;
        return false;
    }

    /// <summary>The method of a name, the type's own or an inherited one.</summary>
    /// <exception cref="MissingMethodException">There is none; the message lists those that there are.</exception>
    public TvmMethodInfo GetMethod(string name) => TryGetMethod(name, out TvmMethodInfo? method)
        ? method
        : throw new MissingMethodException(
            $"Type `{Key}` has no method `{name}` in this TVM ({TvmRuntime.Description}). Its methods are: {string.Join(", ", AllMethods.Select(static method => method.Name))}.");

    /// <summary>The method of a name, the type's own or an inherited one, if there is one.</summary>
    public bool TryGetMethod(string name, [NotNullWhen(true)] out TvmMethodInfo? method)
    {
        ArgumentNullException.ThrowIfNull(name);
        for (TvmTypeInfo? type = this; type is not null; type = type.Parent)
        {
            foreach (TvmMethodInfo candidate in type.OwnMethods())
            {
                if (candidate.Name == name)
                {
                    method = candidate;
                    return true;
                }
            }
        }

        method = null;
        return false;
    }

    /// <summary>A type attribute, such as <c>__ffi_repr__</c>. Attributes are not inherited.</summary>
    /// <param name="name">Name of the attribute.</param>
    /// <returns>The value; None when the type has no such attribute.</returns>
    public Any GetAttribute(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        byte[] utf8 = Encoding.UTF8.GetBytes(name);
        fixed (byte* data = utf8)
        {
            TVMFFIByteArray key = new() { Data = data, Size = (nuint)utf8.Length };
            lock (Registry.Gate)
            {
                TVMFFITypeAttrColumn* column = TvmRuntime.Api->TVMFFIGetTypeAttrColumn(&key);
                int row = column == null ? -1 : Index - column->BeginIndex;
                return row >= 0 && row < column->Size ? Any.FromView(column->Data + row) : Any.None;
            }
        }
    }

    /// <summary>Makes an object of the type with positional arguments.</summary>
    /// <inheritdoc cref="Create(ReadOnlySpan{Any}, IEnumerable{KeyValuePair{string, Any}})"/>
    public TvmObject Create(params ReadOnlySpan<Any> args) => Create(args, []);

    /// <summary>
    /// Makes an object of the type, by its constructor <c>__ffi_init__</c>; by <c>ffi.MakeObjectFromPackedArgs</c>, which
    /// sets fields by name, when it has none or one without parameter names.
    /// </summary>
    /// <param name="args">Positional arguments: required fields first, inherited ones before the type's own.</param>
    /// <param name="keywords">Arguments by field name. Fields that are not given get their defaults.</param>
    /// <exception cref="ArgumentException">The arguments are by name or by position, and the type takes the other.</exception>
    /// <exception cref="NotSupportedException">The type registered nothing that makes objects of it.</exception>
    /// <exception cref="TvmException">Arguments are missing, unknown or of the wrong type, or the type cannot be made.</exception>
    public TvmObject Create(ReadOnlySpan<Any> args, IEnumerable<KeyValuePair<string, Any>> keywords)
    {
        ArgumentNullException.ThrowIfNull(keywords);
        List<Any> packed = [];
        foreach ((string name, Any value) in keywords)
        {
            packed.Add(name);
            packed.Add(value);
        }

        Any init = GetAttribute("__ffi_init__");

        // A constructor that was written in C++ is a method as well, and takes what its signature says, without names.
        bool takesNames = !init.IsNone && !OwnMethods().Any(static method => method.Name == "__ffi_init__");
        if (packed.Count > 0 && takesNames)
        {
            return init.As<Function>().Call([.. args, BuiltinFunctions.GetKwargsObject.Call(), .. packed]).As<TvmObject>();
        }

        if (packed.Count == 0 && !init.IsNone)
        {
            return init.As<Function>().Call(args).As<TvmObject>();
        }

        if (args.Length > 0)
        {
            throw new ArgumentException(
                init.IsNone
                    ? $"Type `{Key}` has no constructor: its fields are set by name, and positional arguments have none."
                    : $"The constructor of type `{Key}` takes positional arguments only: it registered no parameter names.",
                nameof(args));
        }

        // Asked first: upstream calls a null function for a type without a creator.
        if (!HasCreator)
        {
            throw new NotSupportedException(
                init.IsNone
                    ? $"Type `{Key}` has neither a constructor nor a creator: reflection cannot make objects of it."
                    : $"Type `{Key}` has a constructor with positional arguments and no creator: its fields cannot be set by name.");
        }

        return BuiltinFunctions.MakeObjectFromPackedArgs.Call([Index, .. packed]).As<TvmObject>();
    }

    /// <summary>The member of an enumeration type with a name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public TvmEnum GetEnumMember(string name) => EnumMembers.FirstOrDefault(member => member.Name == name)
        ?? throw new KeyNotFoundException($"Enumeration `{Key}` has no member `{name}`.");

    /// <summary>The member of an enumeration type with an integer value.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public TvmEnum GetEnumMember(long value) => EnumMembers.FirstOrDefault(member => member.Value == value)
        ?? throw new KeyNotFoundException($"Enumeration `{Key}` has no member with the value {value}.");

    /// <summary>The type key.</summary>
    public override string ToString() => Key;

    internal void ThrowIfNotInstance(TvmObject target, string parameter)
    {
        if (!ObjectTypes.IsInstance(target.RuntimeTypeIndex, Index))
        {
            throw new ArgumentException($"Expected an object of type `{Key}` but got `{target.TypeKey}`.", parameter);
        }
    }

    private TvmFieldInfo[] OwnFields()
    {
        TvmFieldInfo[] known = Volatile.Read(ref _fields);
        return known.Length == _type->NumFields ? known : ReadFields();
    }

    private TvmMethodInfo[] OwnMethods()
    {
        TvmMethodInfo[] known = Volatile.Read(ref _methods);
        return known.Length == _type->NumMethods ? known : ReadMethods();
    }

    private TvmFieldInfo[] ReadFields()
    {
        lock (Registry.Gate)
        {
            // Types only ever get more fields. Those that are known stay the same objects.
            TvmFieldInfo[] fields = new TvmFieldInfo[_type->NumFields];
            _fields.CopyTo(fields, 0);
            for (int i = _fields.Length; i < fields.Length; i++)
            {
                fields[i] = new TvmFieldInfo(this, _type->Fields[i]);
            }

            Volatile.Write(ref _fields, fields);
            return fields;
        }
    }

    private TvmMethodInfo[] ReadMethods()
    {
        lock (Registry.Gate)
        {
            TvmMethodInfo[] methods = new TvmMethodInfo[_type->NumMethods];
            _methods.CopyTo(methods, 0);
            for (int i = _methods.Length; i < methods.Length; i++)
            {
                methods[i] = new TvmMethodInfo(this, _type->Methods + i);
            }

            Volatile.Write(ref _methods, methods);
            return methods;
        }
    }
}
