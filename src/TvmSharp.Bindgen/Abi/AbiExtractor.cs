using ClangSharp.Interop;
using TvmSharp.Bindgen.Clang;
using TvmSharp.Bindgen.Schema;

namespace TvmSharp.Bindgen.Abi;

/// <summary>Reads the C ABI out of its headers.</summary>
internal sealed class AbiExtractor
{
    /// <summary>The headers of the C ABI, from the include directories; each includes those before it.</summary>
    public static readonly IReadOnlyList<string> Headers = ["dlpack/dlpack.h", "tvm/ffi/c_api.h", "tvm/ffi/extra/c_env_api.h"];

    private const string ObjectHandle = "TVMFFIObjectHandle";

    private static readonly Dictionary<string, string> FixedWidth = new(StringComparer.Ordinal)
    {
        ["int8_t"] = "int8", ["int16_t"] = "int16", ["int32_t"] = "int32", ["int64_t"] = "int64", ["size_t"] = "size",
        ["uint8_t"] = "uint8", ["uint16_t"] = "uint16", ["uint32_t"] = "uint32", ["uint64_t"] = "uint64",
    };

    private readonly IReadOnlyList<string> _headers;
    private readonly IReadOnlyList<string> _includeDirectories;
    private readonly ICollection<SourceProblem> _problems;
    private readonly Dictionary<string, Declarations> _found;

    private AbiExtractor(
        IReadOnlyList<string> headers, IReadOnlyList<string> includeDirectories, ICollection<SourceProblem> problems)
    {
        _headers = headers;
        _includeDirectories = includeDirectories;
        _problems = problems;
        _found = headers.ToDictionary(static header => header, static _ => new Declarations(), StringComparer.Ordinal);
    }

    /// <summary>The C ABI.</summary>
    /// <param name="headers">Headers from the include directories.</param>
    /// <param name="includeDirectories">Include directories.</param>
    /// <param name="problems">Gets what is not understood.</param>
    /// <exception cref="BindgenException">The headers do not compile, or there is no libclang.</exception>
    public static AbiSchema Extract(
        IReadOnlyList<string> headers, IReadOnlyList<string> includeDirectories, ICollection<SourceProblem> problems)
    {
        AbiExtractor extractor = new(headers, includeDirectories, problems);
        string includes = string.Concat(headers.Select(static header => $"#include <{header}>\n"));
        using (ClangUnit unit = extractor.Parse(includes))
        {
            extractor.Read(unit);
        }

        extractor.EvaluateMacros(includes);
        return new AbiSchema([.. headers.Select(header => extractor._found[header].ToHeader(header))]);
    }

    // As C++, in which enumerations have the underlying type that the library was compiled with.
    private ClangUnit Parse(string text) =>
        ClangUnit.Parse("abi.cc", text, _includeDirectories, CXTranslationUnit_Flags.CXTranslationUnit_DetailedPreprocessingRecord);

    private void Read(ClangUnit unit)
    {
        foreach (CXCursor cursor in unit.Root.Children())
        {
            if (HeaderOf(cursor) is not { } header)
            {
                continue;
            }

            if (cursor.Kind == CXCursorKind.CXCursor_MacroDefinition)
            {
                if (!cursor.IsMacroFunctionLike && IsNumber(unit.TranslationUnit, cursor))
                {
                    _found[header].Macros.Add(cursor.Name());
                }
            }
            else if (cursor.Kind is CXCursorKind.CXCursor_UnexposedDecl or CXCursorKind.CXCursor_LinkageSpec)
            {
                // extern "C" { }
                cursor.Children().ForEach(ReadDeclaration);
            }
            else
            {
                ReadDeclaration(cursor);
            }
        }
    }

    private void ReadDeclaration(CXCursor cursor)
    {
        if (HeaderOf(cursor) is not { } header)
        {
            return;
        }

        Declarations found = _found[header];
        try
        {
            switch (cursor.Kind)
            {
                case CXCursorKind.CXCursor_EnumDecl when cursor.IsDefinition:
                    found.Enums.Add(ReadEnum(cursor));
                    break;
                case CXCursorKind.CXCursor_StructDecl when cursor.IsDefinition:
                    found.Structs.Add(ReadStruct(cursor));
                    break;
                case CXCursorKind.CXCursor_FunctionDecl when !cursor.IsDefinition:
                    found.Functions.Add(ReadFunction(cursor));
                    break;
            }
        }
        catch (NotSupportedException error)
        {
            _problems.Add(new SourceProblem(header, cursor.Location.FileAndLine().Line, $"`{cursor.Name()}` is not bound: {error.Message}"));
        }
    }

    private static AbiEnum ReadEnum(CXCursor cursor) => new(
        NameOf(cursor.Type),
        Number(cursor.EnumDecl_IntegerType),
        [.. cursor.Children()
            .Where(static member => member.Kind == CXCursorKind.CXCursor_EnumConstantDecl)
            .Select(static member => new EnumMember(member.Name(), member.EnumConstantDeclValue))]);

    private static AbiStruct ReadStruct(CXCursor cursor)
    {
        List<AbiField> fields = [];
        AddFields(cursor);
        return new AbiStruct(NameOf(cursor.Type), (int)cursor.Type.SizeOf, fields);

        void AddFields(CXCursor record)
        {
            foreach (CXCursor child in record.Children())
            {
                if (child.Kind == CXCursorKind.CXCursor_FieldDecl)
                {
                    fields.Add(new AbiField(child.Name(), Convert(child.Type), (int)(cursor.Type.GetOffsetOf(child.Name()) / 8)));
                }
                else if (child.Kind is CXCursorKind.CXCursor_UnionDecl or CXCursorKind.CXCursor_StructDecl)
                {
                    AddFields(child);
                }
            }
        }
    }

    private static AbiFunction ReadFunction(CXCursor cursor) => new(
        cursor.Name(),
        Convert(cursor.ResultType),
        [.. cursor.Parameters().Select(static parameter => new AbiParameter(parameter.Name(), Convert(parameter.Type)))]);

    private static AbiType Convert(CXType type)
    {
        switch (type.kind)
        {
            case CXTypeKind.CXType_Elaborated:
                return Convert(type.NamedType);
            case CXTypeKind.CXType_Typedef:
                string name = NameOf(type);
                return name == ObjectHandle ? new ObjectHandleType()
                    : FixedWidth.TryGetValue(name, out string? number) ? new PrimitiveType(number)
                    : Convert(type.Declaration().TypedefDeclUnderlyingType);
            case CXTypeKind.CXType_Pointer:
                CXType target = type.Pointee();
                return target.NumArgTypes >= 0 ? Function(target) : new PointerType(Convert(target));
            case CXTypeKind.CXType_ConstantArray:
                return new ArrayType(Convert(type.ArrayElementType), (int)type.ArraySize);
            case CXTypeKind.CXType_Record:
                return new StructType(NameOf(type.CanonicalType));
            case CXTypeKind.CXType_Enum:
                return new EnumType(NameOf(type.CanonicalType), Number(type.Declaration().EnumDecl_IntegerType));
            case CXTypeKind.CXType_Unexposed when type.CanonicalType.kind != CXTypeKind.CXType_Unexposed:
                return Convert(type.CanonicalType);
            default:
                return Number(type);
        }
    }

    private static FunctionPointerType Function(CXType type) => new(
        Convert(type.ResultType),
        [.. Enumerable.Range(0, type.NumArgTypes).Select(i => Convert(type.GetArgType((uint)i)))]);

    private static PrimitiveType Number(CXType type) => type.CanonicalType.kind switch
    {
        CXTypeKind.CXType_Void => new("void"),
        CXTypeKind.CXType_Bool => new("bool"),
        CXTypeKind.CXType_Char_S or CXTypeKind.CXType_Char_U or CXTypeKind.CXType_SChar => new("char"),
        CXTypeKind.CXType_UChar => new("uint8"),
        CXTypeKind.CXType_Short or CXTypeKind.CXType_Int or CXTypeKind.CXType_Long or CXTypeKind.CXType_LongLong => new($"int{type.SizeOf * 8}"),
        CXTypeKind.CXType_UShort or CXTypeKind.CXType_UInt or CXTypeKind.CXType_ULong or CXTypeKind.CXType_ULongLong => new($"uint{type.SizeOf * 8}"),
        CXTypeKind.CXType_Float => new("float32"),
        CXTypeKind.CXType_Double => new("float64"),
        _ => throw new NotSupportedException($"the C type `{type.Text()}` has no counterpart."),
    };

    // Only numbers and operators: other macros are attributes, calling conventions and the like.
    private static bool IsNumber(CXTranslationUnit unit, CXCursor macro)
    {
        Span<CXToken> tokens = unit.Tokenize(macro.Extent);
        bool result = tokens.Length > 1;
        for (int i = 1; i < tokens.Length; i++)
        {
            result &= tokens[i].Kind == CXTokenKind.CXToken_Punctuation
                || (tokens[i].Kind == CXTokenKind.CXToken_Literal && char.IsAsciiDigit(tokens[i].GetSpelling(unit).Take()[0]));
        }

        unit.DisposeTokens(tokens);
        return result;
    }

    // The compiler evaluates what the macros expand to.
    private void EvaluateMacros(string includes)
    {
        string[] macros = [.. _found.Values.SelectMany(static found => found.Macros)];
        if (macros.Length == 0)
        {
            return;
        }

        string text = $"{includes}enum : long long {{ {string.Join(", ", macros.Select(static macro => $"value_of_{macro} = {macro}"))} }};\n";
        using ClangUnit unit = Parse(text);
        CXCursor evaluated = unit.Root.Children().Last(static cursor => cursor.Kind == CXCursorKind.CXCursor_EnumDecl);
        Dictionary<string, long> values = ReadEnum(evaluated).Members
            .ToDictionary(static member => member.Name["value_of_".Length..], static member => member.Value, StringComparer.Ordinal);
        foreach (Declarations found in _found.Values)
        {
            found.Constants.AddRange(found.Macros.Select(macro => new AbiConstant(macro, values[macro])));
        }
    }

    private string? HeaderOf(CXCursor cursor)
    {
        string path = cursor.Location.FileAndLine().File.Replace('\\', '/');
        return _headers.FirstOrDefault(header => path.EndsWith("/" + header, StringComparison.Ordinal));
    }

    // Without "const", "struct" and the like.
    private static string NameOf(CXType type)
    {
        string name = type.Text();
        return name[(name.LastIndexOf(' ') + 1)..];
    }

    // What a header declares, while it is read.
    private sealed class Declarations
    {
        public List<string> Macros { get; } = [];

        public List<AbiConstant> Constants { get; } = [];

        public List<AbiEnum> Enums { get; } = [];

        public List<AbiStruct> Structs { get; } = [];

        public List<AbiFunction> Functions { get; } = [];

        public AbiHeader ToHeader(string path) => new(path, Constants, Enums, Structs, Functions);
    }
}
