using TvmSharp.Ffi;

namespace TvmSharp;

/// <summary>Makes a partial property of a class with <see cref="TvmObjectAttribute"/> a field of the type that it defines.</summary>
/// <remarks>
/// The property's XML documentation becomes the field's. A property without a setter is a field that reflection does not
/// write. Numbers, truth values, addresses, element types, devices and objects are stored as themselves; strings, bytes and
/// everything else as an <c>Any</c>. The order of the properties is that of the fields, and of the constructor's parameters
/// among those that are required and those that are not.
/// </remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TvmFieldAttribute : Attribute
{
    /// <summary>Name of the field; the property's in snake case unless it is given.</summary>
    public string? Name { get; set; }

    /// <summary>
    /// What the field is when the constructor is not given it: a constant of the property's type. A field without one is
    /// required.
    /// </summary>
    public object? Default { get; set; }

    /// <summary>
    /// What construction, printing and comparison make of the field. Whether it can be written and has a default follows
    /// from the rest.
    /// </summary>
    public TvmFieldFlags Flags { get; set; }
}
