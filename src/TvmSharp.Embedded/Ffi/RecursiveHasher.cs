using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary>
/// <c>ffi.RecursiveHash</c>: by contents and fields, equal for values that <see cref="RecursiveComparer"/> finds
/// equal. The numbers are not upstream's.
/// </summary>
internal sealed unsafe class RecursiveHasher : IDisposable
{
    private static readonly TypeTable.Column Custom = TypeTable.EnsureColumn("__ffi_hash__");

    private readonly References _references = new();
    private readonly Dictionary<nint, ulong> _known = [];
    private readonly HashSet<nint> _open = [];

    public ulong Hash(TVMFFIAny value)
    {
        Nesting.Check();
        switch (value.TypeIndex)
        {
            case TypeIndex.Float:
                // All NaN are one, and so are both zeros.
                double number = double.IsNaN(value.Float64) ? double.NaN : value.Float64 == 0 ? 0 : value.Float64;
                return StableHash.Combine(TypeIndex.Float, BitConverter.DoubleToUInt64Bits(number));
            case TypeIndex.SmallStr or TypeIndex.Str or TypeIndex.SmallBytes or TypeIndex.Bytes:
                return StableHash.Content(&value);
            case TypeIndex.Shape:
                return StableHash.Extents(Shapes.Extents(value.Obj));
            case < TypeIndex.StaticObjectBegin:
                return StableHash.Combine((ulong)value.TypeIndex, value.UInt64);
        }

        nint address = (nint)value.Obj;
        if (_known.TryGetValue(address, out ulong known))
        {
            return known;
        }

        ulong type = TypeTable.Get(value.TypeIndex).Info->TypeKeyHash;
        if (!_open.Add(address))
        {
            // A value that contains itself.
            return type;
        }

        ulong hash = HashObject(value, type);
        _open.Remove(address);
        _references.Hold(value);
        return _known[address] = hash;
    }

    /// <inheritdoc/>
    public void Dispose() => _references.Dispose();

    private ulong HashObject(TVMFFIAny value, ulong hash)
    {
        TVMFFIAny custom = TypeTable.Attribute(Custom, value.TypeIndex);
        if (custom.TypeIndex == TypeIndex.Function)
        {
            TVMFFIObject* inner = Pool.Keep(HostFunction.Create(
                "", HostType.Int, [HostType.AnyView], arguments => Value.Int((long)Hash(arguments.Any(0)))));
            return (ulong)HostType.Int.Cast(Pool.Keep(Host.Call(custom.Obj, value, Value.Object(inner)))).Int64;
        }

        if (RecursiveComparer.HasCustom(value.TypeIndex))
        {
            throw HostException.Value(
                $"RecursiveHash: type '{Host.TypeKey(value.TypeIndex)}' defines __ffi_eq__ or __ffi_compare__ but not __ffi_hash__. Equal values could have different hashes.");
        }

        switch (value.TypeIndex)
        {
            case TypeIndex.Array or TypeIndex.List:
                ReadOnlySpan<TVMFFIAny> elements = Sequences.Stable(value.Obj);
                hash = StableHash.Combine(hash, (ulong)elements.Length);
                foreach (TVMFFIAny element in elements)
                {
                    hash = StableHash.Combine(hash, Hash(element));
                }

                return hash;
            case TypeIndex.Map or TypeIndex.Dict:
                // The order of entries does not count.
                ulong entries = 0;
                foreach ((TVMFFIAny key, TVMFFIAny item) in Maps.Stable(value.Obj))
                {
                    entries = unchecked(entries + StableHash.Combine(Hash(key), Hash(item)));
                }

                return StableHash.Combine(StableHash.Combine(hash, (ulong)Maps.Size(value.Obj)), entries);
        }

        foreach (nint address in TypeTable.Fields(value.TypeIndex))
        {
            TVMFFIFieldInfo* field = (TVMFFIFieldInfo*)address;
            if ((field->Flags & (FieldFlags.HashOff | FieldFlags.CompareOff)) == 0)
            {
                hash = StableHash.Combine(hash, Hash(Reflection.Get(value.Obj, field)));
            }
        }

        return hash;
    }
}
