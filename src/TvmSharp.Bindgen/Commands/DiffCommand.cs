using System.CommandLine;
using System.Text.Json.Nodes;
using TvmSharp.Bindgen.Comparison;
using TvmSharp.Bindgen.Schema;

namespace TvmSharp.Bindgen.Commands;

/// <summary><c>diff</c>: what changed between two TVMs.</summary>
internal static class DiffCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(Func<Func<ParseResult, Report, int>, Func<ParseResult, int>> action)
    {
        Argument<string> older = new("older") { Description = "A schema file, or the root of a TVM source tree." };
        Argument<string> newer = new("newer") { Description = "A schema file, or the root of a TVM source tree." };
        Command command = new("diff", "Says what changed between two versions of TVM.") { older, newer };
        command.SetAction(action((parsed, report) =>
        {
            TvmSchema before = SchemaInput.Read(parsed.GetRequiredValue(older), report);
            TvmSchema after = SchemaInput.Read(parsed.GetRequiredValue(newer), report);
            IReadOnlyList<SchemaChange> changes = SchemaComparer.Compare(before, after);
            DiffReport.Write(report, changes);
            report.Line($"TVM {before.TvmVersion} -> {after.TvmVersion}. {DiffReport.Summary(changes)}");
            report.Json(new JsonObject
            {
                ["older"] = before.TvmVersion,
                ["newer"] = after.TvmVersion,
                ["changes"] = DiffReport.ToJson(changes),
            });
            return changes.Count == 0 ? ExitCodes.Success : ExitCodes.Drift;
        }));
        return command;
    }
}
