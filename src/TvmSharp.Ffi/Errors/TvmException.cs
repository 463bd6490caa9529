namespace TvmSharp.Ffi;

/// <summary>An error that TVM raised: <c>tvm::ffi::Error</c>.</summary>
public class TvmException : Exception
{
    /// <summary>Makes an error that TVM has not seen yet.</summary>
    public TvmException()
        : this("RuntimeError", "An error without a message.")
    {
    }

    /// <summary>Makes an error of kind <c>RuntimeError</c>.</summary>
    public TvmException(string message)
        : this("RuntimeError", message)
    {
    }

    /// <summary>Makes an error of kind <c>RuntimeError</c> with the exception that caused it.</summary>
    public TvmException(string message, Exception? innerException)
        : base(message, innerException)
    {
        Kind = "RuntimeError";
    }

    /// <summary>Makes an error of a kind.</summary>
    /// <param name="kind">Kind, which other languages map to their exceptions, such as <c>ValueError</c>.</param>
    /// <param name="message">Message.</param>
    public TvmException(string kind, string message)
        : base(message) => Kind = kind;

    internal TvmException(string kind, string message, string backtrace, TvmObject error)
        : base(message)
    {
        Kind = kind;
        Backtrace = backtrace;
        NativeError = error;
    }

    /// <summary>Kind, such as <c>TypeError</c>.</summary>
    public string Kind { get; }

    /// <summary>Upstream's backtrace, most recent call first; empty for errors that were made in C#.</summary>
    public string Backtrace { get; } = string.Empty;

    /// <summary>The error object this exception was made from, which goes on as itself when it is raised again.</summary>
    internal TvmObject? NativeError { get; }

    /// <inheritdoc/>
    public override string ToString() => Backtrace.Length == 0
        ? $"{Kind}: {base.ToString()}"
        : $"{Kind}: {base.ToString()}{Environment.NewLine}Backtrace in TVM, most recent call first:{Environment.NewLine}{Backtrace}";
}
