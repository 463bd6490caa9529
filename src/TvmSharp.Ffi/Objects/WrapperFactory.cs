namespace TvmSharp.Ffi;

/// <summary>Makes the wrappers of one class.</summary>
/// <param name="wrap">How, as a <c>delegate*&lt;ObjectReference, TvmObject&gt;</c>.</param>
/// <param name="wrapperClass">The class.</param>
internal sealed unsafe class WrapperFactory(nint wrap, Type wrapperClass)
{
    /// <summary>The class.</summary>
    internal Type WrapperClass => wrapperClass;

    internal TvmObject Wrap(ObjectReference reference) => ((delegate*<ObjectReference, TvmObject>)wrap)(reference);
}
