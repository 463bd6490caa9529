using System.IO.Compression;

namespace TvmSharp.Wheel.Tests;

/// <summary>Wheels as a build writes them.</summary>
[Collection(Wheels.Collection)]
public class WheelTests
{
    // The bound of the issue; a wheel with an extension of little code has half of it.
    private const long MaxSize = 3_000_000;

    public static TheoryData<string> Projects => [.. Wheels.Projects];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_wheel_is_as_the_specifications_say(string project)
    {
        string wheel = Wheels.Of(project);
        Assert.Empty(WheelChecker.Check(wheel));
        Assert.InRange(new FileInfo(wheel).Length, 1, MaxSize);
    }

    [Fact]
    public void A_wheel_of_a_sample_has_the_licence_and_what_the_project_says()
    {
        string metadata = WheelChecker.Read(Wheels.Of(Wheels.HelloPass), "my_project-0.1.0.dist-info/METADATA");
        Assert.Contains("\nLicense-Expression: Apache-2.0\nLicense-File: LICENSE\nRequires-Dist: apache-tvm-ffi>=0.1.13,<0.2\n", metadata, StringComparison.Ordinal);
        Assert.Contains("\nSummary: A function and a pass", metadata, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_build_does_nothing_and_a_changed_property_writes_another_wheel()
    {
        // Other tests may have left it linked in another way.
        string wheel = Wheels.Written(PublishOrThrow());
        byte[] bytes = File.ReadAllBytes(wheel);
        DateTime time = File.GetLastWriteTimeUtc(wheel);

        string output = PublishOrThrow("-v:normal");
        Assert.Contains("Skipping target \"_TvmWriteWheel\"", output, StringComparison.Ordinal);
        Assert.Contains("Skipping target \"LinkNative\"", output, StringComparison.Ordinal);
        Assert.Equal(time, File.GetLastWriteTimeUtc(wheel));

        output = PublishOrThrow("-p:TvmWheelVersion=2.0-alpha.1");
        Assert.DoesNotContain("Generating native code", output, StringComparison.Ordinal);
        string other = Wheels.Written(output);
        Assert.StartsWith("second_project-2.0a1-py3-none-", Path.GetFileName(other), StringComparison.Ordinal);
        Assert.Empty(WheelChecker.Check(other));
        Assert.Equal(time, File.GetLastWriteTimeUtc(wheel));

        // Deleted, it is written again, the same to the byte.
        File.Delete(wheel);
        Assert.Equal(wheel, Wheels.Written(PublishOrThrow()));
        Assert.Equal(bytes, File.ReadAllBytes(wheel));

        // So it is when another build has put one in its place, such as one of another configuration.
        File.WriteAllText(wheel, "another");
        PublishOrThrow();
        Assert.Equal(bytes, File.ReadAllBytes(wheel));
    }

    [Fact]
    public void A_wheel_that_keeps_symbols_in_the_library_has_none()
    {
        string wheel = Wheels.Written(PublishOrThrow("-p:StripSymbols=false", "-p:TvmWheelVersion=3.0"));
        Assert.Empty(WheelChecker.Check(wheel));
        using ZipArchive archive = ZipFile.OpenRead(wheel);
        Assert.InRange(archive.Entries.Single(static e => e.Name == "libSecondExtension.so").Length, 1, MaxSize * 2);
    }

    [Theory]
    [InlineData("TVMSDK010", "-p:TvmWheelVersion=latest")]
    [InlineData("TVMSDK015", "-p:PackageLicenseFile=NO_LICENSE.txt")]
    [InlineData("TVMSDK018", "-p:PublishAot=false")]
    public void What_is_wrong_is_an_error_and_no_wheel_is_written(string code, string property)
    {
        _ = Wheels.Of(Wheels.SecondExtension);
        string[] before = Directory.GetFiles(Wheels.Directory);
        (int exitCode, string output) = Wheels.Publish(Wheels.SecondExtension, property);
        Assert.NotEqual(0, exitCode);
        Assert.Contains("error " + code, output, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles(Wheels.Directory));
    }

    [Fact]
    public void A_directory_that_cannot_be_written_is_an_error()
    {
        (int exitCode, string output) = Wheels.Publish(Wheels.SecondExtension, "-p:TvmWheelDirectory=/proc/wheels");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("error TVMSDK016: The wheel '/proc/wheels/second_project-", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_platform_that_the_library_is_too_new_for_is_an_error_with_the_symbols()
    {
        (int exitCode, string output) = Wheels.Publish(Wheels.SecondExtension, "-p:TvmWheelPlatformTag=manylinux2014_" + (Wheels.IsArm64 ? "aarch64" : "x86_64"));
        Assert.NotEqual(0, exitCode);
        Assert.Contains("error TVMSDK034", output, StringComparison.Ordinal);
        Assert.Contains("GLIBC_2.", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_system_is_an_error()
    {
        (int exitCode, string output) = Tool.Run(
            "dotnet", ["build", Path.Combine(Python.RepositoryRoot, Wheels.SecondExtension), "--no-restore", "-c", "Release", "-r", "win-x64", "-t:_TvmCheckWheelProject", "-nodeReuse:false"]);
        Assert.NotEqual(0, exitCode);
        Assert.Contains("error TVMSDK019: Wheels are made for Linux, and not for 'win-x64'", output, StringComparison.Ordinal);
    }

    private static string PublishOrThrow(params string[] more)
    {
        (int exitCode, string output) = Wheels.Publish(Wheels.SecondExtension, more);
        Assert.True(exitCode == 0, output);
        return output;
    }
}
