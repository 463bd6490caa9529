namespace TvmSharp;

/// <summary>Makes a method of a class with <see cref="TvmObjectAttribute"/> a method of the type that it defines.</summary>
/// <remarks>
/// A static method is one of the type and gets no object. The method's XML documentation and its parameters with their
/// names are registered as those of a <see cref="TvmExportAttribute"/> are.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TvmMethodAttribute : Attribute
{
    /// <summary>Registers the method under its own name in snake case.</summary>
    public TvmMethodAttribute()
    {
    }

    /// <summary>Registers the method under a name.</summary>
    /// <param name="name">Name, without that of the type.</param>
    public TvmMethodAttribute(string name) => Name = name;

    /// <summary>The name, or null for the default.</summary>
    public string? Name { get; }
}
