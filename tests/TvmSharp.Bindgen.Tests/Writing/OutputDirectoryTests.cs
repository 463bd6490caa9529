using TvmSharp.Bindgen.Writing;
using Xunit;

namespace TvmSharp.Bindgen.Tests;

public sealed class OutputDirectoryTests : IDisposable
{
    private static readonly GeneratedFile[] Files = [new("A/Generated/One.g.cs", "one"), new("A/Generated/Two.g.cs", "two"), new("B/schema.json", "{}")];

    private readonly TemporaryDirectory _directory = new();
    private readonly OutputDirectory _output;

    public OutputDirectoryTests() => _output = new(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Files_are_written_once()
    {
        Assert.Equal(3, _output.Replace(Files));
        Assert.Equal("one", File.ReadAllText(Path.Combine(_directory.Path, "A/Generated/One.g.cs")));
        Assert.Empty(_output.Compare(Files));
        Assert.Equal(0, _output.Replace(Files));
    }

    [Fact]
    public void A_file_with_the_same_text_is_not_touched()
    {
        _output.Replace(Files);
        DateTime then = new(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        string one = Path.Combine(_directory.Path, Files[0].Path);
        File.SetLastWriteTimeUtc(one, then);

        _output.Replace([Files[0], Files[1] with { Text = "2" }, Files[2]]);

        Assert.Equal(then, File.GetLastWriteTimeUtc(one));
    }

    [Fact]
    public void Missing_changed_and_stale_files_are_told_apart()
    {
        _output.Replace(Files);

        Assert.Equal(
            [
                new("A/Generated/One.g.cs", FileDifferenceKind.Changed),
                new("A/Generated/Three.g.cs", FileDifferenceKind.Missing),
                new("A/Generated/Two.g.cs", FileDifferenceKind.Stale),
            ],
            _output.Compare([Files[0] with { Text = "1" }, new("A/Generated/Three.g.cs", "three"), Files[2]]));
    }

    [Fact]
    public void Files_that_are_not_generated_stay()
    {
        string own = _directory.Write("A/Generated/Own.cs", "mine");
        string other = _directory.Write("C/Other.g.cs", "of another");

        _output.Replace(Files);
        _output.Replace([Files[0]]);

        Assert.True(File.Exists(own));
        Assert.True(File.Exists(other));
        Assert.False(File.Exists(Path.Combine(_directory.Path, Files[1].Path)));
    }

    [Fact]
    public void What_an_interrupted_run_left_is_removed()
    {
        string left = _directory.Write("A/Generated/One.g.cs.tvm-bindgen-new", "half");

        _output.Replace(Files);

        Assert.False(File.Exists(left));
        Assert.Equal("one", File.ReadAllText(Path.Combine(_directory.Path, Files[0].Path)));
    }

    [Fact]
    public void Where_one_file_cannot_be_written_none_is()
    {
        _output.Replace(Files);

        // A directory in the place of a file is an error for root too.
        Directory.CreateDirectory(Path.Combine(_directory.Path, "A/Generated/Zero.g.cs.tvm-bindgen-new"));
        BindgenException error = Assert.Throws<BindgenException>(
            () => _output.Replace([Files[0] with { Text = "1" }, .. Files[1..], new("A/Generated/Zero.g.cs", "zero")]));

        Assert.Contains("--out", error.Message, StringComparison.Ordinal);
        Assert.Equal("one", File.ReadAllText(Path.Combine(_directory.Path, Files[0].Path)));
        Assert.Empty(Directory.EnumerateFiles(_directory.Path, "*.tvm-bindgen-new", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_directory_that_cannot_be_made_is_named()
    {
        string file = _directory.Write("file", "no directory");

        BindgenException error = Assert.Throws<BindgenException>(() => new OutputDirectory(file).Replace(Files));

        Assert.Contains(file, error.Message, StringComparison.Ordinal);
    }
}
