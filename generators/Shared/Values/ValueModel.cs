namespace TvmSharp.Generators;

/// <summary>How the values of one C# type cross the boundary.</summary>
/// <param name="Type">The C# type, fully qualified, with nullable annotations.</param>
/// <param name="Marshaller">The marshaller, fully qualified.</param>
/// <param name="Name">The type as upstream's signatures spell it.</param>
/// <param name="Schema">The type as upstream's JSON schema has it.</param>
/// <param name="HoldsMemory">Whether an argument of the type holds memory or a reference until the call is over.</param>
/// <param name="HoldsObjects">Whether a value of the type can refer to an object of TVM.</param>
/// <param name="IsPublic">Whether other assemblies can name the type.</param>
internal sealed record ValueModel(
    string Type,
    string Marshaller,
    string Name,
    string Schema,
    bool HoldsMemory,
    bool HoldsObjects,
    bool IsPublic);
