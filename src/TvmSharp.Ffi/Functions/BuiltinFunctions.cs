namespace TvmSharp.Ffi;

/// <summary>Functions that tvm-ffi itself registers and this library needs. They are never removed.</summary>
internal static class BuiltinFunctions
{
    internal static Function Array => field ??= Kept("ffi.Array");

    internal static Function Shape => field ??= Kept("ffi.Shape");

    internal static Function Map => field ??= Kept("ffi.Map");

    internal static Function List => field ??= Kept("ffi.List");

    internal static Function ListSetItem => field ??= Kept("ffi.ListSetItem");

    internal static Function ListAppend => field ??= Kept("ffi.ListAppend");

    internal static Function ListInsert => field ??= Kept("ffi.ListInsert");

    internal static Function ListErase => field ??= Kept("ffi.ListErase");

    internal static Function ListEraseRange => field ??= Kept("ffi.ListEraseRange");

    internal static Function ListClear => field ??= Kept("ffi.ListClear");

    internal static Function ListReverse => field ??= Kept("ffi.ListReverse");

    internal static Function Dict => field ??= Kept("ffi.Dict");

    internal static Function DictSetItem => field ??= Kept("ffi.DictSetItem");

    internal static Function DictErase => field ??= Kept("ffi.DictErase");

    internal static Function DictClear => field ??= Kept("ffi.DictClear");

    internal static MappingFunctions MapFunctions => field ??= Mapping("Map");

    internal static MappingFunctions DictFunctions => field ??= Mapping("Dict");

    /// <summary>What a look-up gives for a key that is not there.</summary>
    internal static TvmObject MissingValue => field ??= Function.Get("ffi.GetInvalidObject").Call().As<TvmObject>().Keep();

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

    internal static Function RecursiveEq => field ??= Kept("ffi.RecursiveEq");

    internal static Function RecursiveLt => field ??= Kept("ffi.RecursiveLt");

    internal static Function RecursiveHash => field ??= Kept("ffi.RecursiveHash");

    internal static Function ModuleGetFunction => field ??= Kept("ffi.ModuleGetFunction");

    private static MappingFunctions Mapping(string kind) => new(
        Kept($"ffi.{kind}Size"),
        Kept($"ffi.{kind}Count"),
        Kept($"ffi.{kind}GetItemOrMissing"),
        Kept($"ffi.{kind}ForwardIterFunctor"));

    private static Function Kept(string name) => (Function)Function.Get(name).Keep();
}
