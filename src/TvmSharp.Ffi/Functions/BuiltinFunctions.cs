namespace TvmSharp.Ffi;

/// <summary>Functions that tvm-ffi itself registers and this library needs. They are never removed.</summary>
internal static class BuiltinFunctions
{
    internal static Function Array => field ??= Kept("ffi.Array");

    internal static Function Map => field ??= Kept("ffi.Map");

    internal static Function MapSize => field ??= Kept("ffi.MapSize");

    internal static Function MapCount => field ??= Kept("ffi.MapCount");

    internal static Function MapGetItem => field ??= Kept("ffi.MapGetItem");

    internal static Function MapForwardIterFunctor => field ??= Kept("ffi.MapForwardIterFunctor");

    internal static Function ReprPrint => field ??= Kept("ffi.ReprPrint");

    private static Function Kept(string name) => (Function)Function.Get(name).Keep();
}
