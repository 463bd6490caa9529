namespace VerifyTests;

/// <summary>A text is not what was verified.</summary>
public sealed class VerifyException : Exception
{
    /// <summary>Makes an exception without a message.</summary>
    public VerifyException()
    {
    }

    /// <summary>Makes an exception.</summary>
    public VerifyException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a cause.</summary>
    public VerifyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
