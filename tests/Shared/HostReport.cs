namespace TvmSharp.Tests;

/// <summary>Says which TVM a test run uses, where whoever started the run can read it.</summary>
internal static class HostReport
{
    /// <summary>File to write to; the test runner swallows what is printed.</summary>
    private const string FileVariable = "TVMSHARP_TEST_REPORT";

    internal static void Write(string description)
    {
        if (Environment.GetEnvironmentVariable(FileVariable) is { Length: > 0 } file)
        {
            File.WriteAllText(file, description + Environment.NewLine);
        }
    }
}
