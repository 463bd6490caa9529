namespace TvmSharp;

/// <summary>Makes an assembly a TVM extension and gives its functions and passes a name prefix.</summary>
/// <remarks>
/// The generator adds a class <c>TvmExtension</c> to the project's root namespace. Its <c>Register()</c>
/// puts everything that is marked <see cref="TvmExportAttribute"/> or <see cref="TvmPassAttribute"/> into
/// TVM's registry from a .NET process; a NativeAOT publish makes a library that does so when it is loaded.
/// </remarks>
/// <param name="prefix">
/// First part of every name that is not given in full: one or more identifiers joined by dots, such as
/// <c>my_project</c>.
/// </param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class TvmExtensionAttribute(string prefix) : Attribute
{
    /// <summary>First part of the registered names.</summary>
    public string Prefix { get; } = prefix;
}
