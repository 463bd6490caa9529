namespace TvmSharp.Ffi;

/// <summary>
/// An error that TVM raised: <c>tvm::ffi::Error</c>. <see cref="Kind"/> says which; kinds that are registered with
/// <see cref="TvmErrors"/> become exceptions of their own.
/// </summary>
/// <remarks>
/// An exception that was thrown in C# comes back as itself. When a C# exception goes to TVM, its
/// <see cref="Exception.InnerException"/> goes along as the cause of the error, and so on.
/// </remarks>
public class TvmException : Exception
{
    private const string DefaultKind = "RuntimeError";

    /// <summary>Makes an error that TVM has not seen yet.</summary>
    public TvmException()
        : this(DefaultKind, "An error without a message.")
    {
    }

    /// <summary>Makes an error of kind <c>RuntimeError</c>.</summary>
    public TvmException(string message)
        : this(DefaultKind, message)
    {
    }

    /// <summary>Makes an error of kind <c>RuntimeError</c> with the exception that caused it.</summary>
    public TvmException(string message, Exception? innerException)
        : this(DefaultKind, message, innerException)
    {
    }

    /// <summary>Makes an error of a kind.</summary>
    /// <param name="kind">Kind, which other languages map to their exceptions, such as <c>ValueError</c>.</param>
    /// <param name="message">Message.</param>
    public TvmException(string kind, string message)
        : this(kind, message, null)
    {
    }

    /// <summary>Makes an error of a kind with the exception that caused it.</summary>
    /// <param name="kind">Kind, which other languages map to their exceptions, such as <c>ValueError</c>.</param>
    /// <param name="message">Message.</param>
    /// <param name="innerException">Cause, which becomes the cause of the error in TVM.</param>
    public TvmException(string kind, string message, Exception? innerException)
        : base(message, innerException)
    {
        ArgumentNullException.ThrowIfNull(kind);
        Kind = kind;
    }

    // The texts are read when somebody asks for them: many errors are caught and never shown.
    internal TvmException(Error error, Exception? cause)
        : base(null, cause)
    {
        Kind = error.Kind;
        Error = error;
    }

    /// <summary>Kind, such as <c>TypeError</c>.</summary>
    public string Kind { get; }

    /// <inheritdoc/>
    public override string Message => field ??= Error?.TryReadMessage() ?? base.Message;

    /// <summary>
    /// Upstream's backtrace, most recent call first, with the managed frames that the error went through before; empty for
    /// errors that were made in C#.
    /// </summary>
    public string Backtrace => field ??= Error?.TryReadBacktrace() ?? string.Empty;

    /// <summary>The error object this exception was made from; null for errors that were made in C#.</summary>
    public Error? Error { get; }

    /// <summary>What caused the error: upstream's <c>cause_chain</c>, and .NET's <see cref="Exception.InnerException"/>.</summary>
    public Exception? Cause => InnerException;

    /// <summary>An object that says more about the error, such as a <see cref="VisitErrorContext"/>; null for most errors.</summary>
    public TvmObject? ExtraContext => Error?.ExtraContext;

    /// <inheritdoc/>
    public override string ToString() => Backtrace.Length == 0
        ? $"{Kind}: {base.ToString()}"
        : $"{Kind}: {base.ToString()}{Environment.NewLine}Backtrace in TVM, most recent call first:{Environment.NewLine}{Backtrace}";
}
