namespace TvmSharp.Tests;

/// <summary>The machine's C compiler. Tests that need one fail without.</summary>
internal static class CCompiler
{
    private static readonly string[] Names = ["cc", "clang", "gcc"];

    /// <summary>Compiles, or fails with what the compiler says.</summary>
    internal static void Run(params IEnumerable<string> arguments) => Tool.RunOrThrow(Find(), arguments);

    private static string Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .SelectMany(static directory => Names.Select(name => Path.Combine(directory, name)))
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException($"There is no C compiler on the PATH (looked for: {string.Join(", ", Names)}).");
}
