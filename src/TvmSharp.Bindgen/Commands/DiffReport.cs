using System.Text.Json.Nodes;
using TvmSharp.Bindgen.Comparison;

namespace TvmSharp.Bindgen.Commands;

/// <summary>Prints what changed.</summary>
internal static class DiffReport
{
    /// <summary>Prints changes, those of one subject together, with their number.</summary>
    public static void Write(Report report, IReadOnlyList<SchemaChange> changes)
    {
        foreach (IGrouping<SubjectKind, SchemaChange> group in changes.GroupBy(static c => c.Subject))
        {
            report.Line($"{Plural(group.Key)}: {Counts(group)}");
            foreach (SchemaChange change in group)
            {
                report.Line($"  {Line(change)}");
                foreach (string detail in change.Details)
                {
                    report.Line($"      {detail}");
                }
            }

            report.Line();
        }
    }

    /// <summary>One line for all changes.</summary>
    public static string Summary(IReadOnlyList<SchemaChange> changes) => changes.Count == 0
        ? "Nothing changed."
        : string.Join("; ", changes.GroupBy(static c => c.Subject).Select(static g => $"{Plural(g.Key)}: {Counts(g)}")) + ".";

    /// <summary>The changes for programs.</summary>
    public static JsonArray ToJson(IReadOnlyList<SchemaChange> changes) =>
        new([.. changes.Select(static change =>
        {
            JsonObject json = new()
            {
                ["subject"] = change.Subject.ToString().ToLowerInvariant(),
                ["change"] = change.Kind.ToString().ToLowerInvariant(),
                ["name"] = change.Name,
            };
            if (change.NewName is not null)
            {
                json["newName"] = change.NewName;
            }

            if (change.Details.Count > 0)
            {
                json["details"] = new JsonArray([.. change.Details.Select(static detail => JsonValue.Create(detail))]);
            }

            return json;
        })]);

    private static string Line(SchemaChange change) => change.NewName is null
        ? $"{change.Kind.ToString().ToLowerInvariant(),-8} {change.Name}"
        : $"{change.Kind.ToString().ToLowerInvariant(),-8} {change.Name} -> {change.NewName}";

    private static string Plural(SubjectKind subject) => $"{subject.ToString().ToLowerInvariant()}s";

    private static string Counts(IEnumerable<SchemaChange> changes) =>
        string.Join(", ", changes.GroupBy(static c => c.Kind).OrderBy(static g => g.Key).Select(static g => $"{g.Count()} {g.Key.ToString().ToLowerInvariant()}"));
}
