namespace TvmSharp.Ffi.Marshalling;

/// <summary>A function behind a delegate: the delegate's target, by which it is known when it goes back to TVM.</summary>
public sealed partial class BoundFunction
{
    // Its own reference: a delegate lives as long as the garbage collector finds it, whatever scope it was made in.
    internal BoundFunction(ObjectReference reference) => Function = (Function)Function.Wrap(reference).Keep();

    internal Function Function { get; }

    /// <summary>Whether the delegate to it is but the target of one of another type.</summary>
    internal bool IsWrapped { get; init; }
}
