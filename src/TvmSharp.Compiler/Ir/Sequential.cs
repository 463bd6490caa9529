using TvmSharp.Ffi;

namespace TvmSharp.Ir;

/// <summary>Passes that run one after the other: <c>tvm::transform::Sequential</c>.</summary>
[TvmObject("transform.Sequential")]
public sealed class Sequential : Pass, ITvmObject<Sequential>
{
    /// <summary>Makes a wrapper.</summary>
    /// <param name="reference">An object of type <c>transform.Sequential</c>.</param>
    internal Sequential(ObjectReference reference)
        : base(reference)
    {
    }

    static string ITvmObject<Sequential>.TypeKey => "transform.Sequential";

    static Sequential ITvmObject<Sequential>.Wrap(ObjectReference reference) => new(reference);

    /// <summary>The passes.</summary>
    public TvmArray<Pass> Passes => GetField("passes").AsArray<Pass>();

    /// <summary>Makes a sequence, by <c>transform.Sequential</c>.</summary>
    /// <param name="passes">Passes; a context may leave out those of a higher level than its own.</param>
    /// <param name="optLevel">Level of the sequence itself.</param>
    /// <param name="name">Name of the sequence.</param>
    public static Sequential Create(ReadOnlySpan<Pass> passes, int optLevel = 0, string name = "sequential") =>
        TvmCompiler.GetFunction("transform.Sequential").Call(
            TvmArray.Create(passes), optLevel, name, TvmArray.Create<string>([]), false).As<Sequential>();
}
