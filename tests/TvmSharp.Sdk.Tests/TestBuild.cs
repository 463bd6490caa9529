using System.Collections;
using Microsoft.Build.Framework;

namespace TvmSharp.Sdk.Tests;

/// <summary>The build that a task under test believes to be in: keeps what it logs.</summary>
internal sealed class TestBuild : IBuildEngine
{
    internal List<BuildErrorEventArgs> Errors { get; } = [];

    /// <summary>What the task warns of; null for tasks that never do.</summary>
    internal List<BuildWarningEventArgs>? Warnings { get; init; }

    public bool ContinueOnError => false;

    public int LineNumberOfTaskNode => 0;

    public int ColumnNumberOfTaskNode => 0;

    public string ProjectFileOfTaskNode => "test.csproj";

    public void LogErrorEvent(BuildErrorEventArgs e) => Errors.Add(e);

    public void LogWarningEvent(BuildWarningEventArgs e)
    {
        Assert.True(Warnings is not null, $"Nothing warns, but: {e.Message}");
        Warnings.Add(e);
    }

    public void LogMessageEvent(BuildMessageEventArgs e)
    {
    }

    public void LogCustomEvent(CustomBuildEventArgs e)
    {
    }

    public bool BuildProjectFile(string projectFileName, string[] targetNames, IDictionary globalProperties, IDictionary targetOutputs) =>
        throw new NotSupportedException("No task builds a project.");

    /// <summary>The one error there was.</summary>
    internal BuildErrorEventArgs Error => Assert.Single(Errors);
}
