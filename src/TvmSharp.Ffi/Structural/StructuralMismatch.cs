namespace TvmSharp.Ffi;

/// <summary>Where two values first differ: <c>tvm::ffi::reflection::AccessPathPair</c>.</summary>
/// <param name="Left">The way to the difference in the left value.</param>
/// <param name="Right">The way to the difference in the right value.</param>
public sealed record StructuralMismatch(AccessPath Left, AccessPath Right)
{
    /// <summary>Both ways, once when they are the same.</summary>
    public override string ToString() => (Left.ToString(), Right.ToString()) is var (left, right) && left == right
        ? left
        : $"{Left} and {Right}";
}
