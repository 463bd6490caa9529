namespace TvmSharp.Ffi;

/// <summary>When a walk calls back: <c>tvm::ffi::WalkOrder</c>.</summary>
public enum WalkOrder
{
    /// <summary>Before the children of a value.</summary>
    PreOrder = 0,

    /// <summary>After the children of a value.</summary>
    PostOrder = 1,
}
