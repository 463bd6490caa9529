using System.Collections.Concurrent;
using TvmSharp.Bindgen.Schema;

namespace TvmSharp.Bindgen.Sources;

/// <summary>
/// Finds the global functions that TVM's sources register, with what no running library tells: names and defaults of the
/// parameters. Calls of <c>GlobalDef().def</c>, <c>def_packed</c> and <c>def_method</c> are found in tokens, those that
/// come from macros too; what is registered is a lambda, or a function that some source or header declares.
/// </summary>
internal sealed class GlobalFunctionScanner : ICppDeclarations
{
    private static readonly string[] SourceDirectories = ["include", "src"];

    // Upstream names the class of the objects after that of the references.
    private static readonly string[] ObjectEndings = ["Node", "Obj"];

    private readonly string _root;
    private readonly KnownTypes _known;
    private readonly ICollection<SourceProblem> _problems;
    private readonly CppTypeReader _types;
    private readonly Dictionary<string, CppAlias> _aliases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<CppFunction>> _functions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _strings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CppClassDefinition> _classes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CppVariable> _variables = new(StringComparer.Ordinal);
    private readonly CppResultReader _results;
    private readonly List<CppRegistration> _registrations = [];
    private readonly HashSet<string> _followed = new(StringComparer.Ordinal);

    private GlobalFunctionScanner(string root, KnownTypes known, ICollection<SourceProblem> problems)
    {
        _root = root;
        _known = known;
        _problems = problems;
        _types = new CppTypeReader(Resolve);
        _results = new CppResultReader(this);
    }

    /// <summary>The global functions, sorted by name.</summary>
    public IReadOnlyList<FunctionSchema> Functions { get; private set; } = [];

    /// <summary>How many registrations have no name that is known; each is a problem and none is among <see cref="Functions"/>.</summary>
    public int Nameless { get; private set; }

    /// <summary>Reference classes that upstream's macros define, by C++ name.</summary>
    public HashSet<string> References { get; } = new(StringComparer.Ordinal);

    /// <summary>Names, without namespaces, of the classes that headers default a parameter to an empty one of: <c>Span span = Span()</c>.</summary>
    public HashSet<string> DefaultsToNull { get; } = new(StringComparer.Ordinal);

    /// <summary>Classes whose fields change, by C++ name.</summary>
    public HashSet<string> MutableClasses { get; } = new(StringComparer.Ordinal);

    /// <summary>Members that change while others refer to the object, each with its class.</summary>
    public HashSet<(string Class, string Member)> MutableMembers { get; } = [];

    /// <summary>Reads a source tree.</summary>
    /// <param name="root">Root of TVM's source tree.</param>
    /// <param name="known">Types that its headers declare.</param>
    /// <param name="problems">Gets what was not understood.</param>
    public static GlobalFunctionScanner Scan(string root, KnownTypes known, ICollection<SourceProblem> problems)
    {
        GlobalFunctionScanner scanner = new(root, known, problems);
        scanner.ReadSources();
        scanner.Functions = scanner.Bind();
        return scanner;
    }

    private void ReadSources()
    {
        string[] paths = [.. SourceDirectories
            .Select(directory => Path.Combine(_root, directory))
            .Where(Directory.Exists)
            .SelectMany(static directory => Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories))
            .Where(static file => Path.GetExtension(file) is ".h" or ".cc" or ".cu" or ".cuh")
            .Select(file => Path.GetRelativePath(_root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];
        CppSource[] sources = [.. paths.AsParallel().AsOrdered().Select(path => CppSource.Read(_root, path))];
        CppMacroExpander expander = new(RegisteringMacros(sources));
        ConcurrentBag<SourceProblem> problems = [];
        CppDeclarationReader[] readers = [.. sources.AsParallel().AsOrdered().Select(Read)];
        foreach (SourceProblem problem in problems.OrderBy(static problem => problem.File, StringComparer.Ordinal).ThenBy(static problem => problem.Line))
        {
            _problems.Add(problem);
        }

        foreach (CppDeclarationReader reader in readers)
        {
            _registrations.AddRange(reader.Registrations);
            Nameless += reader.UnknownRegistrations;
            References.UnionWith(reader.References);
            MutableClasses.UnionWith(reader.MutableClasses);
            MutableMembers.UnionWith(reader.MutableMembers);

            foreach (CppAlias alias in reader.Aliases)
            {
                _aliases.TryAdd(alias.Scope.Path.EndsWith(".h", StringComparison.Ordinal) ? alias.Name : Local(alias.Scope, alias.Name), alias);
            }

            foreach (CppClassDefinition definition in reader.Classes)
            {
                _classes.TryAdd(definition.Name, definition);
            }

            foreach (CppVariable variable in reader.Variables)
            {
                _variables.TryAdd(variable.Name, variable);
            }

            foreach (CppFunction function in reader.Functions)
            {
                if (!_functions.TryGetValue(function.Name, out List<CppFunction>? overloads))
                {
                    _functions[function.Name] = overloads = [];
                }

                overloads.Add(function);
            }
        }

        foreach (CppSource source in sources)
        {
            ReadInitializers(source);
        }

        CppDeclarationReader Read(CppSource source)
        {
            List<SourceProblem> found = [];
            CppDeclarationReader reader = new(expander.Expand(source.Tokens), found);
            reader.Read(source.Path);
            found.ForEach(problems.Add);
            return reader;
        }
    }

    // constexpr const char* tvm_set_device = "..."; and Span span = Span()
    private void ReadInitializers(CppSource source)
    {
        IReadOnlyList<CppToken> tokens = source.Tokens;
        bool isHeader = source.Path.StartsWith("include/", StringComparison.Ordinal);
        for (int i = 1; i + 3 < tokens.Count; i++)
        {
            if (!tokens[i + 1].Is("=") || tokens[i].Kind != CppTokenKind.Identifier)
            {
                continue;
            }

            if (tokens[i + 2].Kind == CppTokenKind.String && tokens[i + 3].Is(";"))
            {
                _strings.TryAdd(tokens[i].Text, tokens[i + 2].Text);
            }
            else if (isHeader && i + 4 < tokens.Count && tokens[i + 2] is { Kind: CppTokenKind.Identifier, Text: var type }
                && tokens[i - 1].Is(type) && tokens[i + 3].Is("(") && tokens[i + 4].Is(")"))
            {
                DefaultsToNull.Add(type);
            }
        }
    }

    // Macros that register, those that use them, those that define functions named by a parameter, and those that stand
    // for strings or make strings of their arguments.
    private static Dictionary<string, CppMacro> RegisteringMacros(IEnumerable<CppSource> sources)
    {
        CppMacro[] all = [.. sources.SelectMany(static source => source.Macros)];
        Dictionary<string, CppMacro> result = new(StringComparer.Ordinal);
        HashSet<string> registering = new(StringComparer.Ordinal);
        foreach (CppMacro macro in all)
        {
            bool registers = macro.Body.Any(static token => token.Is("GlobalDef"))
                || macro.Body.Take(2).Any(static token => token.Text is "def" or "def_packed" or "def_method")
                || DefinesFunction(macro);
            if (registers)
            {
                registering.Add(macro.Name);
            }

            bool makesString = macro.Body is [{ Kind: CppTokenKind.String }] or [{ Kind: CppTokenKind.Punctuation, Text: "#" }, _];
            if (registers || makesString)
            {
                result.TryAdd(macro.Name, macro);
            }
        }

        while (all.Where(macro => !registering.Contains(macro.Name) && macro.Body.Any(token => registering.Contains(token.Text))).ToArray() is { Length: > 0 } more)
        {
            foreach (CppMacro macro in more)
            {
                registering.Add(macro.Name);
                result.TryAdd(macro.Name, macro);
            }
        }

        return result;
    }

    // R Parameter(...) {
    private static bool DefinesFunction(CppMacro macro)
    {
        for (int i = 1; i + 1 < macro.Body.Count; i++)
        {
            if (macro.Body[i + 1].Is("(") && macro.Body[i - 1].Kind == CppTokenKind.Identifier && !macro.Body[i - 1].Is("return")
                && macro.Parameters is { } parameters && parameters.Contains(macro.Body[i].Text)
                && CppTokens.Close(macro.Body, i + 1) is int close && close + 1 < macro.Body.Count && macro.Body[close + 1].Is("{"))
            {
                return true;
            }
        }

        return false;
    }

    private IReadOnlyList<FunctionSchema> Bind()
    {
        SortedDictionary<string, (FunctionSchema Function, CppRegistration Registration)> result = new(StringComparer.Ordinal);
        foreach (CppRegistration registration in _registrations)
        {
            if (ReadName(registration.Arguments[0]) is not { } name)
            {
                Nameless++;
                Report(registration, $"The name `{CppTypeReader.Spell(registration.Arguments[0])}` of a global function is not a constant: it is not bound.");
                continue;
            }

            // The branches of a conditional register the same name; so do builds for different devices, in different files.
            FunctionSchema function = Bind(registration, name);
            if (!result.TryAdd(name, (function, registration))
                && result[name].Function is { Parameters.Count: 0 } first && first.Source == registration.Scope.Path)
            {
                result[name] = (function, registration);
            }
        }

        foreach ((FunctionSchema function, CppRegistration registration) in result.Values)
        {
            if (function is { IsPacked: false, Returns: null } && registration.Arguments[1] is [var first, ..] target && first.Is("["))
            {
                IReadOnlyList<CppToken>? returned = CppResultReader.Returned([.. target.SkipWhile(static token => !token.Is("{"))]).FirstOrDefault();
                Report(registration, $"C++ deduces what `{function.Name}` returns from `{CppTypeReader.Spell(returned ?? [])}`, which is not understood: its result is not known.");
            }
        }

        return [.. result.Values.Select(static pair => pair.Function)];
    }

    private FunctionSchema Bind(CppRegistration registration, string name)
    {
        IReadOnlyList<CppToken> target = registration.Arguments[1];
        FunctionSchema function = new(name, null, null, registration.Scope.Path, registration.Method == "def_packed", null, []);
        if (function.IsPacked)
        {
            return function;
        }

        if (target.Count > 0 && target[0].Is("["))
        {
            return BindLambda(registration, function, target);
        }

        string? spelled = FunctionName(target);
        List<CppFunction> found = spelled is null ? []
            : [.. registration.Scope.Candidates(spelled).Select(candidate => _functions.GetValueOrDefault(candidate)).FirstOrDefault(static list => list is not null) ?? []];
        if (found.Count == 0)
        {
            Report(registration, $"`{name}` registers `{CppTypeReader.Spell(target)}`, of which no declaration was found: its parameters are not known.");
            return function;
        }

        // A header has the defaults; of overloads, the one in the file of the registration is meant or the cast tells.
        int? count = CastParameterCount(target);
        CppFunction chosen = found.FirstOrDefault(candidate => count is null ? candidate.Scope.Path == registration.Scope.Path : candidate.Parameters.Count == count) ?? found[0];
        CppFunction? declaration = found.FirstOrDefault(candidate =>
            candidate.Scope.Path.StartsWith("include/", StringComparison.Ordinal) && candidate.Parameters.Count == chosen.Parameters.Count);
        List<ParameterSchema> parameters = ReadParameters(registration, name, declaration ?? chosen);
        if (registration.Method == "def_method" && chosen.Name.LastIndexOf("::", StringComparison.Ordinal) is > 0 and int end)
        {
            parameters.Insert(0, new ParameterSchema("self", new TypeExpression(_known.ReferenceOf(chosen.Name[..end])), null));
        }

        return function with
        {
            CppName = chosen.Name,
            Header = declaration?.Scope.Path["include/".Length..],
            Returns = _types.Read((declaration ?? chosen).Returns, (declaration ?? chosen).Scope),
            Parameters = parameters,
        };
    }

    private List<ParameterSchema> ReadParameters(CppRegistration registration, string name, CppFunction function) =>
        ReadParameters(registration, name, function.Parameters, function.Scope);

    private List<ParameterSchema> ReadParameters(
        CppRegistration registration, string name, IReadOnlyList<IReadOnlyList<CppToken>> tokens, CppScope scope)
    {
        List<ParameterSchema> result = [];
        foreach (IReadOnlyList<CppToken> parameter in tokens)
        {
            if (_types.ReadParameter(parameter, scope) is { } read)
            {
                if (tokens.Count == 1 && read.Type.Name == "void")
                {
                    break;
                }

                result.Add(read.Name.Length > 0 ? read : read with { Name = $"arg{result.Count}" });
            }
            else
            {
                Report(registration, $"Parameter `{CppTypeReader.Spell(parameter)}` of `{name}` is not understood.");
                result.Add(new ParameterSchema($"arg{result.Count}", new TypeExpression("Any"), null));
            }
        }

        return result;
    }

    private FunctionSchema BindLambda(CppRegistration registration, FunctionSchema function, IReadOnlyList<CppToken> lambda)
    {
        int position = CppTokens.Close(lambda, 0) + 1;
        IReadOnlyList<IReadOnlyList<CppToken>> parameters = [];
        if (position < lambda.Count && lambda[position].Is("("))
        {
            int close = CppTokens.Close(lambda, position);
            parameters = [.. CppTokens.Split(lambda, position + 1, close, anglesNest: true)];
            position = close + 1;
        }

        int body = position;
        while (body < lambda.Count && !lambda[body].Is("{"))
        {
            body++;
        }

        int arrow = position;
        while (arrow < body && !lambda[arrow].Is("->"))
        {
            arrow++;
        }

        List<ParameterSchema> read = ReadParameters(registration, function.Name, parameters, registration.Scope);
        CppToken[] statements = [.. lambda.Skip(body)];
        return function with
        {
            Returns = arrow < body ? _types.Read([.. lambda.Skip(arrow + 1).Take(body - arrow - 1)], registration.Scope)
                : CppResultReader.Returned(statements).TrueForAll(static returned => returned.Count == 0) ? new TypeExpression("void")
                : _results.Read(statements, read, registration.Scope),
            Parameters = read,
        };
    }

    /// <inheritdoc/>
    public TypeExpression? TypeOf(IReadOnlyList<CppToken> tokens, CppScope scope) => _types.Read(tokens, scope);

    /// <inheritdoc/>
    public TypeExpression? KnownTypeOf(IReadOnlyList<CppToken> tokens, CppScope scope)
    {
        if (_types.Read(tokens, scope) is not { } type)
        {
            return null;
        }

        // A class of a source crosses as the nearest class that a header declares.
        string? name = Bases(type.Name, scope).FirstOrDefault(name => _known.Contains(name) || CppTypeReader.IsValue(name));
        return name is null ? null : name == type.Name ? type : new TypeExpression(name);
    }

    /// <inheritdoc/>
    public TypeExpression? ResultOf(string function, int arguments, CppScope scope) =>
        scope.Candidates(function).Select(name => _functions.GetValueOrDefault(name)).FirstOrDefault(static found => found is not null) is { } overloads
        && (overloads.Find(one => one.Parameters.Count == arguments) ?? overloads[0]) is var chosen
            ? _types.Read(chosen.Returns, chosen.Scope)
            : null;

    /// <inheritdoc/>
    public TypeExpression? ResultOfMethod(TypeExpression type, string method, CppScope scope) =>
        Find(Lineage(type.Name, scope).Select(name => $"{name}::{method}")) is { } found ? _types.Read(found.Returns, found.Scope) : null;

    /// <inheritdoc/>
    public TypeExpression? TypeOfField(TypeExpression type, string field, CppScope scope) =>
        Lineage(type.Name, scope).Select(name => _variables.GetValueOrDefault($"{name}::{field}")).FirstOrDefault(static found => found is not null)
            is { } variable ? _types.Read(variable.Type, variable.Scope) : null;

    /// <inheritdoc/>
    public TypeExpression? TypeOfVariable(string name, CppScope scope) =>
        scope.Candidates(name).Select(candidate => _variables.GetValueOrDefault(candidate)).FirstOrDefault(static found => found is not null)
            is { } variable ? _types.Read(variable.Type, variable.Scope) : null;

    // Where the members of a class are: in it, in the class of its objects, and in those that either derives from.
    private HashSet<string> Lineage(string type, CppScope scope)
    {
        HashSet<string> result = new(StringComparer.Ordinal);
        foreach (string name in Bases(type.TrimEnd('*'), scope))
        {
            result.Add(name);
            result.UnionWith(_known.SelfAndAncestors(name).SelectMany(static ancestor => (string?[])[ancestor.RefName, ancestor.CppName]).OfType<string>());
            if (!_known.Contains(name))
            {
                result.UnionWith(ObjectEndings.Where(ending => _classes.ContainsKey(name + ending)).SelectMany(ending => Bases(name + ending, scope)));
            }
        }

        return result;
    }

    // A class in full and its first bases, as far as sources define them.
    private IEnumerable<string> Bases(string spelled, CppScope scope)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        while (seen.Add(spelled))
        {
            // A known type comes in full.
            string name = _known.Contains(spelled) ? spelled
                : scope.Candidates(spelled).FirstOrDefault(candidate => _known.Contains(candidate) || _classes.ContainsKey(candidate), spelled);
            yield return name;
            if (!_classes.TryGetValue(name, out CppClassDefinition? definition) || definition.Base.Count == 0)
            {
                yield break;
            }

            if (_types.Read(definition.Base, definition.Scope) is not { } type)
            {
                yield break;
            }

            spelled = type.Name;
            scope = definition.Scope;
        }
    }

    private CppFunction? Find(IEnumerable<string> names) => names
        .Select(name => _functions.GetValueOrDefault(name)).FirstOrDefault(static found => found is not null)?[0];

    private string? ReadName(IReadOnlyList<CppToken> tokens)
    {
        if (tokens.Count > 0 && tokens.All(static token => token.Kind == CppTokenKind.String))
        {
            return string.Concat(tokens.Select(static token => token.Text));
        }

        return tokens.Count > 0 && tokens.All(static token => token.Kind == CppTokenKind.Identifier || token.Is("::"))
            ? _strings.GetValueOrDefault(tokens[^1].Text)
            : null;
    }

    // &Class::Method, Class::Method, Function, Function<T>, static_cast<R (*)(A)>(Function).
    private static string? FunctionName(IReadOnlyList<CppToken> target)
    {
        if (target.Count > 0 && target[0].Is("static_cast"))
        {
            int angle = CppTokens.CloseAngle(target, 1, target.Count);
            return angle > 0 ? FunctionName([.. target.Skip(angle + 2).Take(target.Count - angle - 3)]) : null;
        }

        string name = "";
        for (int i = 0; i < target.Count; i++)
        {
            if (target[i].Is("<"))
            {
                i = CppTokens.CloseAngle(target, i, target.Count);
                if (i < 0)
                {
                    return null;
                }
            }
            else if (target[i].Kind == CppTokenKind.Identifier || target[i].Is("::"))
            {
                name += target[i].Text;
            }
            else if (target[i].Kind == CppTokenKind.Punctuation && name.EndsWith("operator", StringComparison.Ordinal))
            {
                return CppDeclarationReader.WithoutTvm(name) + string.Concat(target.Skip(i).Select(static token => token.Text));
            }
            else if (!(i == 0 && target[i].Is("&")))
            {
                return null;
            }
        }

        return name.Length == 0 ? null : CppDeclarationReader.WithoutTvm(name);
    }

    private static int? CastParameterCount(IReadOnlyList<CppToken> target)
    {
        if (target.Count == 0 || !target[0].Is("static_cast"))
        {
            return null;
        }

        int angle = CppTokens.CloseAngle(target, 1, target.Count);
        int open = angle;
        while (open > 0 && !target[open].Is("("))
        {
            open--;
        }

        return angle > 0 && open > 0 ? CppTokens.Split(target, open + 1, angle - 1, anglesNest: true).Count() : null;
    }

    // What a source that is no header calls something is known in that source only.
    private static string Local(CppScope scope, string name) => $"{scope.Path} {name}";

    private TypeExpression Resolve(string name, CppScope scope)
    {
        foreach (string candidate in scope.Candidates(name))
        {
            if (_known.Contains(candidate))
            {
                return new TypeExpression(_known.ReferenceOf(candidate));
            }

            // An alias that stands for itself, over whatever other names, is none.
            if ((_aliases.TryGetValue(Local(scope, candidate), out CppAlias? alias) || _aliases.TryGetValue(candidate, out alias)) && _followed.Add(candidate))
            {
                TypeExpression? target = _types.Read(alias.Type, alias.Scope);
                _followed.Remove(candidate);
                if (target is not null)
                {
                    return target;
                }
            }
        }

        return new TypeExpression(name);
    }

    private void Report(CppRegistration registration, string message) =>
        _problems.Add(new SourceProblem(registration.Scope.Path, registration.Line, message));
}
