namespace TvmSharp.Ffi;

/// <summary>
/// Compares values field by field as data classes do: <c>ffi.RecursiveEq</c>, <c>ffi.RecursiveHash</c> and
/// <c>ffi.RecursiveLt</c>. Types may bring an order of their own with <c>__ffi_eq__</c>, <c>__ffi_hash__</c> and
/// <c>__ffi_compare__</c>; fields may be left out.
/// </summary>
public sealed class RecursiveComparer : IEqualityComparer<Any>, IComparer<Any>
{
    private RecursiveComparer()
    {
    }

    /// <summary>The comparer.</summary>
    public static RecursiveComparer Default { get; } = new();

    /// <summary>Whether two values are equal.</summary>
    /// <exception cref="TvmException">The values contain themselves too deeply, or a comparison of their own failed.</exception>
    public bool Equals(Any x, Any y) => BuiltinFunctions.RecursiveEq.Call(x, y).As<bool>();

    /// <summary>Hash that goes with <see cref="Equals(Any, Any)"/>.</summary>
    /// <exception cref="TvmException">A type has an equality of its own and no hash.</exception>
    public int GetHashCode(Any obj) => Hash(obj).GetHashCode();

    /// <summary>TVM's own 64-bit hash of a value.</summary>
    /// <exception cref="TvmException">A type has an equality of its own and no hash.</exception>
    public static long Hash(Any value) => BuiltinFunctions.RecursiveHash.Call(value).As<long>();

    /// <summary>Which of two values comes first.</summary>
    /// <returns>-1, 0 or 1.</returns>
    /// <exception cref="TvmException">The values are of kinds that have no order, such as an integer and a string.</exception>
    public int Compare(Any x, Any y) =>
        BuiltinFunctions.RecursiveLt.Call(x, y).As<bool>() ? -1
        : BuiltinFunctions.RecursiveLt.Call(y, x).As<bool>() ? 1
        : 0;
}
