using System.Globalization;
using System.Text.RegularExpressions;

namespace TvmSharp.EndToEnd.Tests;

/// <summary>Published extensions under valgrind: no memory error, and calls lose nothing.</summary>
[Trait("Needs", "valgrind")]
public partial class MemoryCheckTests
{
    private const int ErrorExitCode = 99;
    private const string LongText = "s:a_text_that_needs_an_object_of_its_own";

    [Theory]
    [MemberData(nameof(Host.All), MemberType = typeof(Host))]
    public void Calls_make_no_memory_error(string host)
    {
        (int exitCode, string output) = Check(
            host,
            "check " + Extension(host),
            "call second_project.echo_byte i:7",
            "call second_project.greet " + LongText,
            "set f second_project.get_fail",
            "call second_project.apply v:f s:inner",
            "call second_project.greet i:5",
            "call second_project.fail s:because",
            "set point ffi.MakeObjectFromPackedArgs s:second_project.Point s:x i:3 s:name " + LongText,
            "put v:point name " + LongText,
            "put v:point y s:wrong",
            "method v:point sum",
            "call second_project.describe_point v:point",
            "thread call second_project.greet s:thread");
        Assert.True(exitCode == 0, output);
        Assert.Contains("second_project.greet = str Hello, thread!\nend\n", output);
    }

    [Theory]
    [MemberData(nameof(Host.All), MemberType = typeof(Host))]
    public void A_read_after_release_is_seen(string host)
    {
        (int exitCode, string output) = Check(host, "misuse second_project.greet " + LongText);
        Assert.True(exitCode == ErrorExitCode, output);
        Assert.Contains("Invalid read", output);
    }

    [Theory]
    [MemberData(nameof(Host.All), MemberType = typeof(Host))]
    public void More_calls_lose_no_more(string host) => Assert.Equal(LostBytes(host, 100, Loops), LostBytes(host, 500, Loops));

    [Theory]
    [MemberData(nameof(Host.All), MemberType = typeof(Host))]
    public void Lost_references_are_seen(string host)
    {
        static string[] Lose(int calls) => [$"lose {calls} second_project.greet {LongText}"];
        Assert.InRange(LostBytes(host, 500, Lose) - LostBytes(host, 100, Lose), 400 * LongText.Length, long.MaxValue);
    }

    private static string[] Loops(int calls) =>
    [
        $"loop {calls} second_project.echo_byte i:7",
        $"loop {calls} second_project.greet {LongText}",
        $"loop {calls} second_project.get_fail",
        $"loop {calls} second_project.make_point i:1 {LongText}",
        $"loop {calls} ffi.MakeObjectFromPackedArgs s:second_project.Point s:x i:1 s:name {LongText}",
        .. Enumerable.Repeat("call second_project.fail s:because", calls / 10),
        .. Enumerable.Repeat("call second_project.greet i:5", calls / 10),
    ];

    /// <summary>Bytes that nothing in native memory points to at the end. What only managed memory points to is among
    /// them, and does not grow with the calls.</summary>
    private static long LostBytes(string host, int calls, Func<int, string[]> commands)
    {
        (int exitCode, string output) = Check(host, commands(calls));
        Assert.True(exitCode == 0, output);
        MatchCollection found = LostLine().Matches(output);
        Assert.True(found.Count == 2, output);
        return found.Sum(static match => long.Parse(match.Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture));
    }

    private static (int ExitCode, string Output) Check(string host, params IEnumerable<string> commands)
    {
        string library = Bare(new Host(host).Library, host);
        return Tool.Run(
            "valgrind",
            [
                "--leak-check=full", "--show-leak-kinds=none", "--errors-for-leak-kinds=none", $"--error-exitcode={ErrorExitCode}",
                $"--suppressions={Path.Combine(Published.RepositoryRoot, "tests", "TvmSharp.EndToEnd.Tests", "loader.supp")}",
                Published.Script, .. Host.Words(["ffi " + library, "load " + Extension(host), .. commands]),
            ],
            new Dictionary<string, string>
            {
                ["LD_LIBRARY_PATH"] = Path.GetDirectoryName(library)!,

                // 128 MiB. Else the garbage collector reserves more address space than valgrind gives out.
                ["DOTNET_GCHeapHardLimit"] = "0x8000000",
            });
    }

    private static string Extension(string host) => Bare(Published.Second, host);

    /// <summary>A copy without the debug information beside it, in which valgrind finds forms it does not know.</summary>
    private static string Bare(string library, string host)
    {
        string directory = Directory.CreateDirectory(Published.Output(Path.Combine("valgrind", host))).FullName;
        string copy = Path.Combine(directory, Path.GetFileName(library));
        if (!File.Exists(copy) || File.GetLastWriteTimeUtc(copy) != File.GetLastWriteTimeUtc(library))
        {
            File.Copy(library, copy, overwrite: true);
        }

        return copy;
    }

    [GeneratedRegex(@"(?:definitely|indirectly) lost: ([\d,]+) bytes")]
    private static partial Regex LostLine();
}
