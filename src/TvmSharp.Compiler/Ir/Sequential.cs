using TvmSharp.Ffi;

namespace TvmSharp.Ir;

public partial class Sequential
{
    /// <summary>Makes a sequence, by <c>transform.Sequential</c>.</summary>
    /// <param name="passes">Passes; a context may leave out those of a higher level than its own.</param>
    /// <param name="optLevel">Level of the sequence itself.</param>
    /// <param name="name">Name of the sequence.</param>
    public static Sequential Create(ReadOnlySpan<Pass> passes, int optLevel = 0, string name = "sequential") =>
        TvmCompiler.GetFunction("transform.Sequential").Call(
            TvmArray.Create(passes), optLevel, name, TvmArray.Create<string>([]), false).As<Sequential>();
}
