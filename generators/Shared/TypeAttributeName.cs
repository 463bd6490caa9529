namespace TvmSharp.Generators;

/// <summary>
/// Names by which TVM finds what a type does itself, such as printing (reflection/accessor.h). The runtime's
/// <c>TypeAttribute</c> has the same.
/// </summary>
internal static class TypeAttributeName
{
    private static readonly string[] Functions =
    [
        "__ffi_repr__", "__ffi_hash__", "__ffi_eq__", "__ffi_compare__", "__ffi_convert__", "__any_hash__", "__any_equal__", "__s_equal__",
        "__s_hash__", "__s_visit__", "__data_to_json__", "__data_from_json__",
    ];

    /// <summary>Whether a method of this name is found by TVM itself, not by those who call methods.</summary>
    public static bool IsFunction(string name) => Array.IndexOf(Functions, name) >= 0;

    /// <summary>Whether a name may be TVM's own.</summary>
    public static bool IsReserved(string name) => name.StartsWith("__", StringComparison.Ordinal) && name.EndsWith("__", StringComparison.Ordinal);
}
