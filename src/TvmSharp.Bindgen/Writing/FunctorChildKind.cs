namespace TvmSharp.Bindgen.Writing;

/// <summary>What a field that a functor visits holds.</summary>
internal enum FunctorChildKind
{
    /// <summary>An expression of any type.</summary>
    Expr,

    /// <summary>An expression of a primitive type.</summary>
    PrimExpr,

    /// <summary>An expression of one class.</summary>
    DerivedExpr,

    /// <summary>A statement.</summary>
    Stmt,

    /// <summary>A type that may hold expressions.</summary>
    Type,

    /// <summary>A buffer that is used.</summary>
    BufferUse,

    /// <summary>A buffer that is defined, together with its data.</summary>
    BufferAllocation,

    /// <summary>A buffer that is defined over data that exist.</summary>
    BufferDeclaration,

    /// <summary>An iteration variable, of which the domain is visited.</summary>
    IterVar,

    /// <summary>A region of a buffer.</summary>
    BufferRegion,

    /// <summary>A buffer that stands for a region of another.</summary>
    MatchBufferRegion,
}
