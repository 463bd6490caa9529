namespace TvmSharp.Ffi;

/// <summary>Makes the wrappers of one class.</summary>
/// <param name="wrap">How, as a <c>delegate*&lt;ObjectReference, TvmObject&gt;</c>.</param>
/// <param name="wrapperClass">The class.</param>
internal sealed unsafe class WrapperFactory(nint wrap, Type wrapperClass)
{
    // Here, in a class without a static constructor: those who read it are many, and would check each time that it has run.
    private static WrapperFactory?[]? s_byTypeIndex;

    /// <summary>
    /// Factories by the index of the type, as far as they were asked for; replaced, never changed, when it has to grow.
    /// </summary>
    internal static ref WrapperFactory?[]? ByTypeIndex => ref s_byTypeIndex;

    /// <summary>The class.</summary>
    internal Type WrapperClass => wrapperClass;

    internal TvmObject Wrap(ObjectReference reference) => ((delegate*<ObjectReference, TvmObject>)wrap)(reference);
}
