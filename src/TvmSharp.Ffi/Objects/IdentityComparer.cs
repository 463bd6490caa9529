namespace TvmSharp.Ffi;

/// <summary>Wrappers as keys by the native object they stand for.</summary>
internal sealed class IdentityComparer : IEqualityComparer<TvmObject>
{
    internal static readonly IdentityComparer Instance = new();

    private IdentityComparer()
    {
    }

    public bool Equals(TvmObject? x, TvmObject? y) => x is null ? y is null : x.IsSameAs(y);

    public int GetHashCode(TvmObject obj) => obj.IdentityHash;
}
