using System.IO.Compression;
using System.Text;

namespace TvmSharp.Wheel.Tests;

public sealed class WheelArchiveTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void The_same_files_in_any_order_give_the_same_bytes()
    {
        WheelFile[] files = [File("b/x.py", "x"), File("a-1.dist-info/WHEEL", "w"), File("b/a.py", ""), File("b/ü.py", "ü")];
        WheelArchive.Write(_directory["one.whl"], "a-1.dist-info", files, "");
        WheelArchive.Write(_directory["two.whl"], "a-1.dist-info", [.. files.Reverse()], "");
        Assert.Equal(System.IO.File.ReadAllBytes(_directory["one.whl"]), System.IO.File.ReadAllBytes(_directory["two.whl"]));
        using ZipArchive archive = ZipFile.OpenRead(_directory["one.whl"]);
        Assert.Equal(["b/a.py", "b/x.py", "b/ü.py", "a-1.dist-info/WHEEL", "a-1.dist-info/RECORD"], archive.Entries.Select(static e => e.FullName));
        Assert.All(archive.Entries, static e => Assert.Equal(new DateTime(1980, 1, 1), e.LastWriteTime.DateTime));
    }

    [Theory]
    [InlineData("0", 1980)]
    [InlineData("1700000000", 2023)]
    [InlineData("99999999999", 2107)]
    public void Files_have_the_time_of_the_sources(string epoch, int year)
    {
        WheelArchive.Write(_directory["a.whl"], "a-1.dist-info", [File("b.py", "x")], epoch);
        using ZipArchive archive = ZipFile.OpenRead(_directory["a.whl"]);
        Assert.All(archive.Entries, e => Assert.Equal(year, e.LastWriteTime.Year));
    }

    [Fact]
    public void A_time_that_is_none_is_refused() => AssertRefused("TVMSDK020", [File("b.py", "x")], "a.whl", "yesterday");

    [Fact]
    public void Two_files_with_one_path_are_refused_with_both_sources()
    {
        string message = AssertRefused("TVMSDK017", [File("l/LICENSE", "1") with { Source = "one/LICENSE" }, File("l/LICENSE", "2") with { Source = "two/LICENSE" }], "a.whl");
        Assert.Contains("'l/LICENSE': one/LICENSE and two/LICENSE", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_that_cannot_be_made_is_an_error_with_the_property_to_set()
    {
        System.IO.File.WriteAllText(_directory["file"], "");
        Assert.Contains("TvmWheelDirectory", AssertRefused("TVMSDK016", [File("b.py", "x")], "file/a.whl"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_old_wheel_stays_when_the_new_one_cannot_be_written()
    {
        System.IO.File.WriteAllText(_directory["a.whl"], "old");
        Directory.CreateDirectory(_directory["a.whl.new"]);
        AssertRefused("TVMSDK016", [File("b.py", "x")], "a.whl");
        Assert.Equal("old", System.IO.File.ReadAllText(_directory["a.whl"]));
    }

    private static WheelFile File(string path, string text) => new(path, path, Encoding.UTF8.GetBytes(text));

    private string AssertRefused(string code, WheelFile[] files, string wheel, string epoch = "")
    {
        WheelException error = Assert.Throws<WheelException>(() => WheelArchive.Write(_directory[wheel], "a-1.dist-info", files, epoch));
        Assert.Equal(code, error.Code);
        return error.Message;
    }
}
