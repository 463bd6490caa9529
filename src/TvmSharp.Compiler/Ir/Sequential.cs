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
    /// <exception cref="ArgumentException">A pass is null.</exception>
    public static Sequential Create(
        ReadOnlySpan<Pass> passes, int optLevel = 0, string name = "sequential", ReadOnlySpan<string> required = default, bool traceable = false)
    {
        // TVM takes null for a pass, and crashes when it comes to run it.
        foreach (Pass pass in passes)
        {
            if (pass is null)
            {
                throw new ArgumentException("A pass is null.", nameof(passes));
            }
        }

        return TvmCompiler.GetFunction("transform.Sequential").Call(
            TvmArray.Create(passes), optLevel, name, TvmArray.Create(required), traceable).As<Sequential>();
    }
}
