using System;
using System.Collections.Generic;

namespace TvmSharp.Sdk.Tasks.Audit;

/// <summary>The platform tag of a library, or why it has none.</summary>
internal sealed class AuditResult
{
    internal AuditResult(IReadOnlyList<string> tags) => Tags = tags;

    internal AuditResult(IReadOnlyList<AuditProblem> problems) => Problems = problems;

    /// <summary>
    /// The tag as in the name of a wheel, a compressed tag set: <c>manylinux_2_17_x86_64.manylinux2014_x86_64</c>. Empty
    /// when there are problems.
    /// </summary>
    internal string PlatformTag => string.Join(".", Tags);

    /// <summary>The tags in <see cref="PlatformTag"/>, one by one as <c>WHEEL</c> lists them.</summary>
    internal IReadOnlyList<string> Tags { get; } = Array.Empty<string>();

    /// <summary>Empty when all is well.</summary>
    internal IReadOnlyList<AuditProblem> Problems { get; } = Array.Empty<AuditProblem>();
}
