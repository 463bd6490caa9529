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

    internal static Function GetRegisteredTypeKeys => field ??= Kept("ffi.GetRegisteredTypeKeys");

    internal static Function GetKwargsObject => field ??= Kept("ffi.GetKwargsObject");

    internal static Function MakeObjectFromPackedArgs => field ??= Kept("ffi.MakeObjectFromPackedArgs");

    internal static Function DeepCopy => field ??= Kept("ffi.DeepCopy");

    internal static Function StructuralEqual => field ??= Kept("ffi.StructuralEqual");

    internal static Function StructuralHash => field ??= Kept("ffi.StructuralHash");

    internal static Function GetFirstStructuralMismatch => field ??= Kept("ffi.GetFirstStructuralMismatch");

    internal static Function StructuralWalk => field ??= Kept("ffi.StructuralWalk");

    internal static Function VisitInterrupt => field ??= Kept("ffi.VisitInterrupt");

    internal static Function ListSize => field ??= Kept("ffi.ListSize");

    internal static Function ListGetItem => field ??= Kept("ffi.ListGetItem");

    internal static Function DictCount => field ??= Kept("ffi.DictCount");

    internal static Function DictGetItem => field ??= Kept("ffi.DictGetItem");

    internal static Function RecursiveEq => field ??= Kept("ffi.RecursiveEq");

    internal static Function RecursiveLt => field ??= Kept("ffi.RecursiveLt");

    internal static Function RecursiveHash => field ??= Kept("ffi.RecursiveHash");

    private static Function Kept(string name) => (Function)Function.Get(name).Keep();
}
