using System.Text.Json.Nodes;
using TvmSharp.Bindgen.Headers;
using TvmSharp.Bindgen.Runtime;
using TvmSharp.Bindgen.Schema;
using TvmSharp.Bindgen.Writing;

namespace TvmSharp.Bindgen.Commands;

/// <summary>All that is generated from one source tree.</summary>
/// <param name="Schema">TVM's object model and global functions.</param>
/// <param name="Files">The files, the schema among them.</param>
/// <param name="Problems">What was not understood or could not be bound.</param>
/// <param name="Classes">Object classes that headers declare.</param>
/// <param name="Fields">Fields that they register for reflection.</param>
/// <param name="Functions">Global functions that sources register.</param>
internal sealed record Bindings(
    TvmSchema Schema,
    IReadOnlyList<GeneratedFile> Files,
    IReadOnlyList<SourceProblem> Problems,
    ExtractionCount Classes,
    ExtractionCount Fields,
    ExtractionCount Functions)
{
    /// <summary>The schema among the files.</summary>
    public const string SchemaPath = "TvmSharp.Compiler/Generated/schema.json";

    /// <summary>Generates them, in memory, or takes them from a cache.</summary>
    /// <param name="tree">The source tree.</param>
    /// <param name="report">Says what takes a while.</param>
    /// <param name="cache">What was generated before.</param>
    /// <param name="dump">File with the reflection of a running TVM of the same version, for the types that no header declares; null without one.</param>
    /// <exception cref="BindgenException">The headers do not compile, there is no libclang, or the file is none.</exception>
    public static Bindings Of(TvmSourceTree tree, Report report, BindingCache cache, string? dump = null)
    {
        string? text = dump is null ? null : ReadDump(dump);
        return report.Progress($"Reading {tree.TvmDirectory}", () => cache.Get(tree, text, () => Generate(
            tree, new ExtractionOptions(Runtime: text is null ? null : RuntimeJson.Read(text, dump!)))));
    }

    private static Bindings Generate(TvmSourceTree tree, ExtractionOptions options)
    {
        ExtractionResult extracted = TvmSources.Extract(tree, options);
        List<SourceProblem> problems = [.. extracted.Problems];
        IReadOnlyList<GeneratedFile> files = BindingWriter.Write(extracted.Abi, extracted.Schema, problems);
        return new(
            extracted.Schema,
            [.. files, HostTableWriter.Write(extracted.Schema), new GeneratedFile(SchemaPath, SchemaJson.Write(extracted.Schema))],
            [.. problems.OrderBy(static p => p.File, StringComparer.Ordinal).ThenBy(static p => p.Line)],
            extracted.Classes,
            extracted.Fields,
            extracted.Functions);
    }

    private static string ReadDump(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BindgenException($"'{file}' cannot be read: {exception.Message} --dump takes a file that `tvm-bindgen dump --out` wrote");
        }
    }

    /// <summary>Prints how much was seen and bound, and what was not.</summary>
    public void WriteCounts(Report report)
    {
        report.Table(
            ["", "seen", "bound", "packed", "not bound"],
            Counts().Select(static c => (IReadOnlyList<string>)[c.Name, $"{c.Count.Seen}", $"{c.Count.Bound}", $"{c.Count.Packed}", $"{c.Count.NotBound}"]));
        foreach (SourceProblem problem in Problems)
        {
            report.Line(problem.ToString());
        }
    }

    /// <summary>The counts and problems for programs.</summary>
    public JsonObject CountsToJson()
    {
        JsonObject json = [];
        foreach ((string name, ExtractionCount count) in Counts())
        {
            json[name] = new JsonObject { ["seen"] = count.Seen, ["bound"] = count.Bound, ["packed"] = count.Packed, ["notBound"] = count.NotBound };
        }

        json["problems"] = new JsonArray(
            [.. Problems.Select(static p => new JsonObject { ["file"] = p.File, ["line"] = p.Line, ["message"] = p.Message })]);
        return json;
    }

    private (string Name, ExtractionCount Count)[] Counts() =>
        [("classes", Classes), ("fields", Fields), ("functions", Functions)];
}
