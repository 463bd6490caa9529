using TvmSharp.Ffi;

namespace TvmSharp.Ir;

public partial class PassContext
{
    /// <summary>The innermost context that this thread has entered, or TVM's default.</summary>
    public static PassContext Current => TvmCompiler.GetFunction("transform.GetCurrentPassContext").Call().As<PassContext>();

    /// <summary>Makes a context, by <c>transform.PassContext</c>.</summary>
    /// <param name="optLevel">Passes of a higher level are left out of a <see cref="Sequential"/>.</param>
    /// <param name="required">Names of passes that run whatever their level.</param>
    /// <param name="disabled">Names of passes that do not run.</param>
    /// <param name="config">Configuration; TVM refuses keys it does not know.</param>
    public static PassContext Create(
        int optLevel = 2,
        ReadOnlySpan<string> required = default,
        ReadOnlySpan<string> disabled = default,
        IEnumerable<KeyValuePair<string, Any>>? config = null) =>
        TvmCompiler.GetFunction("transform.PassContext").Call(
            optLevel,
            TvmArray.Create(required),
            TvmArray.Create(disabled),
            TvmArray.Create<TvmObject>([]),
            config is null ? Any.None : TvmMap.Create(config)).As<PassContext>();

    /// <summary>Makes this the current context of the thread until the result is disposed.</summary>
    public Activation Enter() => new(this);

    /// <summary>A context that a thread has entered.</summary>
    public ref struct Activation
    {
        private PassContext? _context;

        internal Activation(PassContext context)
        {
            TvmCompiler.GetFunction("transform.EnterPassContext").Call(context);
            _context = context;
        }

        /// <summary>Leaves the context. A second call does nothing.</summary>
        public void Dispose()
        {
            if (_context is { } context)
            {
                _context = null;
                TvmCompiler.GetFunction("transform.ExitPassContext").Call(context);
            }
        }
    }
}
