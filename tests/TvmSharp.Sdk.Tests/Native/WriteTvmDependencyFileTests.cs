using Microsoft.Build.Utilities;
using TvmSharp.Sdk.Tasks.Native;

namespace TvmSharp.Sdk.Tests.Native;

public sealed class WriteTvmDependencyFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void It_names_sources_with_their_directories_and_those_of_other_projects_and_nothing_generated()
    {
        foreach (string file in (string[])["p/a.cs", "p/p.csproj", "p/obj/g.cs", "q/q.csproj", "q/x/b.cs", "q/obj/h.cs", "h.h"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_directory[file])!);
            File.WriteAllText(_directory[file], "");
        }

        File.WriteAllText(_directory["one.d"], $"one.o: {_directory["h.h"].Replace(" ", "\\ ", StringComparison.Ordinal)}\n");
        Assert.True(new WriteTvmDependencyFile
        {
            BuildEngine = new TestBuild(),
            File = _directory["rule.d"],
            Target = _directory["lib.so"],
            Inputs = [Item("p/a.cs"), Item("p/p.csproj"), Item("p/obj/g.cs"), Item("p/none.cs")],
            IntermediateDirectory = _directory["p/obj/"],
            Projects = [Item("q/q.csproj")],
            DependencyFiles = [Item("one.d")],
        }.Execute());

        string rule = File.ReadAllText(_directory["rule.d"]);
        Assert.StartsWith(_directory["lib.so"].Replace(" ", "\\ ", StringComparison.Ordinal) + ": ", rule, StringComparison.Ordinal);
        Assert.Equal(
            new[] { "h.h", "p", "p/a.cs", "p/p.csproj", "q/q.csproj", "q/x/b.cs" }.Select(file => _directory[file]),
            DependencyFile.Parse(rule));
    }

    private TaskItem Item(string file) => new(_directory[file]);
}
