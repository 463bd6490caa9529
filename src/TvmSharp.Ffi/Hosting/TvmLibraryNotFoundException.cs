namespace TvmSharp.Ffi;

/// <summary>No TVM was found. The message lists every place that was searched.</summary>
public sealed class TvmLibraryNotFoundException : Exception
{
    /// <summary>Makes the exception.</summary>
    public TvmLibraryNotFoundException()
        : this("No TVM was found.")
    {
    }

    /// <summary>Makes the exception with a message.</summary>
    public TvmLibraryNotFoundException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with a cause.</summary>
    public TvmLibraryNotFoundException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
