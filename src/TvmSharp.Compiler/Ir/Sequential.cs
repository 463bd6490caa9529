using TvmSharp.Ffi;

namespace TvmSharp.Ir;

public partial class Sequential
{
    /// <summary>Makes a sequence, by <c>transform.Sequential</c>.</summary>
    /// <param name="passes">Passes; a context may leave out those of a higher level than its own.</param>
    /// <param name="optLevel">Level of the sequence itself.</param>
    /// <param name="name">Name of the sequence.</param>
    /// <param name="required">Names of the passes that must run before.</param>
    /// <param name="traceable">Whether the sequence can be traced.</param>
    public static Sequential Create(
        ReadOnlySpan<Pass> passes, int optLevel = 0, string name = "sequential", ReadOnlySpan<string> required = default, bool traceable = false) =>
        TvmCompiler.GetFunction("transform.Sequential").Call(
            TvmArray.Create(passes), optLevel, name, TvmArray.Create(required), traceable).As<Sequential>();
}
