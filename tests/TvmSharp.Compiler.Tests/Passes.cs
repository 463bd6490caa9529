namespace TvmSharp.Compiler.Tests;

/// <summary>Passes of each shape.</summary>
public static class Passes
{
    public static Exception? Thrown { get; set; }

    public static int SeenUseCount { get; private set; }

    public static int SeenBindings { get; set; }

    public static int SeenFunctions { get; set; }

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
    public static Relax.Function MarkRelax(Relax.Function function, IRModule module, PassContext context, string key = "marked")
    {
        Assert.NotEmpty(module.Functions);
        return (Relax.Function)function.WithAttr(key, context.OptLevel);
    }

    /// <summary>Leaves out bindings of dataflow variables, but for the first <paramref name="count"/>.</summary>
    [TvmPass]
    public static Relax.DataflowBlock Recount(Relax.DataflowBlock block, int count = 0)
    {
        SeenBindings = block.Bindings.Count;
        return count == 0 ? block : Relax.DataflowBlock.Create(TvmArray.Create<Relax.Binding>([.. block.Bindings.Take(count)]));
    }

    [TvmPass]
    public static Relax.Function ThrowRelax(Relax.Function function) => throw Thrown!;

    [TvmPass]
    public static Relax.DataflowBlock ThrowBlock(Relax.DataflowBlock block) => throw Thrown!;

    [TvmPass]
    public static PrimFunc Throw(PrimFunc function) => throw Thrown!;

    /// <summary>Changes functions and throws at the second.</summary>
    [TvmPass]
    public static PrimFunc ThrowAtSecond(PrimFunc function) => ++SeenFunctions == 2 ? throw Thrown! : function.WithAttr("changed", 1);

    [TvmPass]
    public static IRModule ThrowModule(IRModule module) => throw Thrown!;
}
