using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>An error as a value, which is returned or passed and not raised: <c>tvm::ffi::Error</c>, type key <c>ffi.Error</c>.</summary>
[TvmObject("ffi.Error")]
public sealed unsafe class Error : TvmObject, ITvmObject<Error>
{
    private Error(ObjectReference reference)
        : base(reference)
    {
    }

    /// <summary>Makes an error.</summary>
    /// <param name="kind">Kind, such as <c>ValueError</c>.</param>
    /// <param name="message">Message.</param>
    /// <param name="backtrace">Lines <c>  File "f", line 1, in g</c>, most recent call first; may be empty.</param>
    /// <param name="cause">The error that caused this one.</param>
    /// <param name="extraContext">An object that says more about the error.</param>
    public Error(string kind, string message, string backtrace = "", Error? cause = null, TvmObject? extraContext = null)
        : base(Make(kind, message, backtrace, cause, extraContext))
    {
    }

    static string ITvmObject<Error>.TypeKey => "ffi.Error";

    /// <summary>Kind, such as <c>TypeError</c>.</summary>
    public string Kind => Text(&Cell->Kind);

    /// <summary>Message.</summary>
    public string Message => Text(&Cell->Message);

    /// <summary>Backtrace, most recent call first.</summary>
    public string Backtrace => Text(&Cell->Backtrace);

    /// <summary>The error that caused this one, or null: <c>cause_chain</c>.</summary>
    public Error? Cause => (Error?)Part(Cell->CauseChain);

    /// <summary>
    /// An object that says more about the error, or null: <c>extra_context</c>. Where that is the C# exception itself it is
    /// not shown: see <see cref="ToException"/>.
    /// </summary>
    public TvmObject? ExtraContext => TvmError.CarriesException(Cell->ExtraContext) ? null : Part(Cell->ExtraContext);

    private TVMFFIErrorCell* Cell => (TVMFFIErrorCell*)(Handle + 1);

    static Error ITvmObject<Error>.Wrap(ObjectReference reference) => new(reference);

    /// <summary>The error that an exception becomes when it reaches TVM.</summary>
    public static Error FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return new(ObjectReference.Take(TvmError.ToNative(exception)));
    }

    /// <summary>The exception that this error becomes when TVM raises it; one that was thrown in C# is itself.</summary>
    /// <returns>A <see cref="TvmException"/>, what <see cref="TvmErrors"/> registers for the kind, or any exception of C#.</returns>
    public Exception ToException() => TvmError.OriginalOf(this) ?? TvmErrors.MakeException(TvmError.ToTvmException(this));

    /// <summary>The message; null when the object was moved away.</summary>
    internal string? TryReadMessage() => IsReleased ? null : Message;

    /// <summary>The backtrace; null when the object was moved away.</summary>
    internal string? TryReadBacktrace() => IsReleased ? null : Backtrace;

    private static ObjectReference Make(string kind, string message, string backtrace, Error? cause, TvmObject? extraContext)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(backtrace);
        TVMFFIObject* error = TvmError.Create(
            kind, message, backtrace, cause is null ? null : cause.Handle, extraContext is null ? null : extraContext.Handle);
        GC.KeepAlive(cause);
        GC.KeepAlive(extraContext);
        return ObjectReference.Take(error);
    }

    private string Text(TVMFFIByteArray* bytes)
    {
        string text = Utf8.ToString(*bytes);
        GC.KeepAlive(this);
        return text;
    }

    /// <summary>An object that the error holds until it ends itself, so that it shares the error's owner.</summary>
    private TvmObject? Part(TVMFFIObject* part) => part == null ? null : WrapperTable.Wrap(new ObjectReference(part, Reference.Owner));
}
