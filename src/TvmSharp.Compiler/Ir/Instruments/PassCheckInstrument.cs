namespace TvmSharp.Ir.Instruments;

/// <summary>Checks the module behind each pass, and before the first, and stops with a <see cref="PassCheckException"/> when the check fails.</summary>
/// <remarks>One thread at a time. A sequence is checked like the passes in it.</remarks>
public sealed class PassCheckInstrument : PassInstrumentBase
{
    private readonly Action<IRModule> _check;
    private bool _started;

    /// <summary>Makes an instrument of a verifier.</summary>
    /// <param name="check">Throws when something is wrong; its exception becomes the inner one.</param>
    public PassCheckInstrument(Action<IRModule> check)
        : base("PassCheck")
    {
        ArgumentNullException.ThrowIfNull(check);
        _check = check;
    }

    /// <summary>Makes an instrument of a condition.</summary>
    /// <param name="check">What must hold of a module.</param>
    /// <param name="description">What it means, for the error: <c>every function has a global_symbol</c>.</param>
    public PassCheckInstrument(Func<IRModule, bool> check, string description = "the condition that was given")
        : base("PassCheck")
    {
        ArgumentNullException.ThrowIfNull(check);
        _check = module =>
        {
            if (!check(module))
            {
                throw new InvalidOperationException($"This does not hold: {description}.");
            }
        };
    }

    /// <inheritdoc/>
    protected override void EnterPassContext() => _started = false;

    /// <inheritdoc/>
    protected override void RunBeforePass(IRModule module, PassInfo info)
    {
        if (!_started)
        {
            _started = true;
            Check(module, info, isBefore: true);
        }
    }

    /// <inheritdoc/>
    protected override void RunAfterPass(IRModule module, PassInfo info) => Check(module, info, isBefore: false);

    private void Check(IRModule module, PassInfo info, bool isBefore)
    {
        try
        {
            _check(module);
        }
        catch (Exception exception)
        {
            throw new PassCheckException(info.Name, isBefore, exception);
        }
    }
}
