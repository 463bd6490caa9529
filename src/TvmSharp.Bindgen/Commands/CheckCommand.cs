using System.CommandLine;
using System.Text.Json.Nodes;
using TvmSharp.Bindgen.Comparison;
using TvmSharp.Bindgen.Runtime;
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
        Option<bool> runtime = new("--runtime") { Description = "Compares with the reflection of a running TVM as well." };
        Option<string?> library = new("--library")
        {
            Description = "The TVM of --runtime: a libtvm_ffi or a directory with one; else TVM_LIBRARY_PATH, else the active Python environment's.",
            HelpName = "PATH",
        };
        Command command = new("check", "Compares the bindings that are checked in with what a TVM's headers give. Writes nothing.")
        {
            directory, runtime, library,
        };
        source.AddTo(command);
        command.SetAction(action((parsed, report) =>
        {
            string bindingsDirectory = parsed.GetRequiredValue(directory);
            TvmSchema checkedIn = ReadSchema(bindingsDirectory);
            Bindings bindings = source.Read(parsed, report);
            IReadOnlyList<SchemaChange> changes = SchemaComparer.Compare(checkedIn, bindings.Schema);
            IReadOnlyList<FileDifference> files = new OutputDirectory(bindingsDirectory).Compare(bindings.Files);
            RuntimeSchema? running = parsed.GetValue(runtime)
                ? report.Progress("Loading TVM", () => RuntimeReader.Read(parsed.GetValue(library), []))
                : null;
            RuntimeComparison? comparison = running is null ? null : RuntimeComparer.Compare(bindings.Schema, running);
            WriteText(report, checkedIn, bindings, changes, files);
            WriteText(report, running, comparison);
            bool isEqual = files.Count == 0 && comparison is null or { Differences.Count: 0 };
            JsonObject json = new()
            {
                ["equal"] = isEqual,
                ["bindings"] = checkedIn.TvmVersion,
                ["tvm"] = bindings.Schema.TvmVersion,
                ["changes"] = DiffReport.ToJson(changes),
                ["files"] = new JsonArray([.. files.Select(static f => new JsonObject { ["path"] = f.Path, ["difference"] = Word(f) })]),
            };
            if (comparison is not null)
            {
                json["library"] = running!.Library;
                json["runtime"] = new JsonArray([.. comparison.Differences.Select(static d => new JsonObject { ["name"] = d.Name, ["difference"] = d.Message })]);
                json["typesNotInLibrary"] = new JsonArray([.. comparison.MissingTypes.Select(static name => JsonValue.Create(name))]);
                json["functionsNotInLibrary"] = new JsonArray([.. comparison.MissingFunctions.Select(static name => JsonValue.Create(name))]);
            }

            report.Json(json);
            return isEqual ? ExitCodes.Success : ExitCodes.Drift;
        }));
        return command;
    }

    private static TvmSchema ReadSchema(string directory)
    {
        string file = Path.Combine(directory, Bindings.SchemaPath);
        return File.Exists(file)
            ? SchemaInput.ReadFile(file)
            : throw new BindgenException($"there is no {file}: write it with `tvm-bindgen generate --out {directory}`, or name the directory that it was written to with --bindings");
    }

    private static void WriteText(
        Report report, TvmSchema checkedIn, Bindings bindings, IReadOnlyList<SchemaChange> changes, IReadOnlyList<FileDifference> files)
    {
        if (files.Count == 0)
        {
            report.Line($"Equal: the bindings are those of TVM {bindings.Schema.TvmVersion}, {bindings.Files.Count} files.");
            return;
        }

        report.Line($"TVM {checkedIn.TvmVersion} (bindings) -> {bindings.Schema.TvmVersion} (headers)");
        DiffReport.Write(report, changes);
        foreach (IGrouping<FileDifferenceKind, FileDifference> group in files.GroupBy(static f => f.Kind).OrderBy(static g => g.Key))
        {
            report.Line($"files {Word(group.First())}: {group.Count()}");
            foreach (FileDifference file in group)
            {
                report.Line($"  {file.Path}");
            }

            report.Line();
        }

        report.Line($"Drift: {files.Count} files are not those of TVM {bindings.Schema.TvmVersion}. {DiffReport.Summary(changes)} `tvm-bindgen generate` brings them up to date.");
    }

    private static void WriteText(Report report, RuntimeSchema? running, RuntimeComparison? comparison)
    {
        if (running is null || comparison is null)
        {
            return;
        }

        foreach (RuntimeDifference difference in comparison.Differences)
        {
            report.Line($"  {difference.Name}: {difference.Message}");
        }

        report.Line(
            $"Compared with {running.Library}: {comparison.Types} types, {comparison.Fields} fields, {comparison.Signatures} signatures, {comparison.Results} of them with results; it was built without {comparison.MissingTypes.Count} types and {comparison.MissingFunctions.Count} functions of the sources.");
        report.Line(comparison.Differences.Count == 0
            ? "Equal: the library is what the sources say."
            : $"Drift: the library is not what the sources say, in {comparison.Differences.Count} places. Build it from these sources, or give --tvm those that it was built from.");
    }

    private static string Word(FileDifference file) => file.Kind.ToString().ToLowerInvariant();
}
