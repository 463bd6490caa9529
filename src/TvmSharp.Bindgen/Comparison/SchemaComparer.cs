using System.Globalization;
using TvmSharp.Bindgen.Schema;
using TvmSharp.Bindgen.Writing;

namespace TvmSharp.Bindgen.Comparison;

/// <summary>Says what changed between two schemas.</summary>
/// <remarks>
/// Names that both have are compared. Of the others, first those are matched whose last parts are equal (moved), then those whose
/// shapes are alike (renamed); what is left was added or removed. The shape of a type is its parent and its fields, that of a
/// function its parameters and its result, that of an enumeration its members. Namespaces are left aside in shapes, so that types
/// which moved together do not hide one another.
/// </remarks>
internal sealed class SchemaComparer
{
    // Below, two shapes are not the same thing under another name. Found by reading what it pairs between releases of TVM.
    private const double SameShape = 0.6;

    // What moved may have changed more than what was renamed: its name is the same.
    private const double SameNameShape = 0.3;

    // What has next to no shape of its own is recognised by its name.
    private const double SameName = 0.7;

    private readonly TvmSchema _older;
    private readonly TvmSchema _newer;
    private readonly List<SchemaChange> _changes = [];

    // New names of types and enumerations that have another, by key and by C++ name: where they are used is no change of its own.
    private readonly Dictionary<string, string> _newNames = new(StringComparer.Ordinal);

    private SchemaComparer(TvmSchema older, TvmSchema newer)
    {
        _older = older;
        _newer = newer;
    }

    /// <summary>All differences: types, their constructors, enumerations, views and functions, each by name.</summary>
    public static IReadOnlyList<SchemaChange> Compare(TvmSchema older, TvmSchema newer)
    {
        SchemaComparer comparer = new(older, newer);
        comparer.FindNewNames();
        comparer.CompareTypes();
        comparer.CompareEnums();
        comparer.CompareViews();
        comparer.CompareFunctions();
        return comparer._changes;
    }

    private void FindNewNames()
    {
        Compare(SubjectKind.Type, _older.Types, _newer.Types, static type => type.Key, static type => ShapeOf(type), static (_, _) => [], (one, other) =>
        {
            Add(one.Key, other.Key);
            Add(one.CppName, other.CppName);
            Add(one.RefName, other.RefName);
        });
        Compare(SubjectKind.Enum, _older.Enums, _newer.Enums, static e => e.CppName, ShapeOf, static (_, _) => [], (one, other) => Add(one.CppName, other.CppName));
        _changes.Clear();

        void Add(string? older, string? newer)
        {
            if (older is not null && newer is not null && older != newer)
            {
                _newNames[older] = newer;
            }
        }
    }

    private void CompareTypes()
    {
        Dictionary<string, FunctionSchema> before = _older.Functions.ToDictionary(static f => f.Name);
        Dictionary<string, FunctionSchema> after = _newer.Functions.ToDictionary(static f => f.Name);
        int start = _changes.Count;
        List<SchemaChange> constructors = [];
        Compare(
            SubjectKind.Type,
            _older.Types,
            _newer.Types,
            static type => type.Key,
            static type => ShapeOf(type),
            DescribeTypes,
            (one, other) => CompareConstructors(one, other, before, after, constructors));
        Sort(start);
        _changes.AddRange(constructors.OrderBy(static c => c.Name, StringComparer.Ordinal));
    }

    private void CompareConstructors(
        TypeSchema older,
        TypeSchema newer,
        Dictionary<string, FunctionSchema> before,
        Dictionary<string, FunctionSchema> after,
        List<SchemaChange> changes)
    {
        if (older.Constructor is null && newer.Constructor is null)
        {
            return;
        }

        if (older.Constructor is null || newer.Constructor is null)
        {
            bool added = older.Constructor is null;
            changes.Add(new(
                added ? ChangeKind.Added : ChangeKind.Removed,
                SubjectKind.Constructor,
                (added ? newer.Constructor : older.Constructor)!,
                null,
                [$"makes `{(added ? newer : older).Key}`"]));
            return;
        }

        List<string> details = before.TryGetValue(older.Constructor, out FunctionSchema? one) && after.TryGetValue(newer.Constructor, out FunctionSchema? other)
            ? DescribeFunctions(one, other)
            : [];
        ChangeKind kind = older.Constructor == newer.Constructor ? ChangeKind.Changed
            : Matching.LastPart(older.Constructor) == Matching.LastPart(newer.Constructor) ? ChangeKind.Moved
            : ChangeKind.Renamed;
        if (kind != ChangeKind.Changed || details.Count > 0)
        {
            changes.Add(new(kind, SubjectKind.Constructor, older.Constructor, kind == ChangeKind.Changed ? null : newer.Constructor, details));
        }
    }

    private void CompareEnums()
    {
        int start = _changes.Count;
        Compare(
            SubjectKind.Enum,
            _older.Enums,
            _newer.Enums,
            static e => e.CppName,
            ShapeOf,
            DescribeEnums);
        Sort(start);
    }

    private void CompareViews()
    {
        int start = _changes.Count;
        Compare(
            SubjectKind.View,
            _older.Views,
            _newer.Views,
            static view => view.CppName,
            static view => new HashSet<string>(),
            (one, other) => DescribeValues(
                ("is over", NewName(one.Key) == other.Key ? other.Key : one.Key, other.Key), Types("derives from", one.Base, other.Base)));
        Sort(start);
    }

    private void CompareFunctions()
    {
        // Constructors were reported with their types.
        HashSet<string> constructors =
            [.. _older.Types.Concat(_newer.Types).Where(static t => t.Constructor is not null).Select(static t => t.Constructor!)];
        int start = _changes.Count;
        Compare(
            SubjectKind.Function,
            [.. _older.Functions.Where(f => !constructors.Contains(f.Name))],
            [.. _newer.Functions.Where(f => !constructors.Contains(f.Name))],
            static f => f.Name,
            static f => ShapeOf(f),
            DescribeFunctions);
        Sort(start);
    }

    private void Compare<T>(
        SubjectKind subject,
        IReadOnlyList<T> older,
        IReadOnlyList<T> newer,
        Func<T, string> nameOf,
        Func<T, HashSet<string>> shapeOf,
        Func<T, T, List<string>> describe,
        Action<T, T>? onPair = null)
        where T : class
    {
        Dictionary<string, T> before = older.ToDictionary(nameOf), after = newer.ToDictionary(nameOf);
        foreach (T entry in older)
        {
            if (!after.TryGetValue(nameOf(entry), out T? other))
            {
                continue;
            }

            onPair?.Invoke(entry, other);
            List<string> details = describe(entry, other);
            if (details.Count > 0)
            {
                _changes.Add(new(ChangeKind.Changed, subject, nameOf(entry), null, details));
            }
        }

        List<T> removed = [.. older.Where(e => !after.ContainsKey(nameOf(e)))];
        List<T> added = [.. newer.Where(e => !before.ContainsKey(nameOf(e)))];
        Dictionary<string, HashSet<string>> shapes = removed.Concat(added).ToDictionary(nameOf, shapeOf);
        double Moved(T one, T other) =>
            Matching.LastPart(nameOf(one)) == Matching.LastPart(nameOf(other)) && Matching.Overlap(shapes[nameOf(one)], shapes[nameOf(other)]) is >= SameNameShape and double points
                ? points
                : 0;
        double Renamed(T one, T other)
        {
            double shape = Matching.Overlap(shapes[nameOf(one)], shapes[nameOf(other)]);
            double name = Matching.NameSimilarity(Matching.LastPart(nameOf(one)), Matching.LastPart(nameOf(other)));
            bool same = Math.Min(shapes[nameOf(one)].Count, shapes[nameOf(other)].Count) > 2 ? shape >= SameShape : shape >= SameShape && name >= SameName;
            return same ? (shape + name) / 2 : 0;
        }

        Take(ChangeKind.Moved, Moved);
        Take(ChangeKind.Renamed, Renamed);
        _changes.AddRange(removed.Select(e => new SchemaChange(ChangeKind.Removed, subject, nameOf(e), null, [])));
        _changes.AddRange(added.Select(e => new SchemaChange(ChangeKind.Added, subject, nameOf(e), null, [])));

        void Take(ChangeKind kind, Func<T, T, double> score)
        {
            foreach ((T one, T other) in Matching.Pair(removed, added, nameOf, score))
            {
                removed.Remove(one);
                added.Remove(other);
                onPair?.Invoke(one, other);
                _changes.Add(new(kind, subject, nameOf(one), nameOf(other), describe(one, other)));
            }
        }
    }

    private void Sort(int start)
    {
        SchemaChange[] sorted =
            [.. _changes.Skip(start).OrderBy(static c => c.Name, StringComparer.Ordinal).ThenBy(static c => c.Kind)];
        _changes.RemoveRange(start, _changes.Count - start);
        _changes.AddRange(sorted);
    }

    private static HashSet<string> ShapeOf(TypeSchema type)
    {
        HashSet<string> shape = [.. type.Fields.Select(static field => $"{field.Name}: {Unqualified(field.Type)}")];
        shape.Add($"parent {Matching.LastPart(type.Parent)}");
        return shape;
    }

    private static HashSet<string> ShapeOf(EnumSchema enumeration) => [.. enumeration.Members.Select(static member => member.Name)];

    private static HashSet<string> ShapeOf(FunctionSchema function)
    {
        HashSet<string> shape = [.. function.Parameters.Select(static p => $"{p.Name}: {Unqualified(p.Type)}")];
        if (function.Returns is { } returns)
        {
            shape.Add($"returns {Unqualified(returns)}");
        }

        return shape;
    }

    private static string Unqualified(TypeExpression type) =>
        new TypeExpression(Matching.LastPart(type.Name), [.. type.Arguments.Select(static a => new TypeExpression(Unqualified(a)))]).ToString();

    /// <summary>What two types were called, or the newer name twice where the older one is only another name for it.</summary>
    private (string What, string Older, string Newer) Types(string what, TypeExpression older, TypeExpression newer)
    {
        string after = newer.ToString();
        return (what, Renamed(older).ToString() == after ? after : older.ToString(), after);
    }

    private TypeExpression Renamed(TypeExpression type) => new(NewName(type.Name), [.. type.Arguments.Select(Renamed)]);

    private string NewName(string name) => _newNames.GetValueOrDefault(name, name);

    // The C# namespace follows from the header.
    private static string NamespaceOf(TypeSchema type) => type.Header is { } header ? $"TvmSharp.{ObjectModelNames.ModuleOf(header)}" : "none";

    private List<string> DescribeTypes(TypeSchema older, TypeSchema newer)
    {
        List<string> details = DescribeValues(
            ("parent", NewName(older.Parent) == newer.Parent ? newer.Parent : older.Parent, newer.Parent),
            ("final", YesNo(older.IsFinal), YesNo(newer.IsFinal)),
            ("reflected", YesNo(older.IsReflected), YesNo(newer.IsReflected)),
            ("nullable", YesNo(older.IsNullable), YesNo(newer.IsNullable)),
            ("mutable", YesNo(older.IsMutable), YesNo(newer.IsMutable)),
            ("structural equality", older.StructuralKind ?? "inherited", newer.StructuralKind ?? "inherited"),
            ("namespace", NamespaceOf(older), NamespaceOf(newer)));
        details.AddRange(DescribeParts(
            "field",
            older.Fields,
            newer.Fields,
            static field => field.Name,
            static (one, other) => one.Type == other.Type || Unqualified(one.Type) == Unqualified(other.Type),
            (one, other) => DescribeValues(
                Types("type", one.Type, other.Type),
                ("member", one.Member, other.Member),
                ("nullable", YesNo(one.IsNullable), YesNo(other.IsNullable)),
                ("flags", one.Flags.ToString(), other.Flags.ToString()),
                ("default", one.Default ?? "none", other.Default ?? "none"),
                ("offset", Bytes(one.Offset), Bytes(other.Offset)),
                ("size", Bytes(one.Size), Bytes(other.Size)))));
        return details;
    }

    private static List<string> DescribeEnums(EnumSchema older, EnumSchema newer)
    {
        List<string> details = DescribeValues(("underlying type", older.Underlying, newer.Underlying));
        details.AddRange(DescribeParts(
            "member",
            older.Members,
            newer.Members,
            static member => member.Name,
            static (one, other) => one.Value == other.Value,
            static (one, other) => DescribeValues(("value", $"{one.Value}", $"{other.Value}"))));
        return details;
    }

    private List<string> DescribeFunctions(FunctionSchema older, FunctionSchema newer)
    {
        List<string> details = DescribeValues(
            ("packed", YesNo(older.IsPacked), YesNo(newer.IsPacked)),
            older.Returns is not null && newer.Returns is not null
                ? Types("result", older.Returns, newer.Returns)
                : ("result", older.Returns?.ToString() ?? "unknown", newer.Returns?.ToString() ?? "unknown"));
        details.AddRange(DescribeParts(
            "parameter",
            older.Parameters,
            newer.Parameters,
            static p => p.Name,
            static (one, other) => Unqualified(one.Type) == Unqualified(other.Type),
            (one, other) => DescribeValues(
                Types("type", one.Type, other.Type), ("default", one.Default ?? "none", other.Default ?? "none"))));
        return details;
    }

    /// <summary>Compares parts of an entry, in which the order counts as well.</summary>
    private static List<string> DescribeParts<T>(
        string word,
        IReadOnlyList<T> older,
        IReadOnlyList<T> newer,
        Func<T, string> nameOf,
        Func<T, T, bool> alike,
        Func<T, T, List<string>> describe)
    {
        List<string> details = [];
        List<Part<T>> olderParts = PartsOf(older, nameOf), newerParts = PartsOf(newer, nameOf);
        Dictionary<string, Part<T>> before = olderParts.ToDictionary(static p => p.Name), after = newerParts.ToDictionary(static p => p.Name);
        List<Part<T>> removed = [.. olderParts.Where(p => !after.ContainsKey(p.Name))], added = [.. newerParts.Where(p => !before.ContainsKey(p.Name))];

        // Another name for a part of the same type: at the same place among the parts, or with a name that is much the same.
        double Renamed(Part<T> one, Part<T> other) =>
            !alike(one.Value, other.Value) ? 0
            : one.Position == other.Position ? 1
            : Matching.NameSimilarity(one.Name, other.Name) is >= SameName and double name ? name / 2
            : 0;
        foreach ((Part<T> one, Part<T> other) in Matching.Pair(removed, added, static p => p.Name, Renamed))
        {
            removed.Remove(one);
            added.Remove(other);
            details.Add($"{word} `{one.Name}` is now `{other.Name}`");
            details.AddRange(describe(one.Value, other.Value).Select(detail => $"{word} `{other.Name}`: {detail}"));
        }

        details.AddRange(removed.Select(part => $"{word} `{part.Name}` was removed"));
        details.AddRange(added.Select(part => $"{word} `{part.Name}` was added at {part.Position}"));
        string[] shared = [.. olderParts.Select(static p => p.Name).Where(after.ContainsKey)];
        if (!shared.SequenceEqual(newerParts.Select(static p => p.Name).Where(before.ContainsKey)))
        {
            details.Add($"{word}s have another order: {string.Join(", ", newerParts.Select(static p => p.Name))}");
        }

        foreach (string name in shared)
        {
            details.AddRange(describe(before[name].Value, after[name].Value).Select(detail => $"{word} `{name}`: {detail}"));
        }

        return details;
    }

    /// <summary>The parts of an entry; those without a name, or with one that another has, are known by their position.</summary>
    private static List<Part<T>> PartsOf<T>(IReadOnlyList<T> values, Func<T, string> nameOf)
    {
        HashSet<string> names = [];
        return
        [
            .. values.Select((value, position) =>
            {
                string name = nameOf(value);
                string unique = name.Length > 0 && names.Add(name) ? name : $"{name}#{position}";
                return new Part<T>(unique, value, position);
            }),
        ];
    }

    private static List<string> DescribeValues(params ReadOnlySpan<(string What, string Older, string Newer)> values)
    {
        List<string> details = [];
        foreach ((string what, string older, string newer) in values)
        {
            if (older != newer)
            {
                details.Add($"{what} {older} -> {newer}");
            }
        }

        return details;
    }

    private static string Bytes(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "unknown";

    private static string YesNo(bool value) => value ? "yes" : "no";

    /// <summary>A field, member or parameter where it stands.</summary>
    private sealed record Part<T>(string Name, T Value, int Position);
}
