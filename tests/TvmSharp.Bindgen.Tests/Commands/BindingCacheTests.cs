using TvmSharp.Bindgen.Commands;
using TvmSharp.Bindgen.Headers;
using TvmSharp.Bindgen.Schema;
using TvmSharp.Bindgen.Tests.Headers;
using TvmSharp.Bindgen.Writing;
using Xunit;

namespace TvmSharp.Bindgen.Tests.Commands;

public sealed class BindingCacheTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly TemporaryDirectory _sources = new();
    private readonly TvmSourceTree _tree;
    private int _generated;

    public BindingCacheTests() => _tree = TvmSourceTree.Find(TvmTree.CopyTo(_sources), null);

    private BindingCache Cache => new(_directory.Path);

    private string Entry => Assert.Single(Directory.GetFiles(_directory.Path));

    public void Dispose()
    {
        _directory.Dispose();
        _sources.Dispose();
    }

    [Fact]
    public void What_was_generated_once_is_taken_from_the_cache()
    {
        Bindings first = Cache.Get(_tree, null, Generate);
        Bindings second = Cache.Get(_tree, null, Generate);

        Assert.Equal(1, _generated);
        Assert.Equal(first.Files, second.Files);
        Assert.Equal(first.Problems, second.Problems);
        Assert.Equal((first.Classes, first.Fields, first.Functions), (second.Classes, second.Fields, second.Functions));
        Assert.Equal(SchemaJson.Write(first.Schema), SchemaJson.Write(second.Schema));
    }

    [Theory]
    [InlineData("include/tvm/tirx/new.h")]
    [InlineData("src/tirx/new.cc")]
    [InlineData("include/tvm/runtime/base.h")]
    [InlineData("3rdparty/tvm-ffi/include/tvm/ffi/new.h")]
    public void What_a_source_holds_counts(string file)
    {
        Cache.Get(_tree, null, Generate);
        string path = Path.Combine(_sources.Path, file);
        _sources.Write(file, (File.Exists(path) ? File.ReadAllText(path) : "") + "// more\n");

        Cache.Get(_tree, null, Generate);

        Assert.Equal(2, _generated);
    }

    [Fact]
    public void When_a_source_was_written_does_not_count()
    {
        Cache.Get(_tree, null, Generate);
        File.SetLastWriteTimeUtc(Path.Combine(_sources.Path, "include/tvm/runtime/base.h"), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Cache.Get(_tree, null, Generate);

        Assert.Equal(1, _generated);
    }

    [Fact]
    public void What_a_dump_holds_counts()
    {
        Cache.Get(_tree, null, Generate);
        Cache.Get(_tree, "one", Generate);
        Cache.Get(_tree, "other", Generate);
        Cache.Get(_tree, "one", Generate);

        Assert.Equal(3, _generated);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no entry")]
    [InlineData(null)]
    public void An_entry_that_is_not_whole_is_written_anew(string? text)
    {
        Bindings first = Cache.Get(_tree, null, Generate);
        string whole = File.ReadAllText(Entry);
        File.WriteAllText(Entry, text ?? whole[..^10]);

        Bindings second = Cache.Get(_tree, null, Generate);

        Assert.Equal(2, _generated);
        Assert.Equal(first.Files, second.Files);
        Assert.Equal(whole, File.ReadAllText(Entry));
    }

    [Fact]
    public void Many_at_once_get_the_same_and_leave_one_entry()
    {
        Bindings expected = Generate();
        Bindings[] all = [.. Enumerable.Range(0, 16).AsParallel().WithDegreeOfParallelism(8).Select(_ => Cache.Get(_tree, null, Generate))];

        Assert.All(all, bindings => Assert.Equal(expected.Files, bindings.Files));
        Assert.EndsWith(".bindings", Entry, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_it_cannot_be_written_all_is_generated_each_time()
    {
        // A file in the place of a directory stops root too.
        BindingCache cache = new(_directory.Write("file", "no directory"));

        cache.Get(_tree, null, Generate);
        cache.Get(_tree, null, Generate);

        Assert.Equal(2, _generated);
    }

    [Fact]
    public void Old_entries_go()
    {
        for (int i = 0; i < 20; i++)
        {
            Cache.Get(_tree, $"{i}", Generate);
        }

        Assert.Equal(16, Directory.GetFiles(_directory.Path).Length);
    }

    [Fact]
    public void The_tool_uses_it_unless_told_not_to()
    {
        Dictionary<string, string> environment = new() { ["XDG_CACHE_HOME"] = _directory.Path };
        string cache = Path.Combine(_directory.Path, "tvm-bindgen");
        string[] generate = ["generate", "--tvm", TvmTree.Root, "--out", Path.Combine(_sources.Path, "out")];

        Assert.Equal(0, Processes.RunTool(environment, [.. generate, "--no-cache"]).Code);
        Assert.False(Directory.Exists(cache));

        Assert.Equal(0, Processes.RunTool(environment, generate).Code);
        Assert.Single(Directory.GetFiles(cache));
    }

    private Bindings Generate()
    {
        Interlocked.Increment(ref _generated);
        TvmSchema schema = Schemas.Of([Schemas.Type("tir.For", Schemas.Field("body", "Stmt"))]);
        return new(
            schema,
            [new GeneratedFile("A/Generated/One.g.cs", "\u00e4 \"one\"\n"), new GeneratedFile(Bindings.SchemaPath, SchemaJson.Write(schema))],
            [new SourceProblem("src/one.cc", 3, "It is odd.")],
            new ExtractionCount(3, 2),
            new ExtractionCount(1, 1),
            new ExtractionCount(9, 5, 3));
    }
}
