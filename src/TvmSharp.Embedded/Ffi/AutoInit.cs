using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary>
/// A constructor from the fields of a type: arguments by position, those without a default first, then the object
/// that starts keyword arguments, names and values in turn.
/// </summary>
internal sealed unsafe class AutoInit
{
    private readonly int _typeIndex;
    private readonly string _key;
    private readonly List<nint> _fields;
    private readonly List<int> _positions = [];
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);

    /// <summary>Reads the fields of a type, which may not get others afterwards.</summary>
    public AutoInit(int typeIndex)
    {
        _typeIndex = typeIndex;
        _key = TypeTable.Get(typeIndex).Key;
        _fields = TypeTable.Fields(typeIndex);
        for (int i = 0; i < _fields.Count; i++)
        {
            TVMFFIFieldInfo* field = Field(i);
            if ((field->Flags & FieldFlags.InitOff) != 0)
            {
                continue;
            }

            _names[Reflection.Name(field)] = i;
            if ((field->Flags & FieldFlags.KwOnly) == 0)
            {
                _positions.Add(i);
            }
        }

        _positions = [.. _positions.OrderBy(index => (Field(index)->Flags & FieldFlags.HasDefault) != 0)];
    }

    /// <summary>The constructor: a new object, kept until the call ends.</summary>
    public TVMFFIAny Construct(Arguments arguments)
    {
        TVMFFIObject* result = Pool.Keep(Reflection.CreateEmpty(_typeIndex));
        bool[] isSet = new bool[_fields.Count];
        int count = 0;
        while (count < arguments.Count && !IsKeywords(arguments.View(count)))
        {
            count++;
        }

        if (count > _positions.Count)
        {
            throw HostException.Type(
                $"{_key}.__ffi_init__() takes at most {_positions.Count} positional argument(s), but {count} were given");
        }

        for (int i = 0; i < count; i++)
        {
            Set(result, _positions[i], arguments.View(i), isSet);
        }

        if (count < arguments.Count)
        {
            SetByName(result, arguments, count + 1, isSet);
        }

        SetOthers(result, isSet);
        return Value.Object(result);
    }

    private static bool IsKeywords(TVMFFIAny view) => Value.IsObject(view) && view.Obj == Builtins.Keywords;

    private TVMFFIFieldInfo* Field(int index) => (TVMFFIFieldInfo*)_fields[index];

    private void SetByName(TVMFFIObject* target, Arguments arguments, int start, bool[] isSet)
    {
        if ((arguments.Count - start) % 2 != 0)
        {
            throw HostException.Type($"{_key}.__ffi_init__() KWARGS requires an even number of key-value arguments");
        }

        for (int i = start; i < arguments.Count; i += 2)
        {
            string name = arguments.Cast(i, HostType.Text).Text(i);
            if (!_names.TryGetValue(name, out int index))
            {
                throw HostException.Type($"{_key}.__ffi_init__() got an unexpected keyword argument '{name}'");
            }

            if (isSet[index])
            {
                throw HostException.Type($"{_key}.__ffi_init__() got multiple values for argument '{name}'");
            }

            Set(target, index, arguments.View(i + 1), isSet);
        }
    }

    private void SetOthers(TVMFFIObject* target, bool[] isSet)
    {
        for (int i = 0; i < isSet.Length; i++)
        {
            long flags = Field(i)->Flags;
            if (isSet[i] || ((flags & FieldFlags.HasDefault) == 0 && (flags & FieldFlags.InitOff) != 0))
            {
                continue;
            }

            if ((flags & FieldFlags.HasDefault) == 0)
            {
                string kind = (flags & FieldFlags.KwOnly) != 0 ? "required keyword-only argument" : "required argument";
                throw HostException.Type($"{_key}.__ffi_init__() missing {kind}: '{Reflection.Name(Field(i))}'");
            }

            Reflection.SetDefault(target, Field(i));
        }
    }

    private void Set(TVMFFIObject* target, int index, TVMFFIAny value, bool[] isSet)
    {
        try
        {
            Reflection.Set(target, Field(index), value);
        }
        catch (Exception exception)
        {
            // The error of the conversion is the cause of one that names the field.
            throw new RaisedException(Errors.Wrap(
                Errors.ToError(exception), $"{_key}.__ffi_init__() field '{Reflection.Name(Field(index))}'"));
        }

        isSet[index] = true;
    }
}
