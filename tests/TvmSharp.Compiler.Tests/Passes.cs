namespace TvmSharp.Compiler.Tests;

/// <summary>Passes of each shape.</summary>
public static class Passes
{
    public static Exception? Thrown { get; set; }

    public static int SeenUseCount { get; private set; }

    /// <summary>Marks a function.</summary>
    [TvmPass]
    public static PrimFunc Mark(PrimFunc function, string key = "marked", long value = 1) => function.WithAttr(key, value);

    [TvmPass(OptLevel = 3)]
    public static PrimFunc OnlyAtLevelThree(PrimFunc function, IRModule module, PassContext context)
    {
        Assert.Equal(3, context.OptLevel);
        return function.WithAttr("level", context.OptLevel);
    }

    [TvmPass(OptLevel = 3)]
    public static PrimFunc AtLevelThree(PrimFunc function) => function.WithAttr("three", 1);

    [TvmPass]
    public static PrimFunc CountUses(PrimFunc function)
    {
        SeenUseCount = function.UseCount;
        return function;
    }

    [TvmPass(Required = ["tvmsharp_tests.transform.Mark"])]
    public static IRModule CountFunctions(IRModule module, PassContext context) =>
        module.WithAttr("count", module.Functions.Count);

    [TvmPass]
    public static PrimFunc Throw(PrimFunc function) => throw Thrown!;

    [TvmPass]
    public static IRModule ThrowModule(IRModule module) => throw Thrown!;
}
