namespace TvmSharp.Embedded.Hosting;

/// <summary>An error that a caller through the C ABI is to see, with the kind that upstream gives it.</summary>
internal sealed class HostException(string kind, string message) : Exception(message)
{
    /// <summary>Kind, such as <c>TypeError</c>.</summary>
    public string Kind { get; } = kind;

    public static HostException Type(string message) => new("TypeError", message);

    public static HostException Value(string message) => new("ValueError", message);

    public static HostException Runtime(string message) => new("RuntimeError", message);

    /// <summary>A check that upstream writes as <c>TVM_FFI_ICHECK</c>.</summary>
    public static HostException Internal(string message) => new("InternalError", message);

    /// <summary>Something that TVM does and this host does not.</summary>
    public static HostException Unsupported(string what) =>
        new("RuntimeError", $"The embedded host does not {what}; this needs TVM itself.");
}
