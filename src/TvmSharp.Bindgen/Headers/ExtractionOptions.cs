using TvmSharp.Bindgen.Runtime;

namespace TvmSharp.Bindgen.Headers;

/// <summary>What to take from a source tree.</summary>
/// <param name="Progress">Gets a word about each step, for whoever watches; null for nobody.</param>
/// <param name="Runtime">What a running TVM of the same version says, for the types that no header declares; null without one.</param>
internal sealed record ExtractionOptions(Action<string>? Progress = null, RuntimeSchema? Runtime = null);
