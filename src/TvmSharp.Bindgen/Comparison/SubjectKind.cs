namespace TvmSharp.Bindgen.Comparison;

/// <summary>What a change is about.</summary>
internal enum SubjectKind
{
    /// <summary>An object type, with its fields.</summary>
    Type,

    /// <summary>The global function that makes objects of a type.</summary>
    Constructor,

    /// <summary>An enumeration, with its members.</summary>
    Enum,

    /// <summary>A reference class over the objects of another.</summary>
    View,

    /// <summary>A global function.</summary>
    Function,
}
