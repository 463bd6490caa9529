namespace TvmSharp.Bindgen.Schema;

/// <summary>Something in TVM's sources that was not understood.</summary>
/// <param name="File">File, from the root of the source tree.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Message">What it is, in one sentence.</param>
internal sealed record SourceProblem(string File, int Line, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}: {Message}";
}
