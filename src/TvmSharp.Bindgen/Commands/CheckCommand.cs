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
            TvmSchema checkedIn = SchemaInput.ReadFile(Path.Combine(bindingsDirectory, Bindings.SchemaPath));
            Bindings bindings = Bindings.Of(source.Find(parsed), report, source.Options(parsed));
            IReadOnlyList<SchemaChange> changes = SchemaComparer.Compare(checkedIn, bindings.Extracted.Schema);
            IReadOnlyList<FileDifference> files = new OutputDirectory(bindingsDirectory).Compare(bindings.Files);
            RuntimeSchema? running = parsed.GetValue(runtime)
                ? report.Progress("Loading TVM", () => RuntimeReader.Read(parsed.GetValue(library), []))
                : null;
            (IReadOnlyList<RuntimeDifference> differences, IReadOnlyList<FunctionSchema> missing) =
                running is null ? ([], []) : RuntimeComparer.Compare(bindings.Extracted.Schema, running);
            Write(report, checkedIn, bindings, changes, files, running, differences, missing);
            return files.Count == 0 && differences.Count == 0 ? ExitCodes.Success : ExitCodes.Drift;
        }));
        return command;
    }

    private static void Write(
        Report report,
        TvmSchema checkedIn,
        Bindings bindings,
        IReadOnlyList<SchemaChange> changes,
        IReadOnlyList<FileDifference> files,
        RuntimeSchema? running,
        IReadOnlyList<RuntimeDifference> differences,
        IReadOnlyList<FunctionSchema> missing)
    {
        TvmSchema schema = bindings.Extracted.Schema;
        DiffReport.Write(report, changes);
        if (files.Count > 0)
        {
            report.Table(["file", "difference"], files.Select(static f => (IReadOnlyList<string>)[f.Path, Word(f)]));
        }

        report.Line(files.Count == 0
            ? $"Equal: the bindings are those of TVM {schema.TvmVersion}, {bindings.Files.Count} files."
            : $"Drift: the bindings are of TVM {checkedIn.TvmVersion}, the headers of {schema.TvmVersion}; {files.Count} files differ. {DiffReport.Summary(changes)} `tvm-bindgen generate` brings them up to date.");
        if (running is not null)
        {
            foreach (RuntimeDifference difference in differences)
            {
                report.Line($"  {difference.Name}: {difference.Message}");
            }

            report.Line($"{missing.Count} functions of the sources are not in this build of the library.");
            report.Line(differences.Count == 0
                ? $"Equal: {running.Library} is what the sources say."
                : $"Drift: {running.Library} is not what the sources say, in {differences.Count} places. Build it from these sources, or give --tvm those that it was built from.");
        }

        report.Json(new JsonObject
        {
            ["equal"] = files.Count == 0 && differences.Count == 0,
            ["bindings"] = checkedIn.TvmVersion,
            ["tvm"] = schema.TvmVersion,
            ["library"] = running?.Library,
            ["changes"] = DiffReport.ToJson(changes),
            ["files"] = new JsonArray([.. files.Select(static f => new JsonObject { ["path"] = f.Path, ["difference"] = Word(f) })]),
            ["notInLibrary"] = new JsonArray([.. missing.Select(static f => JsonValue.Create(f.Name))]),
            ["runtime"] = new JsonArray([.. differences.Select(static d => new JsonObject { ["name"] = d.Name, ["difference"] = d.Message })]),
        });
    }

    private static string Word(FileDifference file) => file.Kind.ToString().ToLowerInvariant();
}
