namespace TvmSharp.Bindgen.Commands;

/// <summary>How results are printed.</summary>
internal enum OutputFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>For programs: one JSON object on standard output, whatever happened.</summary>
    Json,
}
