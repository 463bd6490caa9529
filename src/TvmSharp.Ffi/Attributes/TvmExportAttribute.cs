namespace TvmSharp;

/// <summary>Registers a static method as a global function of TVM.</summary>
/// <remarks>
/// The name is <c>{prefix}.{method_name_in_snake_case}</c> unless one is given. The method's XML
/// documentation becomes the function's, and its parameters with their names become the type schema.
/// Exceptions come out as TVM errors.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TvmExportAttribute : Attribute
{
    /// <summary>Registers the method under its default name.</summary>
    public TvmExportAttribute()
    {
    }

    /// <summary>Registers the method under a full name.</summary>
    /// <param name="name">The whole global name, prefix included.</param>
    public TvmExportAttribute(string name) => Name = name;

    /// <summary>The whole global name, or null for the default.</summary>
    public string? Name { get; }
}
