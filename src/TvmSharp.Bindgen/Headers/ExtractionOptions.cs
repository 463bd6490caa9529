namespace TvmSharp.Bindgen.Headers;

/// <summary>What to take from a source tree.</summary>
/// <param name="Progress">Gets a word about each step, for whoever watches; null for nobody.</param>
internal sealed record ExtractionOptions(Action<string>? Progress = null);
