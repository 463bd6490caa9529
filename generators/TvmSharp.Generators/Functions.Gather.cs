namespace TvmSharp.Generators;

/// <summary>All that an extension registers.</summary>
internal static partial class Functions
{
    /// <summary>
    /// Names the exports and passes, leaves out names that are not valid or come twice (the analyzers report
    /// them), and puts them in the order of their names.
    /// </summary>
    public static EquatableArray<FunctionModel> Gather(string prefix, IEnumerable<MethodModel> methods)
    {
        var named = methods
            .Select(m => (Name: RegisteredNameOf(prefix, m), Method: m))
            .Where(static f => RegisteredName.IsValid(f.Name))
            .OrderBy(static f => f.Name, StringComparer.Ordinal)
            .ThenBy(static f => f.Method.Type, StringComparer.Ordinal)
            .ThenBy(static f => f.Method.Method, StringComparer.Ordinal)
            .GroupBy(static f => f.Name)
            .Select(static g => g.First());

        var classes = new Dictionary<(string Type, bool IsPass), (string Name, UniqueNames Members)>();
        var classNames = new UniqueNames();
        var functions = new List<FunctionModel>();
        foreach ((string name, MethodModel method) in named)
        {
            (string Type, bool IsPass) key = (method.Type, method.Pass is not null);
            if (!classes.TryGetValue(key, out (string Name, UniqueNames Members) entryClass))
            {
                string className = classNames.Add($"{CSharpText.Flatten(method.Type)}_{(key.IsPass ? "Passes" : "Exports")}");
                entryClass = (className, new UniqueNames(className));
                classes.Add(key, entryClass);
            }

            // The class of a pass must not have the name of one of its members, such as "Run".
            string entry = entryClass.Members.Add(key.IsPass ? method.Method + "Pass" : method.Method);
            functions.Add(new FunctionModel(name, entryClass.Name, CSharpText.Identifier(entry), method));
        }

        return functions.ToEquatableArray();
    }

    /// <summary>The exports, or the passes, by the type they are in.</summary>
    public static EquatableArray<FunctionGroup> Group(string space, EquatableArray<FunctionModel> functions, bool passes)
        => functions
            .Where(f => f.Method.Pass is not null == passes)
            .GroupBy(static f => f.EntryClass)
            .OrderBy(static g => g.Key, StringComparer.Ordinal)
            .Select(g => new FunctionGroup(space, g.Key, g.ToEquatableArray()))
            .ToEquatableArray();

    /// <summary>The registration table.</summary>
    public static EquatableArray<TableEntry> Table(EquatableArray<FunctionModel> functions)
        => functions.Select(Entry).ToEquatableArray();

    /// <summary>A line of the registration table.</summary>
    public static TableEntry Entry(FunctionModel function)
        => new(function.Name, Doc(function), Metadata(function), function.EntryReference, function.EntrySymbol);

    private static string RegisteredNameOf(string prefix, MethodModel method)
        => method.Pass is null
            ? RegisteredName.OfExport(prefix, method.ExplicitName, method.Method)
            : RegisteredName.OfPass(prefix, method.ExplicitName, method.Method);
}
