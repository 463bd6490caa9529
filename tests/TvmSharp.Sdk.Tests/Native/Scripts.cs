namespace TvmSharp.Sdk.Tests.Native;

/// <summary>Shell scripts that stand for programs.</summary>
internal static class Scripts
{
    internal static void MakeExecutable(string file)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }
}
