namespace TvmSharp.Sdk.Tasks.Audit;

/// <summary>Why a library cannot go into a wheel with the platform tag in question.</summary>
internal sealed class AuditProblem(string code, string message)
{
    /// <summary>One of <see cref="Errors"/>.</summary>
    internal string Code { get; } = code;

    /// <summary>What is wrong and the way out.</summary>
    internal string Message { get; } = message;
}
