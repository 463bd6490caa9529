namespace TvmSharp.Generators;

/// <summary>How the values of one C# type cross the boundary.</summary>
/// <param name="Type">The C# type, fully qualified, with nullable annotations.</param>
/// <param name="Marshaller">The marshaller, fully qualified.</param>
/// <param name="Name">The type as upstream's signatures spell it.</param>
/// <param name="Schema">The type as upstream's JSON schema has it.</param>
/// <param name="Holds">What a value of the type refers to.</param>
/// <param name="IsOptional">Whether null is a value of the type.</param>
/// <param name="IsPublic">Whether other assemblies can name the type.</param>
internal sealed record ValueModel(
    string Type,
    string Marshaller,
    string Name,
    string Schema,
    ValueHolds Holds,
    bool IsOptional = false,
    bool IsPublic = true)
{
    /// <summary>Whether values are strings, for which there is a shorter way.</summary>
    public bool IsString => Type == "string";
}

/// <summary>What a value refers to, and so what has to be done about its lifetime.</summary>
internal enum ValueHolds
{
    /// <summary>Nothing: numbers.</summary>
    Nothing,

    /// <summary>Memory of its own: strings and bytes.</summary>
    Memory,

    /// <summary>An object of TVM, which ends with its scope unless it is kept.</summary>
    Object,

    /// <summary>An object of TVM or something else.</summary>
    Any,
}
