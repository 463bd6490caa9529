using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>How objects of a type are compared by structure: <c>TVMFFISEqHashKind</c>.</summary>
public enum StructuralKind
{
    /// <summary>They are not.</summary>
    Unsupported = SEqHashKind.Unsupported,

    /// <summary>As trees: <c>tree</c>.</summary>
    Tree = SEqHashKind.TreeNode,

    /// <summary>As variables that may be mapped to one another: <c>var</c>.</summary>
    FreeVariable = SEqHashKind.FreeVar,

    /// <summary>As graphs, where sharing matters: <c>dag</c>.</summary>
    Graph = SEqHashKind.DAGNode,

    /// <summary>As trees without variables: <c>const-tree</c>.</summary>
    ConstantTree = SEqHashKind.ConstTreeNode,

    /// <summary>By identity: <c>singleton</c>.</summary>
    Singleton = SEqHashKind.UniqueInstance,
}
