using TvmSharp.Bindgen.Comparison;
using TvmSharp.Bindgen.Schema;
using TvmSharp.Bindgen.Writing;

namespace TvmSharp.Bindgen.Uses;

/// <summary>What of TVM a C# project uses, and where.</summary>
/// <remarks>
/// Global functions are used by their names in texts: <c>[TvmImport("tirx.Evaluate")]</c>, <c>Function.Get("te.Placeholder")</c>.
/// Classes and enumerations are used by their C# names where the namespace of their module is imported, enclosing or written
/// before them. Files are read as text, so that the project need not compile.
/// </remarks>
internal sealed class ProjectUses
{
    private const string Namespace = "TvmSharp.";

    // Methods and attributes whose text argument is the name of a global function even without a dot in it.
    private static readonly HashSet<string> Callees = new(StringComparer.Ordinal) { "TvmImport", "TvmImportAttribute", "Get", "TryGet" };

    private readonly List<File> _files = [];
    private readonly HashSet<string> _globalUsings = new(StringComparer.Ordinal);

    private ProjectUses(string directory)
    {
        EnumerationOptions all = new() { RecurseSubdirectories = true };
        foreach (string path in Directory.EnumerateFiles(directory, "*.cs", all).Order(StringComparer.Ordinal))
        {
            string name = Path.GetRelativePath(directory, path).Replace('\\', '/');
            if (name.Split('/')[..^1].Any(static part => part is "bin" or "obj"))
            {
                continue;
            }

            File file = new(name, CSharpLexer.Read(System.IO.File.ReadAllText(path)));
            _files.Add(file);
            _globalUsings.UnionWith(file.GlobalUsings);
        }
    }

    /// <summary>Reads a project.</summary>
    /// <param name="project">A project file or the directory of one.</param>
    /// <exception cref="BindgenException">It has no C#, or cannot be read.</exception>
    public static ProjectUses Read(string project)
    {
        string directory = Directory.Exists(project) ? project
            : System.IO.File.Exists(project) ? Path.GetDirectoryName(Path.GetFullPath(project))!
            : throw new BindgenException($"'{project}' does not exist; --uses takes a C# project file or its directory");
        try
        {
            ProjectUses uses = new(directory);
            return uses._files.Count > 0 ? uses : throw new BindgenException($"'{project}' has no C# files; --uses takes a C# project file or its directory");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BindgenException($"'{project}' cannot be read: {exception.Message}");
        }
    }

    /// <summary>The changes of what the project uses, with the places. Names are those of the older schema, which the project was written for.</summary>
    public IReadOnlyList<(SchemaChange Change, IReadOnlyList<Use> Uses)> Of(IReadOnlyList<SchemaChange> changes, TvmSchema older)
    {
        ObjectModelNames names = new(older);
        Dictionary<string, string> made = older.Types.Where(static type => type.Constructor is not null)
            .GroupBy(static type => type.Constructor!).ToDictionary(static group => group.Key, static group => group.First().Key, StringComparer.Ordinal);
        return
        [
            .. changes.Where(static change => change.Kind != ChangeKind.Added)
                .Select(change => (change, (IReadOnlyList<Use>)[.. UsesOf(change).Distinct().OrderBy(static use => use.File, StringComparer.Ordinal).ThenBy(static use => use.Line)]))
                .Where(static pair => pair.Item2.Count > 0),
        ];

        IEnumerable<Use> UsesOf(SchemaChange change) => change.Subject switch
        {
            SubjectKind.Function => Named(change.Name),
            SubjectKind.Constructor => Named(change.Name).Concat(made.TryGetValue(change.Name, out string? key) ? Creations(names.ClassOf(key)) : []),
            SubjectKind.Type => Named(change.Name).Concat(Classes(names.ClassOf(change.Name))),
            SubjectKind.Enum => Classes(names.EnumOf(change.Name)),
            SubjectKind.View => [],
            _ => throw new InvalidOperationException($"{change.Subject} is no subject."),
        };
    }

    private IEnumerable<Use> Named(string function) => _files.SelectMany(file => file.Tokens
        .Where((token, i) => token.Kind == CSharpTokenKind.String && token.Text == function
            && (function.Contains('.', StringComparison.Ordinal) || (i > 1 && file.Tokens[i - 1].Is("(") && Callees.Contains(file.Tokens[i - 2].Text))))
        .Select(token => new Use(file.Name, token.Line)));

    private IEnumerable<Use> Classes(string? fullName) => Places(fullName).Select(static place => place.Use);

    // For.Create(...): what the constructor changes.
    private IEnumerable<Use> Creations(string? fullName) => Places(fullName)
        .Where(static place => place.File.Tokens is var tokens && place.Index + 2 < tokens.Count && tokens[place.Index + 1].Is(".") && tokens[place.Index + 2].Is("Create"))
        .Select(static place => place.Use);

    private IEnumerable<(File File, int Index, Use Use)> Places(string? fullName)
    {
        if (fullName is null)
        {
            yield break;
        }

        string[] parts = fullName.Split('.');
        (string module, string name) = (parts[^2], parts[^1]);
        foreach (File file in _files)
        {
            bool isImported = file.Sees(Namespace + module) || _globalUsings.Contains(Namespace + module);
            for (int i = 0; i < file.Tokens.Count; i++)
            {
                // Behind a dot it is a member of something else, or qualified by the module; before a parenthesis, a method.
                if (file.Tokens[i].Is(name) && !IsMethod(file.Tokens, i) && (i > 1 && file.Tokens[i - 1].Is(".") ? file.Tokens[i - 2].Is(module) : isImported))
                {
                    yield return (file, i, new Use(file.Name, file.Tokens[i].Line));
                }
            }
        }
    }

    private static bool IsMethod(IReadOnlyList<CSharpToken> tokens, int i)
    {
        int first = i;
        while (first > 1 && tokens[first - 1].Is("."))
        {
            first -= 2;
        }

        return i + 1 < tokens.Count && tokens[i + 1].Is("(") && !(first > 0 && (tokens[first - 1].Is("new") || tokens[first - 1].Is(":")));
    }

    private sealed class File
    {
        private readonly HashSet<string> _namespaces = new(StringComparer.Ordinal);

        public File(string name, IReadOnlyList<CSharpToken> tokens)
        {
            Name = name;
            Tokens = tokens;
            for (int i = 0; i < tokens.Count; i++)
            {
                if (!tokens[i].Is("using") && !tokens[i].Is("namespace"))
                {
                    continue;
                }

                // using [static] A.B; and namespace A.B; not using x = ..., which names what it means where that is used.
                int end = i + 1;
                while (end < tokens.Count && (tokens[end].Kind == CSharpTokenKind.Identifier || tokens[end].Is(".")))
                {
                    end++;
                }

                string imported = string.Concat(tokens.Skip(i + 1).Take(end - i - 1).Select(static token => token.Text));
                _namespaces.Add(imported);
                if (i > 0 && tokens[i - 1].Is("global"))
                {
                    GlobalUsings.Add(imported);
                }
            }
        }

        public string Name { get; }

        public IReadOnlyList<CSharpToken> Tokens { get; }

        public HashSet<string> GlobalUsings { get; } = new(StringComparer.Ordinal);

        public bool Sees(string module) => _namespaces.Any(one => one == module || one.StartsWith(module + ".", StringComparison.Ordinal));
    }
}
