using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ClangSharp.Interop;

namespace TvmSharp.Bindgen.Clang;

/// <summary>Cursors, types and locations in .NET's terms.</summary>
internal static unsafe class ClangExtensions
{
    /// <summary>The children of a cursor, in order.</summary>
    public static List<CXCursor> Children(this CXCursor cursor)
    {
        List<CXCursor> children = [];
        GCHandle handle = GCHandle.Alloc(children);
        try
        {
            cursor.VisitChildren(&Add, new CXClientData(GCHandle.ToIntPtr(handle)));
        }
        finally
        {
            handle.Free();
        }

        return children;
    }

    /// <summary>The name of what a cursor stands at; empty for none.</summary>
    public static string Name(this CXCursor cursor)
    {
        string name = cursor.Spelling.Take();
        if (name.Length > 0 || cursor.Kind is not (CXCursorKind.CXCursor_EnumDecl or CXCursorKind.CXCursor_StructDecl or CXCursorKind.CXCursor_UnionDecl))
        {
            return name;
        }

        // typedef struct { ... } DLDataType: before libclang 16 only the type has the name. Nameless ones have a place in brackets.
        string type = cursor.Type.Text();
        return type.Contains('(', StringComparison.Ordinal) ? string.Empty : type[(type.LastIndexOf(':') + 1)..];
    }

    /// <summary>What C++ prints for a type.</summary>
    public static string Text(this CXType type) => type.Spelling.Take();

    /// <summary>Name with its namespaces and classes, <c>tvm::tirx::ForNode</c>; template arguments are left out.</summary>
    public static string QualifiedName(this CXCursor cursor)
    {
        string name = cursor.Name();
        for (CXCursor parent = cursor.SemanticParent; parent.IsScope(); parent = parent.SemanticParent)
        {
            // Nameless and inline namespaces are not spelled; libstdc++ and libc++ have inline ones.
            string scope = parent.Name();
            if (scope.Length > 0 && !scope.StartsWith("__", StringComparison.Ordinal) && !scope.StartsWith('('))
            {
                name = $"{scope}::{name}";
            }
        }

        return name;
    }

    /// <summary>Declaration of a type: class, enumeration or alias; the null cursor for built-in types.</summary>
    public static CXCursor Declaration(this CXType type) => clang.getTypeDeclaration(type);

    /// <summary>What a name in an expression, base or type refers to.</summary>
    public static CXCursor Referenced(this CXCursor cursor) => clang.getCursorReferenced(cursor);

    /// <summary>The definition of what is declared, else the null cursor.</summary>
    public static CXCursor Definition(this CXCursor cursor) => clang.getCursorDefinition(cursor);

    /// <summary>What a pointer or reference points to.</summary>
    public static CXType Pointee(this CXType type) => clang.getPointeeType(type);

    /// <summary>Template argument by position; of kind invalid when it is no type.</summary>
    public static CXType TemplateArgument(this CXType type, int index) =>
        clang.Type_getTemplateArgumentAsType(type, (uint)index);

    /// <summary>The parameters of a function.</summary>
    public static List<CXCursor> Parameters(this CXCursor function)
    {
        int count = clang.Cursor_getNumArguments(function);
        List<CXCursor> parameters = [];
        for (int i = 0; i < count; i++)
        {
            parameters.Add(clang.Cursor_getArgument(function, (uint)i));
        }

        return parameters;
    }

    /// <summary>File and line, from 1, of what stands there in the source: of the use, not the definition, of a macro.</summary>
    public static (string File, int Line) FileAndLine(this CXSourceLocation location)
    {
        location.GetExpansionLocation(out CXFile file, out uint line, out _, out _);
        return (file.Handle == IntPtr.Zero ? string.Empty : file.Name.Take(), (int)line);
    }

    /// <summary>The text of a string of libclang, which is given back.</summary>
    public static string Take(this CXString text)
    {
        using (text)
        {
            return text.CString;
        }
    }

    private static bool IsScope(this CXCursor cursor) => cursor.Kind
        is CXCursorKind.CXCursor_Namespace
        or CXCursorKind.CXCursor_ClassDecl
        or CXCursorKind.CXCursor_StructDecl
        or CXCursorKind.CXCursor_UnionDecl
        or CXCursorKind.CXCursor_ClassTemplate
        or CXCursorKind.CXCursor_ClassTemplatePartialSpecialization;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static CXChildVisitResult Add(CXCursor cursor, CXCursor parent, void* data)
    {
        ((List<CXCursor>)GCHandle.FromIntPtr((IntPtr)data).Target!).Add(cursor);
        return CXChildVisitResult.CXChildVisit_Continue;
    }
}
