using System.Text.Json.Nodes;
using TvmSharp.Bindgen.Headers;
using TvmSharp.Bindgen.Schema;
using TvmSharp.Bindgen.Writing;

namespace TvmSharp.Bindgen.Commands;

/// <summary>All that is generated from one source tree.</summary>
/// <param name="Extracted">What the tree holds.</param>
/// <param name="Files">The files, the schema among them.</param>
/// <param name="Problems">What was not understood or could not be bound.</param>
internal sealed record Bindings(ExtractionResult Extracted, IReadOnlyList<GeneratedFile> Files, IReadOnlyList<SourceProblem> Problems)
{
    /// <summary>The schema among the files.</summary>
    public const string SchemaPath = "TvmSharp.Compiler/Generated/schema.json";

    /// <summary>Generates them, in memory.</summary>
    public static Bindings Of(TvmSourceTree tree, Report report, ExtractionOptions? options = null)
    {
        ExtractionResult extracted = report.Progress($"Reading {tree.TvmDirectory}", () => TvmSources.Extract(tree, options ?? new ExtractionOptions()));
        List<SourceProblem> problems = [.. extracted.Problems];
        IReadOnlyList<GeneratedFile> files = BindingWriter.Write(extracted.Abi, extracted.Schema, problems);
        return new(
            extracted,
            [.. files, HostTableWriter.Write(extracted.Schema), new GeneratedFile(SchemaPath, SchemaJson.Write(extracted.Schema))],
            [.. problems.OrderBy(static p => p.File, StringComparer.Ordinal).ThenBy(static p => p.Line)]);
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
        [("classes", Extracted.Classes), ("fields", Extracted.Fields), ("functions", Extracted.Functions)];
}
