namespace TvmSharp.Generators;

/// <summary>A stub to be implemented.</summary>
/// <param name="Name">Name of the function in TVM's registry.</param>
/// <param name="Namespace">Namespace of the stub, or empty.</param>
/// <param name="Types">Declarations of the types around the stub, the outermost first.</param>
/// <param name="Modifiers">Modifiers of the stub.</param>
/// <param name="Method">Its name.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Result">Type of its result, or null for void.</param>
internal sealed record ImportModel(
    string Name,
    string Namespace,
    EquatableArray<string> Types,
    string Modifiers,
    string Method,
    EquatableArray<ParameterModel> Parameters,
    ValueModel? Result);
