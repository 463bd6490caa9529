namespace TvmSharp.Generators;

/// <summary>A method that TVM is to call: an export, or a pass and its factory.</summary>
/// <param name="ExplicitName">The registered name when the attribute gives one.</param>
/// <param name="Type">The type it is in, fully qualified.</param>
/// <param name="Method">Its name.</param>
/// <param name="Parameters">The parameters of the registered function: for a pass, those of the factory.</param>
/// <param name="Result">Type of the method's result, or null for void.</param>
/// <param name="Summary">Its documentation as plain text.</param>
/// <param name="ResultDoc">What the documentation says about the result.</param>
/// <param name="Pass">What makes it a pass, or null for an export.</param>
/// <param name="IsPacked">Whether it takes whatever arguments there are.</param>
internal sealed record MethodModel(
    string? ExplicitName,
    string Type,
    string Method,
    EquatableArray<ParameterModel> Parameters,
    ValueModel? Result,
    string Summary,
    string ResultDoc,
    PassModel? Pass,
    bool IsPacked = false);
