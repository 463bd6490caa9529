using System.CommandLine;
using System.Text.Json.Nodes;
using TvmSharp.Bindgen.Comparison;
using TvmSharp.Bindgen.Schema;
using TvmSharp.Bindgen.Writing;

namespace TvmSharp.Bindgen.Commands;

/// <summary><c>check</c>: whether the bindings that are checked in are those of a TVM.</summary>
internal static class CheckCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(Func<Func<ParseResult, Report, int>, Func<ParseResult, int>> action)
    {
        SourceOptions source = new();
        Option<string> directory = new("--bindings")
        {
            Description = "Directory that `generate` wrote to.",
            HelpName = "DIR",
            DefaultValueFactory = static _ => "src",
        };
        Command command = new("check", "Compares the bindings that are checked in with what a TVM's headers give. Writes nothing.") { directory };
        source.AddTo(command);
        command.SetAction(action((parsed, report) =>
        {
            string bindingsDirectory = parsed.GetRequiredValue(directory);
            TvmSchema checkedIn = SchemaInput.ReadFile(Path.Combine(bindingsDirectory, Bindings.SchemaPath));
            Bindings bindings = Bindings.Of(source.Find(parsed), report);
            IReadOnlyList<SchemaChange> changes = SchemaComparer.Compare(checkedIn, bindings.Extracted.Schema);
            IReadOnlyList<FileDifference> files = new OutputDirectory(bindingsDirectory).Compare(bindings.Files);
            Write(report, checkedIn, bindings, changes, files);
            return files.Count == 0 ? ExitCodes.Success : ExitCodes.Drift;
        }));
        return command;
    }

    private static void Write(
        Report report, TvmSchema checkedIn, Bindings bindings, IReadOnlyList<SchemaChange> changes, IReadOnlyList<FileDifference> files)
    {
        TvmSchema schema = bindings.Extracted.Schema;
        DiffReport.Write(report, changes);
        report.Table(
            ["file", "difference"],
            files.Count == 0 ? [] : files.Select(static f => (IReadOnlyList<string>)[f.Path, f.Kind.ToString().ToLowerInvariant()]));
        report.Line(files.Count == 0
            ? $"Equal: the bindings are those of TVM {schema.TvmVersion}, {bindings.Files.Count} files."
            : $"Drift: the bindings are of TVM {checkedIn.TvmVersion}, the headers of {schema.TvmVersion}; {files.Count} files differ. {DiffReport.Summary(changes)} `tvm-bindgen generate` brings them up to date.");
        report.Json(new JsonObject
        {
            ["equal"] = files.Count == 0,
            ["bindings"] = checkedIn.TvmVersion,
            ["tvm"] = schema.TvmVersion,
            ["changes"] = DiffReport.ToJson(changes),
            ["files"] = new JsonArray([.. files.Select(static f => new JsonObject { ["path"] = f.Path, ["difference"] = f.Kind.ToString().ToLowerInvariant() })]),
        });
    }
}
