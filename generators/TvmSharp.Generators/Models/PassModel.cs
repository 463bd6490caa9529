namespace TvmSharp.Generators;

/// <summary>What makes a method a pass.</summary>
/// <param name="Kind">What the pass runs on.</param>
/// <param name="Subject">Type of that.</param>
/// <param name="Module">Type of the module parameter, or null when it is left out.</param>
/// <param name="Context">Type of the context parameter, or null when it is left out.</param>
/// <param name="OptLevel">Optimization level.</param>
/// <param name="Required">Names of the passes to run before.</param>
/// <param name="Traceable">Whether the pass can be traced.</param>
internal sealed record PassModel(
    PassKind Kind,
    ValueModel Subject,
    ValueModel? Module,
    ValueModel? Context,
    int OptLevel,
    EquatableArray<string> Required,
    bool Traceable);
