using System;

namespace TvmSharp.Sdk.Tasks.Wheel;

/// <summary>Something that a wheel cannot be made of, for whoever builds it.</summary>
internal sealed class WheelException(string code, string message) : Exception(message)
{
    /// <summary>Code of the error, one of <see cref="Errors"/>.</summary>
    internal string Code { get; } = code;
}
