using System.CommandLine;
using System.Text.Json.Nodes;
using TvmSharp.Bindgen.Comparison;
using TvmSharp.Bindgen.Schema;
using TvmSharp.Bindgen.Uses;

namespace TvmSharp.Bindgen.Commands;

/// <summary><c>diff</c>: what changed between two TVMs.</summary>
internal static class DiffCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(Func<Func<ParseResult, Report, int>, Func<ParseResult, int>> action)
    {
        SourceOptions source = new();
        Argument<string> older = new("older") { Description = "A schema file, or the root of a TVM source tree." };
        Argument<string> newer = new("newer") { Description = "A schema file, or the root of a TVM source tree." };
        Option<string?> uses = new("--uses")
        {
            Description = "A C# project file or its directory: only what that uses of the older TVM is listed, with the lines.",
            HelpName = "PROJECT",
        };
        Command command = new("diff", "Says what changed between two versions of TVM.") { older, newer, uses, source.NoCache };
        command.SetAction(action((parsed, report) =>
        {
            ProjectUses? project = parsed.GetValue(uses) is { } path ? ProjectUses.Read(path) : null;
            TvmSchema before = SchemaInput.Read(parsed.GetRequiredValue(older), report, source.Cache(parsed));
            TvmSchema after = SchemaInput.Read(parsed.GetRequiredValue(newer), report, source.Cache(parsed));
            IReadOnlyList<SchemaChange> changes = SchemaComparer.Compare(before, after);
            Dictionary<SchemaChange, IReadOnlyList<Use>>? places = project?.Of(changes, before)
                .ToDictionary(static pair => pair.Change, static pair => pair.Uses);
            IReadOnlyList<SchemaChange> shown = places is null ? changes : [.. changes.Where(places.ContainsKey)];
            report.Line($"TVM {before.TvmVersion} -> {after.TvmVersion}");
            DiffReport.Write(report, shown, places);
            report.Line(places is null
                ? DiffReport.Summary(shown)
                : shown.Count == 0 ? $"Nothing that {parsed.GetValue(uses)} uses changed." : $"Of what {parsed.GetValue(uses)} uses: {DiffReport.Summary(shown)}");
            report.Json(new JsonObject
            {
                ["older"] = before.TvmVersion,
                ["newer"] = after.TvmVersion,
                ["changes"] = DiffReport.ToJson(shown, places),
            });
            return shown.Count == 0 ? ExitCodes.Success : ExitCodes.Drift;
        }));
        return command;
    }
}
