namespace TvmSharp.Bindgen.Headers;

/// <summary>How many of one thing the sources have and how many of them the schema holds.</summary>
/// <param name="Seen">How many there are in the text of the sources.</param>
/// <param name="Bound">How many the schema holds. The rest are problems, each with file and line.</param>
internal sealed record ExtractionCount(int Seen, int Bound)
{
    /// <summary>How many the schema does not hold.</summary>
    public int NotBound => Seen - Bound;
}
