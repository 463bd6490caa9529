namespace TvmSharp.Ffi;

/// <summary>An argument does not convert to the type of its parameter. The message says all about it.</summary>
internal sealed class MismatchException(string message) : TvmException("TypeError", message);
