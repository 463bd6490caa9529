namespace TvmSharp.Ffi;

/// <summary>Where the active Python environment keeps its packages, found without running Python.</summary>
internal static class PythonEnvironment
{
    /// <summary>Directories of installed packages, the active environment's first.</summary>
    /// <param name="searched">Gets a line for each place without one.</param>
    internal static IEnumerable<string> SitePackages(List<string> searched)
    {
        bool any = false;
        foreach ((string origin, string prefix) in Prefixes())
        {
            any = true;
            string[] found = [.. SitePackagesOf(prefix)];
            if (found.Length == 0)
            {
                searched.Add($"Python environment of {origin}: {prefix} has no site-packages");
            }

            foreach (string directory in found)
            {
                yield return directory;
            }
        }

        if (!any)
        {
            searched.Add("the active Python environment: VIRTUAL_ENV and CONDA_PREFIX are not set and there is no python3 on PATH");
        }
    }

    private static IEnumerable<(string Origin, string Prefix)> Prefixes()
    {
        foreach (string variable in (string[])["VIRTUAL_ENV", "CONDA_PREFIX"])
        {
            if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } prefix)
            {
                yield return (variable, prefix);
            }
        }

        foreach (string directory in (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(
            Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            string python = Path.Combine(directory, OperatingSystem.IsWindows() ? "python.exe" : "python3");
            if (File.Exists(python))
            {
                // bin/python3 of an environment is a link; the environment is where the link is.
                string prefix = Path.GetFullPath(Path.Combine(directory, ".."));
                yield return ("python3 on PATH", prefix);
                if (prefix == "/usr")
                {
                    // Where the system's python3 has what the administrator and the user installed with pip.
                    yield return ("python3 on PATH", "/usr/local");
                    yield return ("python3 on PATH", Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local"));
                }

                yield break;
            }
        }
    }

    // A prefix with several versions is a system's; its python3 is as a rule the newest.
    private static int MinorVersion(string directory) =>
        int.TryParse(Path.GetFileName(directory).AsSpan("python3".Length).TrimStart('.'), out int minor) ? minor : -1;

    private static IEnumerable<string> SitePackagesOf(string prefix)
    {
        string windows = Path.Combine(prefix, "Lib", "site-packages");
        if (Directory.Exists(windows))
        {
            yield return windows;
        }

        string lib = Path.Combine(prefix, "lib");
        if (!Directory.Exists(lib))
        {
            yield break;
        }

        foreach (string python in Directory.EnumerateDirectories(lib, "python3*").OrderByDescending(MinorVersion))
        {
            foreach (string packages in (string[])["site-packages", "dist-packages"])
            {
                string directory = Path.Combine(python, packages);
                if (Directory.Exists(directory))
                {
                    yield return directory;
                }
            }
        }
    }
}
