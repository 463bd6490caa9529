namespace TvmSharp.Bindgen.Writing;

/// <summary>The ways in which values lie in an object of C++'s.</summary>
internal enum DotNetStorageKind
{
    /// <summary>The value itself, as C# has it.</summary>
    Value,

    /// <summary>The address of an object, or null.</summary>
    Object,

    /// <summary>The address of a container, or null.</summary>
    Container,

    /// <summary>A cell with a short string, or with the address of one.</summary>
    String,

    /// <summary>A cell with any value and its type, or with nothing.</summary>
    Cell,
}
