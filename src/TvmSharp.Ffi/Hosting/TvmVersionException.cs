namespace TvmSharp.Ffi;

/// <summary>A TVM was found whose C ABI is not the one this library was made for. The message names both versions.</summary>
public sealed class TvmVersionException : Exception
{
    /// <summary>Makes the exception.</summary>
    public TvmVersionException()
        : this("The C ABI of this TVM is not supported.")
    {
    }

    /// <summary>Makes the exception with a message.</summary>
    public TvmVersionException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with a cause.</summary>
    public TvmVersionException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
