using ClangSharp.Interop;
using TvmSharp.Bindgen.Clang;
using TvmSharp.Bindgen.Schema;

namespace TvmSharp.Bindgen.Headers;

/// <summary>The grammar by which libclang's types become <see cref="TypeExpression"/>s.</summary>
internal static class CppTypes
{
    /// <summary>Reads a type. Aliases are followed; references and <c>const</c> are left out.</summary>
    /// <returns>Null for what has no name: a type that depends on a template's parameter, a function, an array.</returns>
    public static TypeExpression? Read(CXType type)
    {
        CXType canonical = type.CanonicalType;
        switch (canonical.kind)
        {
            case CXTypeKind.CXType_LValueReference or CXTypeKind.CXType_RValueReference:
                CXType target = type.Pointee();
                return Read(target.kind == CXTypeKind.CXType_Invalid ? canonical.Pointee() : target);
            case CXTypeKind.CXType_Pointer:
                return ReadPointer(type.Pointee().kind == CXTypeKind.CXType_Invalid ? canonical.Pointee() : type.Pointee());
            case CXTypeKind.CXType_Enum:
                return new TypeExpression(Name(canonical.Declaration()));
            case CXTypeKind.CXType_Record:
                return ReadClass(type);
            default:
                return BuiltIn(canonical) is { } name ? new TypeExpression(name) : null;
        }
    }

    /// <summary>Name of a declaration as the schema has it: without the leading <c>tvm::</c>, tvm-ffi's bare.</summary>
    public static string Name(CXCursor declaration)
    {
        string name = declaration.QualifiedName();
        return name.StartsWith("tvm::ffi::", StringComparison.Ordinal) ? name["tvm::ffi::".Length..]
            : name.StartsWith("tvm::", StringComparison.Ordinal) ? name["tvm::".Length..]
            : name;
    }

    /// <summary>What a built-in type is called; null when it is none.</summary>
    public static string? BuiltIn(CXType type)
    {
        long bits = 8 * type.SizeOf;
        return type.kind switch
        {
            CXTypeKind.CXType_Void => "void",
            CXTypeKind.CXType_Bool => "bool",
            CXTypeKind.CXType_Char_S or CXTypeKind.CXType_Char_U => "char",
            CXTypeKind.CXType_SChar or CXTypeKind.CXType_Short or CXTypeKind.CXType_Int or CXTypeKind.CXType_Long
                or CXTypeKind.CXType_LongLong => $"int{bits}",
            CXTypeKind.CXType_UChar or CXTypeKind.CXType_UShort or CXTypeKind.CXType_UInt or CXTypeKind.CXType_ULong
                or CXTypeKind.CXType_ULongLong => $"uint{bits}",
            CXTypeKind.CXType_Float or CXTypeKind.CXType_Double => $"float{bits}",
            _ => null,
        };
    }

    private static TypeExpression? ReadPointer(CXType target)
    {
        if (Read(target) is not { } pointee)
        {
            return null;
        }

        // The address of an object is a reference to it, that of a character a string.
        bool isObject = CppClass.Of(target)?.SelfAndBases().Any(static c => c.QualifiedName == "tvm::ffi::Object") ?? false;
        return pointee.Name == "char" ? new TypeExpression("String")
            : isObject ? pointee
            : pointee with { Name = pointee.Name + "*" };
    }

    private static TypeExpression? ReadClass(CXType type)
    {
        CXCursor declaration = type.Declaration();
        bool isAlias = declaration.Kind is CXCursorKind.CXCursor_TypedefDecl or CXCursorKind.CXCursor_TypeAliasDecl;
        string name = Name(declaration.Kind is CXCursorKind.CXCursor_NoDeclFound ? type.CanonicalType.Declaration() : declaration);
        string canonicalName = type.CanonicalType.Declaration().Name();
        if (name == "std::string" || canonicalName.Length == 0 || canonicalName.Contains('(', StringComparison.Ordinal))
        {
            // typedef struct { ... } DLDataType: only the alias has a name.
            return new TypeExpression(name);
        }

        if (isAlias && declaration.TypedefDeclUnderlyingType is { kind: not CXTypeKind.CXType_Invalid } underlying && underlying != type)
        {
            return Read(underlying);
        }

        List<TypeExpression> arguments = [];
        for (int i = 0; i < type.NumTemplateArguments; i++)
        {
            CXType argument = type.TemplateArgument(i);
            if (argument.CanonicalType.kind is CXTypeKind.CXType_Invalid or CXTypeKind.CXType_FunctionProto)
            {
                // A number; or a signature, which is not part of how a function crosses.
                continue;
            }

            if (Read(argument) is not { } read)
            {
                return null;
            }

            // A trailing void is the default of an enable_if.
            if (read.Name != "void")
            {
                arguments.Add(read);
            }
        }

        return new TypeExpression(name == "TypedFunction" ? "Function" : name, arguments);
    }
}
