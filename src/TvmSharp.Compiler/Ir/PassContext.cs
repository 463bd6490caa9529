using TvmSharp.Ffi;

namespace TvmSharp.Ir;

/// <remarks>
/// <para>
/// Which context is current belongs to the thread: TVM keeps a stack of entered contexts for each. A new thread starts with
/// TVM's default context, whatever the thread that started it has entered, and enters a context itself to run passes in it.
/// </para>
/// <para>Contexts nest, and are left in the opposite order; <c>using</c> sees to that.</para>
/// </remarks>
public partial class PassContext
{
    /// <summary>The innermost context that this thread has entered, or TVM's default, by <c>transform.GetCurrentPassContext</c>.</summary>
    public static PassContext Current => TvmCompiler.GetFunction("transform.GetCurrentPassContext").Call().As<PassContext>();

    /// <summary>Makes a context, by <c>transform.PassContext</c>.</summary>
    /// <param name="optLevel">Passes of a higher level are left out of a <see cref="Sequential"/>.</param>
    /// <param name="required">Names of passes that run whatever their level and whatever an instrument says.</param>
    /// <param name="disabled">Names of passes that do not run in a <see cref="Sequential"/>.</param>
    /// <param name="config">Configuration by the names of <see cref="ListConfigs"/>.</param>
    /// <param name="instruments">What is told of passes, in this order. A <see cref="PassInstrumentBase"/> converts to one.</param>
    /// <exception cref="ArgumentException">An instrument is null.</exception>
    /// <exception cref="TvmException">
    /// Of kind <c>AttributeError</c>: TVM has no such configuration option, and lists those that it has; or a value is of the
    /// wrong type.
    /// </exception>
    public static PassContext Create(
        int optLevel = 2,
        ReadOnlySpan<string> required = default,
        ReadOnlySpan<string> disabled = default,
        IEnumerable<KeyValuePair<string, Any>>? config = null,
        ReadOnlySpan<PassInstrument> instruments = default) =>
        TvmCompiler.GetFunction("transform.PassContext").Call(
            optLevel,
            TvmArray.Create(required),
            TvmArray.Create(disabled),
            Checked(instruments),
            config is null ? Any.None : TvmMap.Create(config)).As<PassContext>();

    /// <summary>The configuration options that this TVM knows, by <c>transform.ListConfigs</c>.</summary>
    /// <returns>Type keys of the values by the names of the options, such as <c>bool</c> by <c>tirx.disable_vectorize</c>.</returns>
    public static IReadOnlyDictionary<string, string> ListConfigs() =>
        TvmCompiler.GetFunction("transform.ListConfigs").Call().AsMap<string, Any>().ToDictionary(
            static option => option.Key, static option => option.Value.AsMap<string, string>()["type"], StringComparer.Ordinal);

    /// <summary>Makes this the current context of the thread until the result is disposed, by <c>transform.EnterPassContext</c>.</summary>
    /// <remarks>The instruments are told. When one fails, TVM leaves those that were told before it, takes all out of the context, and the context is not entered.</remarks>
    public Activation Enter() => new(this);

    /// <summary>Sets other instruments, by <c>transform.OverrideInstruments</c>. The former are told that the context is left, the others that it is entered.</summary>
    public void OverrideInstruments(params ReadOnlySpan<PassInstrument> instruments) =>
        TvmCompiler.GetFunction("transform.OverrideInstruments").Call(this, Checked(instruments));

    // TVM takes null for an instrument, and crashes when it comes to call it.
    private static TvmArray<PassInstrument> Checked(ReadOnlySpan<PassInstrument> instruments)
    {
        foreach (PassInstrument instrument in instruments)
        {
            if (instrument is null)
            {
                throw new ArgumentException("An instrument is null.", nameof(instruments));
            }
        }

        return TvmArray.Create(instruments);
    }

    /// <summary>A context that a thread has entered.</summary>
    public ref struct Activation
    {
        private PassContext? _context;

        internal Activation(PassContext context)
        {
            TvmCompiler.GetFunction("transform.EnterPassContext").Call(context);
            _context = context;
        }

        /// <summary>Leaves the context, by <c>transform.ExitPassContext</c>. A second call does nothing.</summary>
        /// <exception cref="InvalidOperationException">A context that was entered after it has not been left. Nothing has changed.</exception>
        public void Dispose()
        {
            if (_context is not { } context)
            {
                return;
            }

            if (!Current.IsSameAs(context))
            {
                throw new InvalidOperationException(
                    "A pass context is left that is not the current one of its thread: leave those that were entered after it first, which `using` does by itself.");
            }

            _context = null;
            TvmCompiler.GetFunction("transform.ExitPassContext").Call(context);
        }
    }
}
