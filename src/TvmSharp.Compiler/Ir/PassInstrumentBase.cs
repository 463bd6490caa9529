using TvmSharp.Ffi;

namespace TvmSharp.Ir;

/// <summary>What is told of the passes that run in a <see cref="PassContext"/>. Override what is of interest.</summary>
/// <remarks>
/// <para>
/// TVM calls the methods on the thread that runs the pass, each in an <see cref="ObjectScope"/> of its own: modules are
/// borrowed, and <see cref="TvmObject.Keep"/> is for those that are to live longer. As long as an instrument holds a
/// module, passes copy it instead of changing it in place.
/// </para>
/// <para>
/// An exception stops the pass and what it is part of, and arrives as itself where the pass was run from C#. TVM tells nobody
/// that a pass has failed: <see cref="RunAfterPass"/> is just not called.
/// </para>
/// </remarks>
public abstract class PassInstrumentBase
{
    /// <summary>Makes an instrument.</summary>
    /// <param name="name">Name that TVM shows; that of the class when it is left out.</param>
    protected PassInstrumentBase(string? name = null) => Name = name ?? GetType().Name;

    /// <summary>Name that TVM shows.</summary>
    public string Name { get; }

    /// <summary>What a <see cref="PassContext"/> takes: see <see cref="ToPassInstrument"/>.</summary>
    public static implicit operator PassInstrument(PassInstrumentBase instrument)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        return instrument.ToPassInstrument();
    }

    /// <summary>Makes TVM's object that calls this one, by <c>instrument.PassInstrument</c>. It keeps this object alive.</summary>
    public PassInstrument ToPassInstrument() => PassInstrument.Create(
        Name,
        Function.From(EnterPassContext),
        Function.From(ExitPassContext),
        Function.From<IRModule, PassInfo, bool>(ShouldRun),
        Function.From<IRModule, PassInfo>(RunBeforePass),
        Function.From<IRModule, PassInfo>(RunAfterPass));

    /// <summary>A context with the instrument is entered.</summary>
    protected virtual void EnterPassContext()
    {
    }

    /// <summary>A context with the instrument is left.</summary>
    protected virtual void ExitPassContext()
    {
    }

    /// <summary>Whether a pass is to run. Passes that the context requires are not asked for.</summary>
    /// <param name="module">What it is to run on.</param>
    /// <param name="info">The pass.</param>
    /// <returns>False when it is to be left out; one instrument that says so is enough.</returns>
    protected virtual bool ShouldRun(IRModule module, PassInfo info) => true;

    /// <summary>A pass is about to run. Passes inside of it follow before <see cref="RunAfterPass"/>.</summary>
    /// <param name="module">What it runs on.</param>
    /// <param name="info">The pass.</param>
    protected virtual void RunBeforePass(IRModule module, PassInfo info)
    {
    }

    /// <summary>A pass has run.</summary>
    /// <param name="module">What it made.</param>
    /// <param name="info">The pass.</param>
    protected virtual void RunAfterPass(IRModule module, PassInfo info)
    {
    }
}
