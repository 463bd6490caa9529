using TvmSharp.Bindgen.Commands;

namespace TvmSharp.Bindgen.Tests;

/// <summary>Runs the tool as a user does, in this process.</summary>
internal static class Tool
{
    public static (int Code, string Output, string Error) Run(params string[] args)
    {
        TestCache.Use();
        using StringWriter output = new(), error = new();
        int code = CommandLine.Run(args, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
