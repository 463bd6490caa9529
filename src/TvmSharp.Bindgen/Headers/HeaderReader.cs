using ClangSharp.Interop;
using TvmSharp.Bindgen.Clang;
using TvmSharp.Bindgen.Schema;
using TvmSharp.Bindgen.Sources;

namespace TvmSharp.Bindgen.Headers;

/// <summary>Reads TVM's headers: object classes with their fields, references, enumerations and functions.</summary>
internal sealed class HeaderReader
{
    private const string ObjectRef = "tvm::ffi::ObjectRef";
    private const string KindPrefix = "kTVMFFISEqHashKind";
    private const string DeclareMacro = "TVM_FFI_DECLARE_OBJECT_INFO";

    // Operators for C++ only, and what was left of a header when reflection went to tvm-ffi: no object class is in them, and
    // no source includes those that compile no longer, two of TVM 0.26 and the one of 0.22.
    private static readonly string[] LeftOut = ["include/tvm/topi/", "include/tvm/node/reflection.h"];

    // What a file has that is read token by token.
    private static readonly string[] Words = [DeclareMacro, "ObjectDef", "RegisterReflection"];

    private readonly TvmSourceTree _tree;
    private readonly List<SourceProblem> _problems;
    private readonly string _include;
    private readonly List<CppSource> _sources;
    private readonly Dictionary<IntPtr, string?> _headers = [];
    private readonly Dictionary<string, ObjectClass> _classes = new(StringComparer.Ordinal);
    private readonly List<ObjectClass> _templates = [];
    private readonly List<CppClass> _references = [];
    private readonly Dictionary<string, EnumSchema> _enums = new(StringComparer.Ordinal);
    private readonly List<FunctionSchema> _functions = [];
    private readonly Dictionary<string, string?> _keys = new(StringComparer.Ordinal);

    private HeaderReader(TvmSourceTree tree, List<SourceProblem> problems)
    {
        _tree = tree;
        _problems = problems;
        _include = Path.Combine(tree.TvmDirectory, "include") + Path.DirectorySeparatorChar;
        _sources =
        [
            .. Files(tree, "include", ".h").Concat(Files(tree, "src", ".cc"))
                .AsParallel().AsOrdered()
                .Select(path => (Path: path, Text: File.ReadAllText(Path.Combine(tree.TvmDirectory, path))))
                .Where(static file => Words.Any(word => file.Text.Contains(word, StringComparison.Ordinal)))
                .Select(static file => new CppLexer(file.Text).Read(file.Path)),
        ];
    }

    /// <summary>Object classes in the text of the headers, and how many of them the schema holds.</summary>
    public ExtractionCount Classes { get; private set; } = new(0, 0);

    /// <summary>Fields registered in the text of headers and sources for the classes of headers, and how many the schema holds.</summary>
    public ExtractionCount Fields { get; private set; } = new(0, 0);

    /// <summary>What the headers hold. The functions are the declared ones, by C++ name.</summary>
    public TvmSchema Schema { get; private set; } = new("", [], [], [], []);

    /// <summary>Reads the headers of a source tree.</summary>
    /// <param name="tree">The source tree.</param>
    /// <param name="problems">Gets what was not understood.</param>
    /// <exception cref="BindgenException">They do not compile, or there is no libclang.</exception>
    public static HeaderReader Read(TvmSourceTree tree, List<SourceProblem> problems)
    {
        HeaderReader reader = new(tree, problems);
        string text = string.Concat(Files(tree, "include", ".h")
            .Where(static header => !LeftOut.Any(left => header.StartsWith(left, StringComparison.Ordinal)))
            .Select(static header => $"#include <{header["include/".Length..]}>\n"));
        using ClangUnit unit = ClangUnit.Parse(
            "tvm.cc", text, tree.IncludeDirectories, CXTranslationUnit_Flags.CXTranslationUnit_SkipFunctionBodies);
        foreach (CXCursor declaration in unit.Root.Children())
        {
            reader.ReadDeclaration(unit.TranslationUnit, declaration);
        }

        reader.Finish();
        return reader;
    }

    private static IEnumerable<string> Files(TvmSourceTree tree, string directory, string extension) =>
        !Directory.Exists(Path.Combine(tree.TvmDirectory, directory)) ? []
        : Directory.EnumerateFiles(Path.Combine(tree.TvmDirectory, directory), "*" + extension, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(tree.TvmDirectory, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    // The header of TVM in which a declaration stands; null for those of tvm-ffi, of C++ and so on.
    private string? HeaderOf(CXSourceLocation location)
    {
        location.GetExpansionLocation(out CXFile file, out _, out _, out _);
        if (!_headers.TryGetValue(file.Handle, out string? header))
        {
            string path = file.Handle == IntPtr.Zero ? "" : Path.GetFullPath(file.Name.Take());
            header = path.StartsWith(_include, StringComparison.Ordinal) ? path[_include.Length..].Replace('\\', '/') : null;
            _headers[file.Handle] = header;
        }

        return header;
    }

    private void ReadDeclaration(CXTranslationUnit unit, CXCursor declaration)
    {
        if (HeaderOf(declaration.Location) is not { } header)
        {
            return;
        }

        switch (declaration.Kind)
        {
            case CXCursorKind.CXCursor_Namespace or CXCursorKind.CXCursor_LinkageSpec or CXCursorKind.CXCursor_UnexposedDecl:
                foreach (CXCursor child in declaration.Children())
                {
                    ReadDeclaration(unit, child);
                }

                break;
            case CXCursorKind.CXCursor_ClassDecl or CXCursorKind.CXCursor_StructDecl
                or CXCursorKind.CXCursor_ClassTemplate or CXCursorKind.CXCursor_ClassTemplatePartialSpecialization
                when declaration.IsDefinition:
                ReadClass(unit, declaration, header);
                break;
            case CXCursorKind.CXCursor_EnumDecl when declaration.IsDefinition && !declaration.IsAnonymous && declaration.Name().Length > 0:
                ReadEnum(declaration, header);
                break;
            case CXCursorKind.CXCursor_FunctionDecl:
                ReadFunction(unit, declaration, header);
                break;
            default:
                break;
        }
    }

    private void ReadClass(CXTranslationUnit unit, CXCursor cursor, string header)
    {
        CppClass cppClass = new(cursor, cursor.Type.CanonicalType);
        foreach (CXCursor member in cppClass.Members)
        {
            if (member.Kind is CXCursorKind.CXCursor_ClassDecl or CXCursorKind.CXCursor_StructDecl or CXCursorKind.CXCursor_EnumDecl)
            {
                ReadDeclaration(unit, member);
            }
        }

        bool isTemplate = IsTemplate(cppClass);
        CXCursor info = cppClass.Member("_type_depth", CXCursorKind.CXCursor_VarDecl);
        CXCursor key = cppClass.Member("_type_key", CXCursorKind.CXCursor_VarDecl);
        if (info.IsNull && key.IsNull)
        {
            if (cppClass.SelfAndBases().Skip(1).Any(static ancestor => ancestor.QualifiedName == ObjectRef))
            {
                _references.Add(cppClass);
            }

            return;
        }

        ObjectClass objectClass = new(cppClass, header, Line(cursor.Extent.Start), Line(cursor.Extent.End), Line((info.IsNull ? key : info).Location));
        if (isTemplate)
        {
            _templates.Add(objectClass);
        }
        else
        {
            _classes[cppClass.QualifiedName] = objectClass;
        }
    }

    private static int Line(CXSourceLocation location) => location.FileAndLine().Line;

    private void ReadEnum(CXCursor cursor, string header)
    {
        string name = CppTypes.Name(cursor);
        _enums[name] = new EnumSchema(
            name,
            header,
            CppTypes.BuiltIn(cursor.EnumDecl_IntegerType.CanonicalType) ?? "int32",
            [
                .. cursor.Children().Where(static member => member.Kind == CXCursorKind.CXCursor_EnumConstantDecl)
                    .Select(static member => new EnumMember(member.Name(), member.EnumConstantDeclValue)),
            ]);
    }

    private void ReadFunction(CXTranslationUnit unit, CXCursor cursor, string header)
    {
        string name = CppTypes.Name(cursor);
        if (name.Contains("operator", StringComparison.Ordinal))
        {
            return;
        }

        List<ParameterSchema> parameters = [];
        foreach (CXCursor parameter in cursor.Parameters())
        {
            string spelled = parameter.Name();
            parameters.Add(new ParameterSchema(
                spelled.Length > 0 ? spelled : $"arg{parameters.Count}", ReadParameterType(parameter.Type), ReadDefault(unit, parameter)));
        }

        _functions.Add(new FunctionSchema(name, name, header, null, false, ReadParameterType(cursor.ResultType), parameters));
    }

    // C++ only types stay as C++ spells them: such a function is for C++ only.
    private static TypeExpression ReadParameterType(CXType type)
    {
        TypeExpression read = CppTypes.Read(type) ?? new TypeExpression(type.Text());
        return Cross(read);

        static TypeExpression Cross(TypeExpression type) => type switch
        {
            { Name: "std::string" } => new TypeExpression("String"),
            { Name: "std::optional" } => new TypeExpression("Optional", [.. type.Arguments.Select(Cross)]),
            { Name: "std::tuple" } => new TypeExpression("Tuple", [.. type.Arguments.Select(Cross)]),
            { Name: "AnyView" } => new TypeExpression("Any"),
            _ => type with { Arguments = [.. type.Arguments.Select(Cross)] },
        };
    }

    private static string? ReadDefault(CXTranslationUnit unit, CXCursor parameter)
    {
        // A default is an expression among the children, which are the names of its type otherwise.
        if (!parameter.Children().Exists(static child => (int)child.Kind >= (int)CXCursorKind.CXCursor_UnexposedExpr))
        {
            return null;
        }

        Span<CXToken> tokens = unit.Tokenize(parameter.Extent);
        try
        {
            int depth = 0;
            string text = "";
            bool inDefault = false;
            foreach (CXToken token in tokens)
            {
                string spelled = token.GetSpelling(unit).Take();
                depth += spelled is "(" or "<" or "{" ? 1 : spelled is ")" or ">" or "}" ? -1 : 0;
                if (depth < 0 || (inDefault && depth == 0 && spelled == ","))
                {
                    // A macro declares the function: the tokens go on to where it is used.
                    break;
                }

                if (inDefault)
                {
                    text += text.Length > 0 && (text[^1] == ',' || (char.IsAsciiLetterOrDigit(text[^1]) && char.IsAsciiLetterOrDigit(spelled[0])))
                        ? " " + spelled
                        : spelled;
                }

                inDefault |= depth == 0 && spelled == "=";
            }

            return text.Length > 0 ? text : null;
        }
        finally
        {
            unit.DisposeTokens(tokens);
        }
    }

    private void Finish()
    {
        Dictionary<string, List<ObjectDef>> registered = ReadRegistrations();
        Dictionary<string, string> referenceNames = ReferenceNames();
        List<TypeSchema> types = [];
        int fields = 0;
        foreach (ObjectClass objectClass in _classes.Values)
        {
            if (KeyOf(objectClass.Class) is not { } key)
            {
                Report(objectClass, $"Class {objectClass.Class.QualifiedName} has no type key that is a constant: it is not bound.");
                continue;
            }

            (bool isReflected, List<FieldSchema> own) = ReadFields(objectClass, registered);
            fields += own.Count;
            types.Add(new TypeSchema(
                key,
                CppTypes.Name(objectClass.Class.Cursor),
                referenceNames.GetValueOrDefault(objectClass.Class.QualifiedName),
                objectClass.Header,
                ParentOf(objectClass),
                IsFinal(objectClass.Class),
                isReflected,
                StructuralKind(objectClass.Class),
                objectClass.Class.Type.SizeOf is > 0 and long size ? (int)size : null,
                own,
                null));
        }

        foreach (IGrouping<string, TypeSchema> same in types.GroupBy(static type => type.Key, StringComparer.Ordinal).Where(static g => g.Count() > 1))
        {
            _problems.Add(new SourceProblem("include/" + same.First().Header, 1, $"Type key '{same.Key}' is that of {string.Join(" and ", same.Select(static type => type.CppName))}."));
        }

        Fields = Fields with { Bound = fields };
        Classes = CountClasses(types.Count);
        Schema = new TvmSchema(
            _tree.Version,
            [.. types.DistinctBy(static type => type.Key).OrderBy(static type => type.Key, StringComparer.Ordinal)],
            [.. _enums.Values.OrderBy(static e => e.CppName, StringComparer.Ordinal)],
            [.. Views(referenceNames).OrderBy(static view => view.CppName, StringComparer.Ordinal)],
            [.. _functions.DistinctBy(static f => (f.CppName, string.Join(',', f.Parameters.Select(static p => p.Type))))
                .OrderBy(static f => f.Name, StringComparer.Ordinal)]);
    }

    // The type key of a class, or of the nearest ancestor that has one; those of templates are in the classes made from them.
    private string? KeyOf(CppClass cppClass)
    {
        if (!_keys.TryGetValue(cppClass.QualifiedName, out string? key))
        {
            CXCursor declaration = cppClass.Member("_type_key", CXCursorKind.CXCursor_VarDecl);
            _keys[cppClass.QualifiedName] = key = declaration.IsNull ? null : StringValue(declaration);
        }

        return key;
    }

    // A string, or another constant that is one.
    private static string? StringValue(CXCursor constant)
    {
        using (CXEvalResult value = constant.Evaluate)
        {
            if (value.Kind == CXEvalResultKind.CXEval_StrLiteral)
            {
                return value.AsStr;
            }
        }

        return Find(constant, static cursor => cursor.Kind == CXCursorKind.CXCursor_DeclRefExpr) is { } other ? StringValue(other.Referenced()) : null;
    }

    private static CXCursor? Find(CXCursor cursor, Func<CXCursor, bool> predicate)
    {
        foreach (CXCursor child in cursor.Children())
        {
            if (predicate(child))
            {
                return child;
            }

            if (Find(child, predicate) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    // The macro names the parent: _type_depth is one more than the parent's.
    private string ParentOf(ObjectClass objectClass)
    {
        foreach (CppClass cppClass in objectClass.Class.SelfAndBases())
        {
            CXCursor depth = cppClass.Member("_type_depth", CXCursorKind.CXCursor_VarDecl);
            if (!depth.IsNull && Find(depth, static cursor => cursor.Kind == CXCursorKind.CXCursor_DeclRefExpr) is { } parentDepth
                && CppClass.Of(parentDepth.Referenced().SemanticParent.Type) is { } parent && KeyOf(parent) is { } key)
            {
                return key;
            }
        }

        Report(objectClass, $"The parent of {objectClass.Class.QualifiedName} is not known: ffi.Object is taken for it.");
        return "ffi.Object";
    }

    private static bool IsFinal(CppClass cppClass)
    {
        // The nearest declaration counts: a template's for the classes made from it.
        CXCursor declaration = cppClass.SelfAndBases().Select(static c => c.Member("_type_final", CXCursorKind.CXCursor_VarDecl))
            .FirstOrDefault(static member => !member.IsNull, CXCursor.Null);
        if (declaration.IsNull)
        {
            return false;
        }

        using CXEvalResult value = declaration.Evaluate;
        return value.AsLongLong != 0;
    }

    private static string? StructuralKind(CppClass cppClass)
    {
        CXCursor declaration = cppClass.Member("_type_s_eq_hash_kind", CXCursorKind.CXCursor_VarDecl);
        string? name = declaration.IsNull ? null
            : Find(declaration, static cursor => cursor.Kind == CXCursorKind.CXCursor_DeclRefExpr)?.Name();
        return name is null || name == KindPrefix + "Unsupported" || !name.StartsWith(KindPrefix, StringComparison.Ordinal)
            ? null
            : name[KindPrefix.Length..];
    }

    // Registrations by the qualified name of the class that they are for.
    private Dictionary<string, List<ObjectDef>> ReadRegistrations()
    {
        Dictionary<string, List<ObjectDef>> result = new(StringComparer.Ordinal);
        ILookup<string, ObjectClass> bySimpleName = _classes.Values.ToLookup(static c => c.Class.Cursor.Name(), StringComparer.Ordinal);
        HashSet<string>? called = CallsOfRegistration();
        int seen = 0;
        foreach (CppSource source in _sources)
        {
            bool isHeader = source.Path.StartsWith("include/", StringComparison.Ordinal);
            List<SourceProblem> problems = [];
            ObjectDefReader reader = new(source, problems);
            foreach (ObjectDef definition in reader.Read())
            {
                ObjectClass[] targets = Targets(definition, isHeader, bySimpleName);
                if (targets.Length == 0 && isHeader)
                {
                    Report(definition, $"ObjectDef<{definition.Class}> is for no class that was found: its fields are not bound.");
                }

                foreach (ObjectClass target in targets)
                {
                    string name = target.Class.QualifiedName;
                    if (isHeader && called?.Contains(target.Class.Cursor.Name()) == false)
                    {
                        _problems.AddRange(definition.Fields.Select(field => new SourceProblem(
                            definition.File, field.Line, $"No source calls RegisterReflection of {name}: no running TVM knows field '{field.Name}', and it is not bound.")));
                    }
                    else if (!result.TryAdd(name, [definition]))
                    {
                        result[name].Add(definition);
                    }
                }

                // A template's fields are fields of each class that is made from it; a source's count where the class is a header's.
                seen += (targets.Length - (isHeader ? 1 : 0)) * definition.Fields.Count;
            }

            if (isHeader)
            {
                _problems.AddRange(problems);
                seen += reader.FieldsSeen;
            }
        }

        Fields = new ExtractionCount(seen, 0);
        return result;
    }

    // Classes whose registration some source calls: X of X::RegisterReflection(). Null where there are no sources to tell.
    private HashSet<string>? CallsOfRegistration()
    {
        HashSet<string> result = new(StringComparer.Ordinal);
        foreach (CppSource source in _sources)
        {
            for (int i = 2; i + 2 < source.Tokens.Count; i++)
            {
                if (source.Tokens[i].Is("RegisterReflection") && source.Tokens[i - 1].Is("::") && source.Tokens[i + 2].Is(")"))
                {
                    result.Add(source.Tokens[i - 2].Text);
                }
            }
        }

        return _sources.Exists(static source => source.Path.StartsWith("src/", StringComparison.Ordinal)) ? result : null;
    }

    private ObjectClass[] Targets(ObjectDef definition, bool isHeader, ILookup<string, ObjectClass> bySimpleName)
    {
        if (isHeader)
        {
            string header = definition.File["include/".Length..];
            ObjectClass? template = _templates.Find(t => t.Contains(header, definition.Line));
            if (template is not null)
            {
                return [.. _classes.Values.Where(c => c.Class.SelfAndBases().Skip(1).Any(b => b.QualifiedName == template.Class.QualifiedName))];
            }
        }

        string name = definition.Class;
        string simple = name[(name.LastIndexOf(':') + 1)..];
        ObjectClass[] candidates =
        [
            .. bySimpleName[simple].Where(c => c.Class.QualifiedName == name || c.Class.QualifiedName.EndsWith("::" + name, StringComparison.Ordinal)),
        ];
        if (candidates.Length > 1 && isHeader)
        {
            string header = definition.File["include/".Length..];
            candidates = [.. candidates.Where(c => c.Contains(header, definition.Line))];
        }

        if (candidates.Length > 1)
        {
            Report(definition, $"ObjectDef<{name}> may be for {string.Join(" or ", candidates.Select(static c => c.Class.QualifiedName))}: it is not bound.");
            return [];
        }

        return candidates;
    }

    private (bool IsReflected, List<FieldSchema> Fields) ReadFields(
        ObjectClass objectClass, Dictionary<string, List<ObjectDef>> registered)
    {
        List<FieldSchema> fields = [];
        if (!registered.TryGetValue(objectClass.Class.QualifiedName, out List<ObjectDef>? definitions))
        {
            return (false, fields);
        }

        foreach (ObjectDef definition in definitions)
        {
            foreach (ObjectDefField field in definition.Fields)
            {
                CXCursor member = objectClass.Class.FindField(field.Member, out int? offset);
                if (member.IsNull)
                {
                    _problems.Add(new SourceProblem(definition.File, field.Line, $"{objectClass.Class.QualifiedName} has no member '{field.Member}': field '{field.Name}' is not bound."));
                }
                else if (CppTypes.Read(member.Type) is not { } type)
                {
                    _problems.Add(new SourceProblem(definition.File, field.Line, $"Type '{member.Type.Text()}' of '{field.Name}' is not understood: it is not bound."));
                }
                else
                {
                    if (offset is null)
                    {
                        _problems.Add(new SourceProblem(definition.File, field.Line, $"The offset of '{field.Name}' of {objectClass.Class.QualifiedName} is not known."));
                    }

                    fields.Add(new FieldSchema(field.Name, field.Member, type, offset, member.Type.SizeOf is > 0 and long size ? (int)size : null, field.Flags, field.Default));
                }
            }
        }

        return (true, fields);
    }

    private static bool IsTemplate(CppClass cppClass) => cppClass.Cursor.Kind
        is CXCursorKind.CXCursor_ClassTemplate or CXCursorKind.CXCursor_ClassTemplatePartialSpecialization;

    // For each object class its reference class: the one named after it, or else the first that has it as ContainerType.
    private Dictionary<string, string> ReferenceNames()
    {
        Dictionary<string, string> result = new(StringComparer.Ordinal);
        foreach (CppClass reference in _references.Where(static reference => !IsTemplate(reference)))
        {
            CppClass? container = ContainerOf(reference, ownOnly: true);
            string? named = NamedAfter(reference);
            string name = CppTypes.Name(reference.Cursor);
            if (container is null && named is not null)
            {
                result[named] = name;
            }
            else if (container is not null && !result.TryAdd(container.QualifiedName, name) && named == container.QualifiedName)
            {
                result[named] = name;
            }
        }

        return result;
    }

    // The object class that a reference class is named after: ForNode for For, AnalyzerObj for Analyzer.
    private string? NamedAfter(CppClass reference) =>
        _classes.ContainsKey(reference.QualifiedName + "Node") ? reference.QualifiedName + "Node"
        : _classes.ContainsKey(reference.QualifiedName + "Obj") ? reference.QualifiedName + "Obj"
        : null;

    private static CppClass? ContainerOf(CppClass reference, bool ownOnly)
    {
        foreach (CppClass cppClass in ownOnly ? [reference] : reference.SelfAndBases())
        {
            CXCursor alias = cppClass.Member("ContainerType", CXCursorKind.CXCursor_TypeAliasDecl);
            if (!alias.IsNull)
            {
                return CppClass.Of(alias.TypedefDeclUnderlyingType);
            }
        }

        return null;
    }

    private IEnumerable<ViewSchema> Views(Dictionary<string, string> referenceNames)
    {
        HashSet<string> names = [.. referenceNames.Values];
        foreach (CppClass reference in _references.DistinctBy(static r => r.QualifiedName))
        {
            string name = CppTypes.Name(reference.Cursor);
            (string file, int line) = reference.Cursor.Location.FileAndLine();
            if (!names.Contains(name) && ContainerOf(reference, ownOnly: false) is { } container && KeyOf(container) is { } key)
            {
                CXType b = reference.Members.First(static member => member.Kind == CXCursorKind.CXCursor_CXXBaseSpecifier).Type;
                if (CppTypes.Read(b) is { } type)
                {
                    yield return new ViewSchema(name, HeaderOf(reference.Cursor.Location)!, key, type);
                }
                else
                {
                    _problems.Add(new SourceProblem(RelativePath(file), line, $"Base '{b.Text()}' of {name} is not understood: the view is not bound."));
                }
            }
        }
    }

    // Compares with the text, so that what libclang was not shown (a branch that is not compiled) is not lost in silence.
    private ExtractionCount CountClasses(int bound)
    {
        HashSet<(string, int)> known = [.. _classes.Values.Concat(_templates).Select(static c => (c.Header, c.Line))];
        int templates = 0;
        int seen = 0;
        foreach (CppSource source in _sources.Where(static source => source.Path.StartsWith("include/", StringComparison.Ordinal)))
        {
            string header = source.Path["include/".Length..];
            foreach (CppToken token in source.Tokens.Where(static token =>
                token.Kind == CppTokenKind.Identifier && token.Text.StartsWith(DeclareMacro, StringComparison.Ordinal)))
            {
                seen++;
                if (!known.Contains((header, token.Line)))
                {
                    _problems.Add(new SourceProblem(source.Path, token.Line, "This class was not reached: it is in a part that is not compiled."));
                }
                else if (_templates.Exists(t => t.Header == header && t.Line == token.Line))
                {
                    templates++;
                }
            }
        }

        // A template is no class; the classes made from it are, and have no such macro.
        int made = _classes.Values.Count(static c => c.Class.Member("_type_depth", CXCursorKind.CXCursor_VarDecl).IsNull);
        return new ExtractionCount(seen - templates + made, bound);
    }

    private string RelativePath(string file) => Path.GetRelativePath(_tree.TvmDirectory, file).Replace('\\', '/');

    private void Report(ObjectClass objectClass, string message) =>
        _problems.Add(new SourceProblem("include/" + objectClass.Header, objectClass.Line, message));

    private void Report(ObjectDef definition, string message) =>
        _problems.Add(new SourceProblem(definition.File, definition.Line, message));

    /// <summary>A class that declares object information.</summary>
    /// <param name="Class">The class.</param>
    /// <param name="Header">Header from the include directory.</param>
    /// <param name="FirstLine">Line where it begins.</param>
    /// <param name="LastLine">Line where it ends.</param>
    /// <param name="Line">Line of the declaration.</param>
    private sealed record ObjectClass(CppClass Class, string Header, int FirstLine, int LastLine, int Line)
    {
        /// <summary>Whether a line of a header is inside of the class.</summary>
        public bool Contains(string header, int line) => Header == header && line >= FirstLine && line <= LastLine;
    }
}
