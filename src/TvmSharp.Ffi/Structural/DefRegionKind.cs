namespace TvmSharp.Ffi;

/// <summary>Whether variables are defined where a walk is: <c>TVMFFIDefRegionKind</c>.</summary>
public enum DefRegionKind
{
    /// <summary>They are used.</summary>
    None = 0,

    /// <summary>They are defined, and so are those in their own fields.</summary>
    Recursive = 1,

    /// <summary>They are defined; those in their own fields are used.</summary>
    NonRecursive = 2,
}
