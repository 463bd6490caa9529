using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary>
/// Equality of map keys, as upstream's <c>AnyEqual</c>: strings and bytes by content, other objects by address
/// unless their type registered <c>__any_equal__</c> and <c>__any_hash__</c>, everything else by its bytes.
/// </summary>
internal sealed unsafe class AnyComparer : IEqualityComparer<TVMFFIAny>
{
    public static AnyComparer Instance { get; } = new();

    public bool Equals(TVMFFIAny x, TVMFFIAny y)
    {
        if (x.UInt64 == y.UInt64 && x.TypeIndex == y.TypeIndex && x.ZeroPadding == y.ZeroPadding)
        {
            return true;
        }

        int family = Family(x.TypeIndex);
        if (family != 0)
        {
            return family == Family(y.TypeIndex) && Value.Bytes(&x).SequenceEqual(Value.Bytes(&y));
        }

        if (x.TypeIndex != y.TypeIndex || x.TypeIndex < TypeIndex.StaticObjectBegin)
        {
            return false;
        }

        TVMFFIAny custom = TypeTable.Attribute(TypeTable.AnyEqual, x.TypeIndex);
        if (custom.TypeIndex == TypeIndex.OpaquePtr)
        {
            return ((delegate* unmanaged[Cdecl]<TVMFFIAny*, TVMFFIAny*, byte>)custom.Ptr)(&x, &y) != 0;
        }

        return custom.TypeIndex == TypeIndex.Function && Host.Call(custom.Obj, x, y).Int64 != 0;
    }

    public int GetHashCode(TVMFFIAny obj)
    {
        int family = Family(obj.TypeIndex);
        if (family != 0)
        {
            HashCode hash = default;
            hash.Add(family);
            hash.AddBytes(Value.Bytes(&obj));
            return hash.ToHashCode();
        }

        if (obj.TypeIndex >= TypeIndex.StaticObjectBegin)
        {
            TVMFFIAny custom = TypeTable.Attribute(TypeTable.AnyHash, obj.TypeIndex);
            if (custom.TypeIndex == TypeIndex.OpaquePtr)
            {
                return ((delegate* unmanaged[Cdecl]<TVMFFIAny*, long>)custom.Ptr)(&obj).GetHashCode();
            }

            if (custom.TypeIndex == TypeIndex.Function)
            {
                return Host.Call(custom.Obj, obj).Int64.GetHashCode();
            }
        }

        return HashCode.Combine(obj.TypeIndex, obj.UInt64);
    }

    private static int Family(int typeIndex) => typeIndex switch
    {
        TypeIndex.SmallStr or TypeIndex.Str or TypeIndex.RawStr => 1,
        TypeIndex.SmallBytes or TypeIndex.Bytes or TypeIndex.ByteArrayPtr => 2,
        _ => 0,
    };
}
