namespace TvmSharp.Ffi;

/// <summary>TVM has no global function of a name.</summary>
public sealed class MissingFunctionException : TvmException
{
    /// <summary>Makes the exception for a function.</summary>
    /// <param name="functionName">Global name.</param>
    public MissingFunctionException(string functionName)
        : this(functionName, TvmRuntime.Description)
    {
    }

    /// <summary>Makes the exception for a function.</summary>
    /// <param name="functionName">Global name.</param>
    /// <param name="host">Which TVM lacks it, in words.</param>
    public MissingFunctionException(string functionName, string host)
        : base(
            "ValueError",
            $"This TVM has no global function `{functionName}` ({host}). Check the name for this version of TVM, and that the library that registers it is loaded.")
        => FunctionName = functionName;

    /// <summary>Makes the exception for no function in particular.</summary>
    public MissingFunctionException()
        : this(string.Empty)
    {
    }

    /// <summary>Makes the exception with a cause.</summary>
    public MissingFunctionException(string message, Exception? innerException)
        : base(message, innerException) => FunctionName = string.Empty;

    /// <summary>Global name.</summary>
    public string FunctionName { get; }
}
