namespace TvmSharp.Sdk.Tests.Audit;

/// <summary>
/// Shared libraries, made with the C compiler. What they need comes from stubs that have the name and the symbol versions
/// of a system's library, so that the tests mean the same on each machine.
/// </summary>
internal sealed class SharedLibraries : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    /// <summary>Makes a stub to link with.</summary>
    /// <param name="name">Its DT_SONAME.</param>
    /// <param name="symbols">Functions that it defines, such as <c>open@GLIBC_2.2.5</c>, or <c>open</c> without a version.</param>
    internal string Stub(string name, params string[] symbols)
    {
        string versions = _directory[name + ".map"];
        string[][] parts = Array.ConvertAll(symbols, symbol => symbol.Split('@'));
        File.WriteAllLines(versions, parts.Where(part => part.Length == 2).GroupBy(part => part[1], part => part[0])
            .Select(version => $"{version.Key} {{ {string.Join("; ", version)}; }};"));
        return Make(
            name,
            string.Concat(parts.Select(part => $"void {part[0]}(void) {{}}\n")),
            $"-Wl,-soname,{name}" + (new FileInfo(versions).Length == 0 ? "" : $" \"-Wl,--version-script={versions}\""));
    }

    /// <summary>Makes a library that calls functions of stubs.</summary>
    internal string Library(string[] calls, string[] stubs, string arguments = "", string name = "extension.so") => Make(
        name,
        string.Concat(calls.Select(call => $"extern void {call}(void);\n")) + $"void run(void) {{ {string.Concat(calls.Select(call => call + "(); "))} }}",
        $"-Wl,--no-as-needed {string.Join(" ", stubs.Select(stub => $"\"{stub}\""))} {arguments}");

    /// <summary>Compiles a source file with nothing of the system.</summary>
    internal string Make(string name, string source, string arguments) => Compile("cc", name, name + ".c", source, "-nostdlib " + arguments);

    internal string Compile(string compiler, string name, string sourceName, string source, string arguments)
    {
        File.WriteAllText(_directory[sourceName], source);
        TestBuild build = new();
        bool made = new RunTvmCCompiler
        {
            BuildEngine = build,
            Compiler = compiler,
            Source = _directory[sourceName],
            Output = _directory[name],
            Arguments = $"-shared -fPIC -fno-builtin -w -Wl,--build-id=none {arguments}",
        }.Execute();
        Assert.True(made, build.Errors.FirstOrDefault()?.Message);
        return _directory[name];
    }

    /// <summary>Writes a file as it is.</summary>
    internal string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(_directory[name], bytes);
        return _directory[name];
    }
}
