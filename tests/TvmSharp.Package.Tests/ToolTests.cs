namespace TvmSharp.Package.Tests;

/// <summary>tvm-bindgen as "dotnet tool install" gives it.</summary>
public sealed class ToolTests
{
    [Fact]
    public void The_tool_runs_from_its_package()
    {
        using Workspace workspace = new();
        workspace.RunOrThrow("dotnet", "tool", "install", "TvmSharp.Bindgen", "--version", Feed.Version, "--tool-path", "tools");
        string program = Path.Combine(workspace.Path, "tools", "tvm-bindgen");
        string help = workspace.RunOrThrow(program, "--help");
        Assert.All((string[])["generate", "check", "diff", "dump", "doctor"], command => Assert.Contains($"  {command} ", help));

        // It reads no headers here, but gets as far as saying why.
        (int exitCode, string output) = workspace.Run(program, "diff", "older", "newer");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("older", output);
    }
}
