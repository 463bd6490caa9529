using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace TvmSharp.Wheel.Tests;

/// <summary>The task without a library, as it runs before one is compiled.</summary>
public sealed class WriteTvmWheelTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly TestBuild _build = new();

    public WriteTvmWheelTests() => File.WriteAllText(_directory["manifest.json"], """
        {"format": 1, "prefix": "my_project", "assembly": "Extension", "types": [], "functions": [
          {"name": "my_project.f", "kind": "export", "packed": false, "doc": "", "arguments": [], "result": {"schema": {"type": "None"}, "doc": ""}}]}
        """);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void What_is_right_is_checked_and_nothing_written()
    {
        Assert.True(Make().Execute());
        Assert.Equal(["manifest.json"], Directory.GetFileSystemEntries(_directory[""]).Select(Path.GetFileName));
    }

    [Fact]
    public void A_version_is_refused() => AssertRefused(
        "TVMSDK010", Make(projectVersion: "1.0.0-ci.5"), "The version '1.0.0-ci.5' of the project", "set TvmWheelVersion");

    [Fact]
    public void A_name_is_refused()
    {
        WriteTvmWheel task = Make();
        task.Name = "my project";
        AssertRefused("TVMSDK011", task, "'my project'", "Set TvmWheelName");
    }

    [Fact]
    public void A_missing_licence_file_is_refused()
    {
        WriteTvmWheel task = Make();
        task.LicenseFiles = [new TaskItem(_directory["LICENSE"])];
        AssertRefused("TVMSDK015", task, _directory["LICENSE"], "TvmWheelLicenseFile");
    }

    [Fact]
    public void Two_licence_files_of_one_name_are_refused()
    {
        string[] files = [_directory["one/LICENSE"], _directory["two/LICENSE"]];
        foreach (string file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, "");
        }

        WriteTvmWheel task = Make();
        task.LicenseFiles = [.. files.Select(static f => new TaskItem(f))];
        AssertRefused("TVMSDK017", task, files);
    }

    [Fact]
    public void A_missing_readme_is_refused()
    {
        WriteTvmWheel task = Make();
        task.Readme = _directory["README.md"];
        AssertRefused("TVMSDK020", task, "PackageReadmeFile");
    }

    [Fact]
    public void A_requirement_is_refused()
    {
        WriteTvmWheel task = Make();
        task.Requires = [new TaskItem("numpy 2")];
        AssertRefused("TVMSDK020", task, "TvmWheelRequires has 'numpy 2'");
    }

    [Fact]
    public void Versions_of_Python_are_refused()
    {
        WriteTvmWheel task = Make();
        task.RequiresPython = "3.10";
        AssertRefused("TVMSDK020", task, "TvmWheelRequiresPython is '3.10'");
    }

    [Fact]
    public void A_licence_expression_is_refused()
    {
        WriteTvmWheel task = Make();
        task.LicenseExpression = "Apache 2.0 & more";
        AssertRefused("TVMSDK020", task, "PackageLicenseExpression");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"format\": 1}")]
    [InlineData("{\"format\": 2}")]
    [InlineData("[]")]
    public void A_manifest_is_refused(string manifest)
    {
        File.WriteAllText(_directory["manifest.json"], manifest);
        AssertRefused("TVMSDK021", Make(), _directory["manifest.json"]);
    }

    [Fact]
    public void A_library_that_is_none_is_refused_and_nothing_written()
    {
        File.WriteAllText(_directory["lib.so"], "text");
        WriteTvmWheel task = Make();
        task.Library = _directory["lib.so"];
        AssertRefused("TVMSDK030", task, "lib.so");
        Assert.False(Directory.Exists(_directory["wheels"]));
    }

    private WriteTvmWheel Make(string projectVersion = "1.0.0") => new()
    {
        BuildEngine = _build,
        Manifest = _directory["manifest.json"],
        Directory = _directory["wheels"],
        ProjectVersion = projectVersion,
    };

    private void AssertRefused(string code, WriteTvmWheel task, params string[] parts)
    {
        Assert.False(task.Execute());
        BuildErrorEventArgs error = _build.Error;
        Assert.Equal(code, error.Code);
        Assert.Equal("README.md#" + code.ToLowerInvariant(), error.HelpLink);
        Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }
}
