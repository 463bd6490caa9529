using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary>
/// <c>ffi.StructuralHash</c>: equal for values that <see cref="StructuralComparer"/> finds equal. The numbers are
/// not upstream's.
/// </summary>
internal sealed unsafe class StructuralHasher(bool mapFreeVariables, bool skipTensorContent) : IDisposable
{
    private enum Region
    {
        None,
        Recursive,
        NonRecursive,
    }

    private static readonly TypeTable.Column Custom = TypeTable.EnsureColumn("__s_hash__");

    private readonly References _references = new();
    private readonly Dictionary<nint, ulong> _known = [];
    private Region _region = mapFreeVariables ? Region.Recursive : Region.None;
    private ulong _variables;
    private ulong _sharedNodes;

    public long Hash(TVMFFIAny value) => (long)HashAny(value);

    /// <summary>How objects of a type are compared; an error for a type without such a kind.</summary>
    public static int KindOf(TVMFFIObject* value)
    {
        TypeTable.Entry type = TypeTable.Get(value->TypeIndex);
        string problem = type.Info->Metadata == null ? "Type metadata is not set" : "_type_s_eq_hash_kind is not set";
        int kind = type.Info->Metadata == null ? SEqHashKind.Unsupported : type.Info->Metadata->StructuralEqHashKind;
        return kind != SEqHashKind.Unsupported
            ? kind
            : throw HostException.Type($"{problem} for type `{type.Key}`, so StructuralHash is not supported for this type");
    }

    /// <inheritdoc/>
    public void Dispose() => _references.Dispose();

    private ulong HashAny(TVMFFIAny value)
    {
        Nesting.Check();
        switch (value.TypeIndex)
        {
            case TypeIndex.Float when double.IsNaN(value.Float64):
                return StableHash.Combine(TypeIndex.Float, ulong.MaxValue);
            case TypeIndex.SmallStr or TypeIndex.Str or TypeIndex.SmallBytes or TypeIndex.Bytes:
                return StableHash.Content(&value);
            case < TypeIndex.StaticObjectBegin:
                return StableHash.Combine((ulong)value.TypeIndex, value.UInt64);
            case TypeIndex.Array or TypeIndex.List:
                ulong sequence = StableHash.Combine((ulong)value.TypeIndex, (ulong)Value.Elements(value.Obj).Length);
                foreach (TVMFFIAny element in Sequences.Stable(value.Obj))
                {
                    sequence = StableHash.Combine(sequence, HashAny(element));
                }

                return sequence;
            case TypeIndex.Map or TypeIndex.Dict:
                return HashMap(value);
            case TypeIndex.Shape:
                return StableHash.Extents(Shapes.Extents(value.Obj));
            case TypeIndex.Tensor:
                DLTensor* tensor = (DLTensor*)(value.Obj + 1);
                ulong form = StableHash.Combine(
                    StableHash.Extents(new(tensor->Shape, tensor->NDim)),
                    new TVMFFIAny { TypeIndex = TypeIndex.DataType, DType = tensor->DType }.UInt64);
                return skipTensorContent ? form : StableHash.Combine(form, StableHash.Bytes(TypeIndex.Tensor, Tensors.Content(tensor, "hash")));
            default:
                return HashObject(value.Obj);
        }
    }

    /// <summary>
    /// Entries in the order of the hashes of their keys: the order of insertion does not count, and variables are
    /// numbered on the way. Keys without a hash of their own, and values of keys with the same hash, are left out.
    /// </summary>
    private ulong HashMap(TVMFFIAny map)
    {
        List<(ulong Key, TVMFFIAny Value)> entries = [];
        foreach ((TVMFFIAny key, TVMFFIAny value) in Maps.Stable(map.Obj))
        {
            if (!Value.IsObject(key) || key.TypeIndex is TypeIndex.Str or TypeIndex.Bytes || _known.ContainsKey((nint)key.Obj))
            {
                entries.Add((HashAny(key), value));
            }
        }

        entries.Sort(static (left, right) => left.Key.CompareTo(right.Key));
        ulong hash = StableHash.Combine((ulong)map.TypeIndex, (ulong)Maps.Size(map.Obj));
        for (int i = 0; i < entries.Count; i++)
        {
            ulong key = entries[i].Key;
            bool isAlone = (i == 0 || entries[i - 1].Key != key) && (i + 1 == entries.Count || entries[i + 1].Key != key);
            hash = StableHash.Combine(hash, key);
            if (isAlone)
            {
                hash = StableHash.Combine(hash, HashAny(entries[i].Value));
            }
        }

        return hash;
    }

    private ulong HashObject(TVMFFIObject* value)
    {
        int kind = KindOf(value);
        ulong type = TypeTable.Get(value->TypeIndex).Info->TypeKeyHash;
        if (_known.TryGetValue((nint)value, out ulong known))
        {
            return known;
        }

        ulong hash;
        if (kind == SEqHashKind.FreeVar)
        {
            // What a variable is made of is not part of a region that defines variables one by one.
            Region saved = _region;
            if (_region == Region.NonRecursive)
            {
                _region = Region.None;
            }

            hash = HashFields(value, type);
            _region = saved;

            // A variable counts by the order of its definition; one that is not defined here, by its address.
            hash = _region != Region.None ? StableHash.Combine(hash, _variables++) : (ulong)value;
        }
        else
        {
            hash = HashFields(value, type);
            if (kind == SEqHashKind.DAGNode)
            {
                // The order of nodes that may be shared tells a graph from a tree.
                hash = StableHash.Combine(hash, _sharedNodes++);
            }
        }

        _references.Hold(Value.Object(value));
        _known[(nint)value] = hash;
        return hash;
    }

    private ulong HashFields(TVMFFIObject* value, ulong hash)
    {
        TVMFFIAny custom = TypeTable.Attribute(Custom, value->TypeIndex);
        if (custom.TypeIndex == TypeIndex.Function)
        {
            TVMFFIObject* combine = Pool.Keep(HostFunction.Create(
                "", HostType.Int, [HostType.AnyView, HostType.Int, HostType.Int],
                arguments => Value.Int((long)StableHash.Combine(
                    (ulong)arguments.Int(1), InRegion((Region)arguments.Int(2), arguments.Any(0))))));
            return (ulong)Host.Call(custom.Obj, Value.Object(value), Value.Int((long)hash), Value.Object(combine)).Int64;
        }

        foreach (nint address in TypeTable.Fields(value->TypeIndex))
        {
            TVMFFIFieldInfo* field = (TVMFFIFieldInfo*)address;
            if ((field->Flags & FieldFlags.SEqHashIgnore) == 0)
            {
                Region region = (field->Flags & FieldFlags.SEqHashDefNonRecursive) != 0 ? Region.NonRecursive
                    : (field->Flags & FieldFlags.SEqHashDefRecursive) != 0 ? Region.Recursive
                    : Region.None;
                hash = StableHash.Combine(hash, InRegion(region, Reflection.Get(value, field)));
            }
        }

        return hash;
    }

    /// <summary>Hashes with another kind of region; none leaves the present one.</summary>
    private ulong InRegion(Region region, TVMFFIAny value)
    {
        Region saved = _region;
        if (region != Region.None)
        {
            _region = region;
        }

        ulong hash = HashAny(value);
        _region = saved;
        return hash;
    }
}
