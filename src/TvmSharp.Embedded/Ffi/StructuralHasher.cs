using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary>
/// <c>ffi.StructuralHash</c>: equal for values that <see cref="StructuralComparer"/> finds equal. The numbers are
/// not upstream's.
/// </summary>
internal sealed unsafe class StructuralHasher(bool mapFreeVariables, bool skipTensorContent)
{
    private static readonly TypeTable.Column Custom = TypeTable.EnsureColumn("__s_hash__");

    private readonly Dictionary<nint, ulong> _known = [];
    private bool _defining = mapFreeVariables;
    private ulong _variables;

    public long Hash(TVMFFIAny value) => (long)HashAny(value);

    private ulong HashAny(TVMFFIAny value)
    {
        switch (value.TypeIndex)
        {
            case TypeIndex.Float when double.IsNaN(value.Float64):
                return Combine(TypeIndex.Float, ulong.MaxValue);
            case TypeIndex.SmallStr or TypeIndex.Str:
                return HashBytes(TypeIndex.Str, Value.Bytes(&value));
            case TypeIndex.SmallBytes or TypeIndex.Bytes:
                return HashBytes(TypeIndex.Bytes, Value.Bytes(&value));
            case < TypeIndex.StaticObjectBegin:
                return Combine((ulong)value.TypeIndex, value.UInt64);
            case TypeIndex.Array or TypeIndex.List:
                ulong sequence = Combine((ulong)value.TypeIndex, (ulong)Value.Elements(value.Obj).Length);
                foreach (TVMFFIAny element in Value.Elements(value.Obj))
                {
                    sequence = Combine(sequence, HashAny(element));
                }

                return sequence;
            case TypeIndex.Map or TypeIndex.Dict:
                // The order of entries does not count.
                ulong entries = 0;
                foreach ((TVMFFIAny key, TVMFFIAny entry) in Maps.Entries(value.Obj))
                {
                    ulong keyHash = Value.IsObject(key) && !_known.ContainsKey((nint)key.Obj) && key.TypeIndex is not (TypeIndex.Str or TypeIndex.Bytes)
                        ? (ulong)key.TypeIndex
                        : HashAny(key);
                    entries += Combine(keyHash, HashAny(entry));
                }

                return Combine(Combine((ulong)value.TypeIndex, (ulong)Maps.Size(value.Obj)), entries);
            case TypeIndex.Shape:
                TVMFFIShapeCell* shape = (TVMFFIShapeCell*)(value.Obj + 1);
                return HashBytes(TypeIndex.Shape, new(shape->Data, (int)shape->Size * sizeof(long)));
            case TypeIndex.Tensor:
                Tensors.DLTensor* tensor = (Tensors.DLTensor*)(value.Obj + 1);
                ulong form = Combine(
                    HashBytes(TypeIndex.Tensor, new(tensor->Shape, tensor->NDim * sizeof(long))),
                    ((ulong)tensor->DType.Code << 24) | ((ulong)tensor->DType.Bits << 16) | tensor->DType.Lanes);
                return skipTensorContent ? form : Combine(form, HashBytes(TypeIndex.Tensor, Tensors.Contents(value.Obj, "hash")));
            default:
                return HashObject(value.Obj);
        }
    }

    private ulong HashObject(TVMFFIObject* value)
    {
        TypeTable.Entry type = TypeTable.Get(value->TypeIndex);
        int kind = TypeTable.StructuralKind(type);
        if (kind == SEqHashKind.UniqueInstance)
        {
            return Combine(type.Info->TypeKeyHash, (ulong)value);
        }

        if (_known.TryGetValue((nint)value, out ulong known))
        {
            return known;
        }

        ulong hash;
        if (kind == SEqHashKind.FreeVar)
        {
            // A variable counts by the order of its definition; one that is not defined here, by its address.
            hash = Combine(type.Info->TypeKeyHash, _defining ? ++_variables : (ulong)value);
        }
        else
        {
            hash = HashFields(value, type.Info->TypeKeyHash);
        }

        if (kind is SEqHashKind.FreeVar or SEqHashKind.DAGNode)
        {
            _known[(nint)value] = hash;
        }

        return hash;
    }

    private ulong HashFields(TVMFFIObject* value, ulong hash)
    {
        TVMFFIAny custom = TypeTable.Attribute(Custom, value->TypeIndex);
        if (custom.TypeIndex == TypeIndex.Function)
        {
            TVMFFIObject* combine = Pool.Keep(HostFunction.Create(
                "", HostType.Int, [HostType.AnyView, HostType.Int, HostType.Int],
                arguments => Value.Int((long)Combine((ulong)arguments.Int(1), In(arguments.Bool(2), arguments.Any(0))))));
            return (ulong)Host.Call(custom.Obj, Value.Object(value), Value.Int((long)hash), Value.Object(combine)).Int64;
        }

        foreach (nint address in TypeTable.Fields(value->TypeIndex))
        {
            TVMFFIFieldInfo* field = (TVMFFIFieldInfo*)address;
            if ((field->Flags & FieldFlags.SEqHashIgnore) == 0)
            {
                bool defines = (field->Flags & (FieldFlags.SEqHashDefRecursive | FieldFlags.SEqHashDefNonRecursive)) != 0;
                hash = Combine(hash, In(defines, Reflection.Get(value, field)));
            }
        }

        return hash;
    }

    private ulong In(bool defines, TVMFFIAny value)
    {
        bool saved = _defining;
        _defining |= defines;
        ulong hash = HashAny(value);
        _defining = saved;
        return hash;
    }

    private static ulong HashBytes(int typeIndex, ReadOnlySpan<byte> bytes)
    {
        ulong hash = 14695981039346656037;
        foreach (byte b in bytes)
        {
            hash = unchecked((hash ^ b) * 1099511628211);
        }

        return Combine((ulong)typeIndex, hash);
    }

    private static ulong Combine(ulong hash, ulong value) =>
        unchecked(hash ^ (value + 0x9e3779b97f4a7c15 + (hash << 6) + (hash >> 2)));
}
