namespace TvmSharp.Ir;

public partial class Range
{
    /// <summary>A range by its first value and their number, by <c>ir.Range_from_min_extent</c>.</summary>
    /// <param name="min">First value.</param>
    /// <param name="extent">Number of values, of the element type of <paramref name="min"/>.</param>
    public static Range FromMinExtent(Expr min, Expr extent) =>
        TvmCompiler.GetFunction("ir.Range_from_min_extent").Call(min, extent, (Span?)null).As<Range>();
}
