using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary>
/// <c>ffi.DeepCopy</c>: copies containers and objects with their contents, once each, so that what is shared stays
/// shared and cycles stay cycles. Strings, bytes, shapes and members of enumerations are not copied.
/// </summary>
internal sealed unsafe class DeepCopier
{
    private static readonly TypeTable.Column ShallowCopy = TypeTable.EnsureColumn("__ffi_shallow_copy__");

    private readonly Dictionary<nint, TVMFFIAny> _copies = [];

    /// <summary>Arrays and maps whose elements are being copied: they exist when that is done.</summary>
    private readonly HashSet<nint> _open = [];

    private bool _hasPlaceholders;

    /// <summary>The copy, kept until the call ends.</summary>
    public static TVMFFIAny Copy(TVMFFIAny value)
    {
        DeepCopier copier = new();
        TVMFFIAny result = copier.CopyAny(value);
        if (copier._hasPlaceholders)
        {
            copier.ReplacePlaceholders();
        }

        return result;
    }

    private static TVMFFIAny Kept(TVMFFIObject* owned) => Value.Object(Pool.Keep(owned));

    private TVMFFIAny CopyAny(TVMFFIAny value)
    {
        Nesting.Check();
        if (value.TypeIndex is < TypeIndex.StaticObjectBegin or TypeIndex.Str or TypeIndex.Bytes or TypeIndex.Shape
            || Enums.IsEnum(value.TypeIndex))
        {
            return value;
        }

        nint original = (nint)value.Obj;
        if (_copies.TryGetValue(original, out TVMFFIAny known))
        {
            return known;
        }

        if (_open.Contains(original))
        {
            // An array that contains itself through something mutable: that gets the copy at the end.
            _hasPlaceholders = true;
            return value;
        }

        switch (value.TypeIndex)
        {
            case TypeIndex.Array:
                return CopyArray(value);
            case TypeIndex.Map:
                return CopyMap(value);
            case TypeIndex.List:
                return CopyList(value);
            case TypeIndex.Dict:
                return CopyDict(value);
            default:
                return CopyObject(value);
        }
    }

    private TVMFFIAny CopyArray(TVMFFIAny value)
    {
        _open.Add((nint)value.Obj);
        TVMFFIAny[] elements = Value.Elements(value.Obj).ToArray();
        for (int i = 0; i < elements.Length; i++)
        {
            elements[i] = CopyAny(elements[i]);
        }

        _open.Remove((nint)value.Obj);
        return _copies[(nint)value.Obj] = Kept(Sequences.CreateArray(elements));
    }

    private TVMFFIAny CopyMap(TVMFFIAny value)
    {
        _open.Add((nint)value.Obj);
        List<TVMFFIAny> entries = [];
        foreach ((TVMFFIAny key, TVMFFIAny item) in Maps.Stable(value.Obj))
        {
            entries.Add(CopyAny(key));
            entries.Add(CopyAny(item));
        }

        _open.Remove((nint)value.Obj);
        return _copies[(nint)value.Obj] = Kept(Maps.Create(TypeIndex.Map, entries.ToArray()));
    }

    private TVMFFIAny CopyList(TVMFFIAny value)
    {
        TVMFFIAny copy = _copies[(nint)value.Obj] = Kept(Sequences.CreateList([]));
        foreach (TVMFFIAny element in Sequences.Stable(value.Obj))
        {
            TVMFFIAny item = CopyAny(element);
            Sequences.Insert(copy.Obj, Value.Elements(copy.Obj).Length, item);
        }

        return copy;
    }

    private TVMFFIAny CopyDict(TVMFFIAny value)
    {
        TVMFFIAny copy = _copies[(nint)value.Obj] = Kept(Maps.Create(TypeIndex.Dict, []));
        foreach ((TVMFFIAny key, TVMFFIAny item) in Maps.Stable(value.Obj))
        {
            TVMFFIAny newKey = CopyAny(key);
            Maps.Set(copy.Obj, newKey, CopyAny(item));
        }

        return copy;
    }

    private TVMFFIAny CopyObject(TVMFFIAny value)
    {
        TVMFFIAny copyFunction = TypeTable.Attribute(ShallowCopy, value.TypeIndex);
        if (copyFunction.TypeIndex != TypeIndex.Function)
        {
            throw HostException.Internal(
                $"Cannot deep copy object of type \"{Host.TypeKey(value.TypeIndex)}\" because it is not copy-constructible");
        }

        TVMFFIAny copy = _copies[(nint)value.Obj] = Pool.Keep(Host.Call(copyFunction.Obj, value));
        foreach (nint address in TypeTable.Fields(value.TypeIndex))
        {
            TVMFFIFieldInfo* field = (TVMFFIFieldInfo*)address;
            TVMFFIAny content = Reflection.Get(value.Obj, field);
            TVMFFIAny newContent = CopyAny(content);
            if (newContent.UInt64 != content.UInt64)
            {
                Reflection.Set(copy.Obj, field, newContent);
            }
        }

        return copy;
    }

    private void ReplacePlaceholders()
    {
        foreach (TVMFFIAny copy in _copies.Values)
        {
            switch (copy.TypeIndex)
            {
                case TypeIndex.List:
                    for (int i = 0; i < Value.Elements(copy.Obj).Length; i++)
                    {
                        Sequences.Set(copy.Obj, i, Replaced(Value.Elements(copy.Obj)[i]));
                    }

                    break;
                case TypeIndex.Dict:
                    foreach ((TVMFFIAny key, TVMFFIAny item) in Maps.Stable(copy.Obj))
                    {
                        if (Replaced(key).UInt64 != key.UInt64 || Replaced(item).UInt64 != item.UInt64)
                        {
                            Maps.Erase(copy.Obj, key);
                            Maps.Set(copy.Obj, Replaced(key), Replaced(item));
                        }
                    }

                    break;
                case TypeIndex.Array or TypeIndex.Map:
                    break;
                default:
                    foreach (nint address in TypeTable.Fields(copy.TypeIndex))
                    {
                        TVMFFIFieldInfo* field = (TVMFFIFieldInfo*)address;
                        TVMFFIAny content = Reflection.Get(copy.Obj, field);
                        if (Replaced(content).UInt64 != content.UInt64)
                        {
                            Reflection.Set(copy.Obj, field, Replaced(content));
                        }
                    }

                    break;
            }
        }
    }

    private TVMFFIAny Replaced(TVMFFIAny value) =>
        Value.IsObject(value) && _copies.TryGetValue((nint)value.Obj, out TVMFFIAny copy) ? copy : value;
}
