using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TvmSharp.Bindgen.Comparison;
using TvmSharp.Bindgen.Uses;

namespace TvmSharp.Bindgen.Commands;

/// <summary>Prints what changed: how much of it, then name by name. JSON has every change by itself; the text says once what happened in many places.</summary>
internal static partial class DiffReport
{
    // A type that changed into another so often is told once, with the number.
    private const int Widespread = 5;

    // As many names that changed in the same way share its description.
    private const int Alike = 3;

    private const int Width = 110;

    private static readonly ChangeKind[] Order = [ChangeKind.Removed, ChangeKind.Renamed, ChangeKind.Moved, ChangeKind.Changed, ChangeKind.Added];

    /// <summary>Prints changes.</summary>
    /// <param name="report">Where to.</param>
    /// <param name="changes">The changes.</param>
    /// <param name="uses">Where a project uses what changed; null when that was not asked.</param>
    public static void Write(Report report, IReadOnlyList<SchemaChange> changes, IReadOnlyDictionary<SchemaChange, IReadOnlyList<Use>>? uses = null)
    {
        if (changes.Count == 0)
        {
            return;
        }

        report.Table(
            ["", .. Order.Select(Word)],
            changes.GroupBy(static c => c.Subject).Select(static group => (IReadOnlyList<string>)
                [Plural(group.Key), .. Order.Select(kind => group.Count(c => c.Kind == kind) is > 0 and int count ? $"{count}" : "")]));
        Dictionary<string, int> widespread = uses is null ? Substitutions(changes) : [];
        if (widespread.Count > 0)
        {
            report.Line("types in fields, parameters and results");
            foreach ((string substitution, int count) in widespread.OrderByDescending(static pair => pair.Value).ThenBy(static pair => pair.Key, StringComparer.Ordinal))
            {
                report.Line($"  {substitution}, in {count} places");
            }

            report.Line();
        }

        foreach (IGrouping<SubjectKind, SchemaChange> group in changes.GroupBy(static c => c.Subject))
        {
            foreach (ChangeKind kind in Order)
            {
                SchemaChange[] ofKind = [.. group.Where(c => c.Kind == kind)];
                if (ofKind.Length > 0)
                {
                    report.Line($"{Plural(group.Key)} {Word(kind)}: {ofKind.Length}");
                    WriteGroup(report, ofKind, widespread, uses);
                    report.Line();
                }
            }
        }
    }

    /// <summary>One line for all changes.</summary>
    public static string Summary(IReadOnlyList<SchemaChange> changes) => changes.Count == 0
        ? "Nothing changed."
        : string.Join("; ", changes.GroupBy(static c => c.Subject).Select(static g => $"{Plural(g.Key)}: {Counts(g)}")) + ".";

    /// <summary>The changes for programs.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="uses">Where a project uses what changed; null when that was not asked.</param>
    public static JsonArray ToJson(IReadOnlyList<SchemaChange> changes, IReadOnlyDictionary<SchemaChange, IReadOnlyList<Use>>? uses = null) =>
        new([.. changes.Select(change =>
        {
            JsonObject json = new()
            {
                ["subject"] = Word(change.Subject),
                ["change"] = Word(change.Kind),
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

            if (uses is not null)
            {
                json["uses"] = new JsonArray([.. uses[change].Select(static use => new JsonObject { ["file"] = use.File, ["line"] = use.Line })]);
            }

            return json;
        })]);

    private static void WriteGroup(
        Report report, IReadOnlyList<SchemaChange> changes, Dictionary<string, int> widespread, IReadOnlyDictionary<SchemaChange, IReadOnlyList<Use>>? uses)
    {
        // What moved together and what changed alike is told together, unless each has places to show.
        var entries = changes.Select(change => (Change: change, Name: NameOf(change), Details: (string[])[.. change.Details.Where(detail => !IsWidespread(detail))]));
        int untold = 0;
        foreach (var alike in entries.GroupBy(entry => uses is not null ? entry.Change.Name : GroupKey(entry.Change, entry.Details)))
        {
            var first = alike.First();
            int count = alike.Count();
            if (first.Change is { Kind: ChangeKind.Changed, Details.Count: > 0 } && first.Details.Length == 0)
            {
                untold += count;
                continue;
            }

            if (first.Change.Kind == ChangeKind.Moved && count >= Alike)
            {
                report.Line($"  {Space(first.Change.Name)} -> {Space(first.Change.NewName!)}: {count}");
                WriteWrapped(report, alike.Select(static entry => Matching.LastPart(entry.Change.Name)));
            }
            else if (first.Details.Length > 0 && count >= Alike)
            {
                report.Line($"  {count} alike");
                WriteWrapped(report, alike.Select(static entry => entry.Name));
            }
            else
            {
                foreach (var entry in alike)
                {
                    report.Line($"  {entry.Name}");
                    WriteDetails(entry.Details);
                    if (uses is not null)
                    {
                        foreach (IGrouping<string, Use> file in uses[entry.Change].GroupBy(static use => use.File))
                        {
                            report.Line($"      used in {file.Key}: {string.Join(", ", file.Select(static use => use.Line))}");
                        }
                    }
                }

                continue;
            }

            WriteDetails(first.Details);
        }

        if (untold > 0)
        {
            report.Line($"  {untold} by the types above only");
        }

        void WriteDetails(IEnumerable<string> details)
        {
            foreach (string detail in details)
            {
                report.Line($"      {detail}");
            }
        }

        bool IsWidespread(string detail) => Substitution().Match(detail) is { Success: true } match && widespread.ContainsKey(match.Groups[1].Value);
    }

    private static string GroupKey(SchemaChange change, string[] details)
    {
        // Lists of names are to be searched line by line: what has nothing to say besides stays alone.
        string what = string.Join('\n', details);
        return change.Kind == ChangeKind.Moved ? $"{Space(change.Name)} {Space(change.NewName!)} {what}"
            : details.Length > 0 || change.Details.Count > 0 ? what
            : change.Name;
    }

    private static void WriteWrapped(Report report, IEnumerable<string> names)
    {
        string line = "";
        foreach (string name in names)
        {
            if (line.Length > 0 && line.Length + name.Length > Width)
            {
                report.Line($"    {line}");
                line = "";
            }

            line += line.Length == 0 ? name : $" {name}";
        }

        report.Line($"    {line}");
    }

    private static Dictionary<string, int> Substitutions(IReadOnlyList<SchemaChange> changes) => changes
        .SelectMany(static change => change.Details)
        .Select(static detail => Substitution().Match(detail))
        .Where(static match => match.Success)
        .CountBy(static match => match.Groups[1].Value)
        .Where(static pair => pair.Value >= Widespread)
        .ToDictionary(StringComparer.Ordinal);

    // As SchemaComparer words it.
    [GeneratedRegex(@"^(?:(?:field|parameter) `[^`]*`: type|result) (.+ -> .+)$")]
    private static partial Regex Substitution();

    private static string NameOf(SchemaChange change) => change.NewName is null ? change.Name : $"{change.Name} -> {change.NewName}";

    private static string Space(string name) => name[..^Matching.LastPart(name).Length].TrimEnd('.', ':') is { Length: > 0 } space ? space : "(none)";

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Plural(SubjectKind subject) => $"{Word(subject)}s";

    private static string Counts(IEnumerable<SchemaChange> changes) =>
        string.Join(", ", changes.GroupBy(static c => c.Kind).OrderBy(static g => g.Key).Select(static g => $"{g.Count()} {Word(g.Key)}"));
}
