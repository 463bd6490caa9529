namespace TvmSharp.Bindgen.Headers;

/// <summary>How many of one thing the sources have and how many of them the schema holds.</summary>
/// <param name="Seen">How many there are in the text of the sources.</param>
/// <param name="Bound">How many the schema holds whole. The rest but the packed ones are problems, each with file and line.</param>
/// <param name="Packed">Functions registered packed: the schema holds their names, and C++ says nothing of their parameters.</param>
internal sealed record ExtractionCount(int Seen, int Bound, int Packed = 0)
{
    /// <summary>How many the schema does not hold, or not whole.</summary>
    public int NotBound => Seen - Bound - Packed;
}
