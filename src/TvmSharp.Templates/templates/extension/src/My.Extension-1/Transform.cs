using TvmSharp;
using TvmSharp.Tirx;

namespace My.Extension_1;

/// <summary>Passes.</summary>
public static class Transform
{
    /// <summary>Writes the number of loops of each function into an attribute.</summary>
    /// <param name="function">The function.</param>
    /// <param name="attribute">Name of the attribute.</param>
    /// <returns>The function with the attribute; the given one stays as it was.</returns>
    [TvmPass]
    public static PrimFunc AnnotateLoops(PrimFunc function, string attribute = "num_loops") =>
        function.WithAttr(attribute, Functions.CountLoops(function));
}
