using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace TvmSharp.Wheel.Tests;

/// <summary>Reads a wheel with nothing of what wrote it, and lists what is wrong: the binary distribution format and its kin.</summary>
internal sealed partial class WheelChecker
{
    private readonly List<string> _problems = [];
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly string _fileName;

    private WheelChecker(string path)
    {
        _fileName = Path.GetFileName(path);
        using ZipArchive archive = ZipFile.OpenRead(path);
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            using MemoryStream content = new();
            using Stream stream = entry.Open();
            stream.CopyTo(content);
            Demand(_files.TryAdd(entry.FullName, content.ToArray()), $"'{entry.FullName}' is there twice");
            uint mode = (uint)entry.ExternalAttributes >> 16;
            uint wanted = entry.FullName.EndsWith(".so", StringComparison.Ordinal) ? 0x81EDu : 0x81A4u;
            Demand(mode == wanted, $"'{entry.FullName}' has mode {Convert.ToString(mode, 8)}");
            Demand(
                !entry.FullName.Contains('\\', StringComparison.Ordinal) && !entry.FullName.StartsWith('/') && !entry.FullName.Split('/').Contains(".."),
                $"'{entry.FullName}' is no path of a wheel");
        }
    }

    /// <summary>What is wrong with a wheel.</summary>
    internal static IReadOnlyList<string> Check(string path)
    {
        WheelChecker checker = new(path);
        checker.CheckAll();
        return checker._problems;
    }

    /// <summary>The text of a file of a wheel.</summary>
    internal static string Read(string path, string file)
    {
        using ZipArchive archive = ZipFile.OpenRead(path);
        using StreamReader reader = new(archive.GetEntry(file)!.Open());
        return reader.ReadToEnd();
    }

    private void CheckAll()
    {
        Match name = FileName().Match(_fileName);
        Demand(name.Success, $"'{_fileName}' is no name of a wheel");
        if (!name.Success)
        {
            return;
        }

        string distInfo = $"{name.Groups["name"]}-{name.Groups["version"]}.dist-info/";
        string[] paths = [.. _files.Keys];
        string[] outside = [.. paths.TakeWhile(p => !p.StartsWith(distInfo, StringComparison.Ordinal))];
        Demand(paths[outside.Length..].All(p => p.StartsWith(distInfo, StringComparison.Ordinal)), "the metadata does not come last");
        Demand(outside.SequenceEqual(outside.Order(StringComparer.Ordinal)), "the files are not sorted");
        CheckMetadata(distInfo, name);
        CheckTags(distInfo, name);
        CheckEntryPoints(distInfo);
        CheckRecord(distInfo);
        CheckPackages(outside);
    }

    private void CheckMetadata(string distInfo, Match name)
    {
        string[] text = Text(distInfo + "METADATA").Split("\n\n", 2);
        string[][] fields = [.. text[0].TrimEnd('\n').Split('\n').Select(static l => l.Split(": ", 2))];
        Demand(fields.All(static f => f.Length == 2 && f[1].Length > 0), "a line of METADATA is no field");
        string[] Values(string field) => [.. fields.Where(f => f[0] == field).Select(static f => f[^1])];

        Demand(Values("Metadata-Version") is ["2.4"], "METADATA is not of version 2.4");
        Demand(fields[0][0] == "Metadata-Version", "METADATA does not begin with its version");
        Demand(
            Values("Name") is [var distribution] && string.Equals(Regex.Replace(distribution, "[-_.]+", "_"), name.Groups["name"].Value, StringComparison.OrdinalIgnoreCase),
            "the name in METADATA is another");
        Demand(Values("Version") is [var version] && version == name.Groups["version"].Value, "the version in METADATA is another");
        Demand(Values("Requires-Dist").Any(static r => r.StartsWith("apache-tvm-ffi>=", StringComparison.Ordinal)), "tvm-ffi is not required");
        Demand(Values("Requires-Python").Length == 1, "there is no Requires-Python");
        string[] licenses = [.. _files.Keys.Where(p => p.StartsWith(distInfo + "licenses/", StringComparison.Ordinal)).Select(p => p[(distInfo.Length + 9)..])];
        Demand(licenses.Order(StringComparer.Ordinal).SequenceEqual(Values("License-File").Order(StringComparer.Ordinal)), "the licence files are not those of METADATA");
        Demand(text.Length == 1 || Values("Description-Content-Type").Length == 1, "the description has no type");
    }

    private void CheckTags(string distInfo, Match name)
    {
        string[] lines = Text(distInfo + "WHEEL").TrimEnd('\n').Split('\n');
        Demand(lines[0] == "Wheel-Version: 1.0", "WHEEL is not of version 1.0");
        Demand(lines.Contains("Root-Is-Purelib: false"), "the wheel says that it is pure Python");
        string[] tags = [.. lines.Where(static l => l.StartsWith("Tag: ", StringComparison.Ordinal)).Select(static l => l[5..])];
        string[] expanded = [.. name.Groups["platform"].Value.Split('.').Select(static p => "py3-none-" + p)];
        Demand(tags.SequenceEqual(expanded), "the tags are not those of the name");
        Demand(expanded.All(static t => !t.StartsWith("py3-none-linux_", StringComparison.Ordinal)), "PyPI refuses the platform tag");
    }

    private void CheckEntryPoints(string distInfo)
    {
        Match entry = EntryPoint().Match(Text(distInfo + "entry_points.txt"));
        Demand(entry.Success, "there is no entry point in the group tvm.backends");
        string module = entry.Groups["module"].Value.Replace('.', '/') + ".py";
        Demand(
            _files.TryGetValue(module, out byte[]? code) && Encoding.UTF8.GetString(code).Contains($"def {entry.Groups["function"].Value}(", StringComparison.Ordinal),
            "the entry point leads nowhere");
    }

    private void CheckRecord(string distInfo)
    {
        string record = distInfo + "RECORD";
        Dictionary<string, string[]> lines = Text(record).TrimEnd('\n').Split('\n').Select(static l => l.Split(',')).ToDictionary(static l => l[0]);
        Demand(lines.Keys.ToHashSet().SetEquals(_files.Keys), "RECORD lists other files than there are");
        Demand(_files.Keys.Last() == record, "RECORD is not the last file");
        foreach ((string path, string[] line) in lines)
        {
            string expected = path == record
                ? ","
                : $"sha256={Convert.ToBase64String(SHA256.HashData(_files[path])).TrimEnd('=').Replace('+', '-').Replace('/', '_')},{_files[path].Length}";
            Demand(string.Join(',', line[1..]) == expected, $"RECORD is wrong about '{path}'");
        }
    }

    private void CheckPackages(string[] paths)
    {
        Demand(paths.Count(static p => p.EndsWith(".so", StringComparison.Ordinal)) == 1, "there is not one library");
        Demand(paths.All(static p => p.Split('/')[^1] is var f && !f.StartsWith("libtvm_", StringComparison.Ordinal)), "a library of TVM is in the wheel");
        Demand(paths.All(static p => Path.GetExtension(p) is ".py" or ".pyi" or ".so" or ".typed"), "there are files that do not belong into a wheel");
        Demand(paths.Any(static p => p.EndsWith("/py.typed", StringComparison.Ordinal)), "there is no py.typed");
        Demand(
            paths.Where(static p => p.EndsWith(".pyi", StringComparison.Ordinal)).All(p => paths.Contains(p[..^1])), "a stub has no module");
    }

    private string Text(string path) => _files.TryGetValue(path, out byte[]? content) ? Encoding.UTF8.GetString(content) : Missing(path);

    private string Missing(string path)
    {
        _problems.Add($"'{path}' is missing");
        return "";
    }

    private void Demand(bool holds, string problem)
    {
        if (!holds)
        {
            _problems.Add(problem);
        }
    }

    [GeneratedRegex(@"^(?<name>[a-z0-9]+(_[a-z0-9]+)*)-(?<version>[a-z0-9.!+]+)-py3-none-(?<platform>[a-z0-9_]+(\.[a-z0-9_]+)*)\.whl\z")]
    private static partial Regex FileName();

    [GeneratedRegex(@"^\[tvm\.backends\]\n\w+ = (?<module>[\w.]+):(?<function>\w+)\n\z")]
    private static partial Regex EntryPoint();
}
