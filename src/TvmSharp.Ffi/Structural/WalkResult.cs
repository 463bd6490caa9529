namespace TvmSharp.Ffi;

/// <summary>How a walk goes on: <c>tvm::ffi::WalkResult</c>.</summary>
public readonly struct WalkResult
{
    // 0 and 1 are upstream's tags; an object ends the walk.
    private readonly Any _value;

    private WalkResult(Any value) => _value = value;

    /// <summary>With the children of the value; the default.</summary>
    public static WalkResult Advance => default;

    /// <summary>Past the children of the value. Means nothing after them.</summary>
    public static WalkResult Skip => new(1);

    /// <summary>Not at all.</summary>
    /// <param name="value">What the walk gives back.</param>
    public static WalkResult Interrupt(Any value = default) => new(VisitInterrupt.Create(value));

    internal Any ToAny() => _value;
}
