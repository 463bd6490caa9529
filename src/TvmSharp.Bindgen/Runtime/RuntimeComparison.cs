namespace TvmSharp.Bindgen.Runtime;

/// <summary>How a running TVM compares with its sources.</summary>
/// <param name="Differences">Where it is not what they say, by name.</param>
/// <param name="MissingTypes">Types of which it has nothing, nor anything of their namespace: it was built without that part.</param>
/// <param name="MissingFunctions">Functions that it was built without.</param>
/// <param name="Types">How many types were compared.</param>
/// <param name="Fields">How many fields were compared.</param>
/// <param name="Signatures">How many functions were compared by their parameters.</param>
/// <param name="Results">How many of these by their result too: of the others one side does not know it.</param>
internal sealed record RuntimeComparison(
    IReadOnlyList<RuntimeDifference> Differences,
    IReadOnlyList<string> MissingTypes,
    IReadOnlyList<string> MissingFunctions,
    int Types,
    int Fields,
    int Signatures,
    int Results);
