using System.Text.RegularExpressions;

namespace TvmSharp.Package.Tests;

/// <summary>
/// A directory outside the repository, as a user has one, where TvmSharp's packages come from the feed and from nowhere else. It
/// ends with its test.
/// </summary>
/// <remarks>
/// Packages are restored into a folder of the workspace: one of the same version that the user's own folder has from before is
/// not used. All other packages may come from there, so that they need not be fetched again.
/// </remarks>
internal sealed partial class Workspace : IDisposable
{
    private readonly Dictionary<string, string> _environment;

    internal Workspace(params IEnumerable<string> moreFeeds)
    {
        _environment = new Dictionary<string, string>
        {
            ["NUGET_PACKAGES"] = System.IO.Path.Combine(Path, ".packages"),
            ["DOTNET_CLI_UI_LANGUAGE"] = "en",
            ["DOTNET_NOLOGO"] = "1",
            ["MSBUILDDISABLENODEREUSE"] = "1",
            // A machine without TVM.
            ["TVM_LIBRARY_PATH"] = "",
            ["VIRTUAL_ENV"] = "",
        };
        List<string> sources = [], mappings = [];
        foreach (string feed in (IEnumerable<string>)[Feed.Directory, .. moreFeeds])
        {
            sources.Add($"""<add key="TvmSharp{sources.Count}" value="{feed}" />""");
            mappings.Add($"""<packageSource key="TvmSharp{mappings.Count}"><package pattern="TvmSharp.*" /></packageSource>""");
        }

        string restored = Restored();
        if (Directory.Exists(restored))
        {
            sources.Add($"""<add key="restored" value="{restored}" />""");
            mappings.Add("""<packageSource key="restored"><package pattern="*" /></packageSource>""");
        }

        mappings.AddRange(UserSources().Select(static key => $"""<packageSource key="{key}"><package pattern="*" /></packageSource>"""));
        Write("NuGet.config", $"""
            <configuration>
              <packageSources>{string.Concat(sources)}</packageSources>
              <packageSourceMapping><clear />{string.Concat(mappings)}</packageSourceMapping>
            </configuration>
            """);
    }

    /// <summary>The directory.</summary>
    internal string Path { get; } = Directory.CreateTempSubdirectory("tvmsharp-packages-").FullName;

    /// <summary>Writes a file.</summary>
    /// <param name="name">Path in the directory.</param>
    /// <param name="text">Its content.</param>
    internal void Write(string name, string text)
    {
        string file = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    /// <summary>Runs a program in the directory to its end.</summary>
    /// <returns>Exit code, and standard output and error together.</returns>
    internal (int ExitCode, string Output) Run(string program, params IEnumerable<string> arguments) =>
        Tool.Run(program, arguments, _environment, Path);

    /// <summary>Runs a program that has to succeed.</summary>
    internal string RunOrThrow(string program, params IEnumerable<string> arguments)
    {
        (int exitCode, string output) = Run(program, arguments);
        return exitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed with exit code {exitCode}:{Environment.NewLine}{output}");
    }

    /// <summary>Runs "dotnet new" with templates of its own: those that the user has installed stay as they are.</summary>
    internal string New(params IEnumerable<string> arguments) =>
        RunOrThrow("dotnet", ["new", .. arguments, "--debug:custom-hive", System.IO.Path.Combine(Path, ".templates")]);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);

    // The folder that the user's projects restore into has the layout of a feed.
    private static string Restored() =>
        Tool.RunOrThrow("dotnet", "nuget", "locals", "global-packages", "--list").Split(": ", 2)[1].Trim();

    private static IEnumerable<string> UserSources() =>
        EnabledSource().Matches(Tool.RunOrThrow("dotnet", "nuget", "list", "source")).Select(static match => match.Groups["key"].Value);

    [GeneratedRegex(@"^\s*\d+\.\s+(?<key>.+?) \[Enabled\]\s*$", RegexOptions.Multiline)]
    private static partial Regex EnabledSource();
}
