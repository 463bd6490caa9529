using System.Runtime.InteropServices;

namespace ClangSharp.Interop;

public unsafe struct CXCursor : IEquatable<CXCursor>
{
    public CXCursorKind kind;
    public int xdata;
    public _data_e__FixedBuffer data;

    public static CXCursor Null => clang.getNullCursor();

    public readonly CXString DisplayName => clang.getCursorDisplayName(this);

    public readonly long EnumConstantDeclValue => clang.getEnumConstantDeclValue(this);

    public readonly CXType EnumDecl_IntegerType => clang.getEnumDeclIntegerType(this);

    public readonly bool EnumDecl_IsScoped => clang.EnumDecl_isScoped(this) != 0;

    public readonly CXEvalResult Evaluate => (CXEvalResult)clang.Cursor_Evaluate(this);

    public readonly CXSourceRange Extent => clang.getCursorExtent(this);

    public readonly bool CXXMethod_IsStatic => clang.CXXMethod_isStatic(this) != 0;

    public readonly bool CXXMethod_IsVirtual => clang.CXXMethod_isVirtual(this) != 0;

    public readonly bool IsAnonymous => clang.Cursor_isAnonymous(this) != 0;

    public readonly bool IsDeclaration => clang.isDeclaration(Kind) != 0;

    public readonly bool IsDefinition => clang.isCursorDefinition(this) != 0;

    public readonly bool IsMacroFunctionLike => clang.Cursor_isMacroFunctionLike(this) != 0;

    public readonly bool IsNull => clang.Cursor_isNull(this) != 0;

    public readonly CXCursorKind Kind => clang.getCursorKind(this);

    public readonly CXCursor LexicalParent => clang.getCursorLexicalParent(this);

    public readonly CXSourceLocation Location => clang.getCursorLocation(this);

    public readonly long OffsetOfField => clang.Cursor_getOffsetOfField(this);

    public readonly CXType ResultType => clang.getCursorResultType(this);

    public readonly CXCursor SemanticParent => clang.getCursorSemanticParent(this);

    public readonly CXCursor SpecializedCursorTemplate => clang.getSpecializedCursorTemplate(this);

    public readonly CXString Spelling => clang.getCursorSpelling(this);

    public readonly CXType Type => clang.getCursorType(this);

    public readonly CXType TypedefDeclUnderlyingType => clang.getTypedefDeclUnderlyingType(this);

    public readonly CXString Usr => clang.getCursorUSR(this);

    public static bool operator ==(CXCursor left, CXCursor right) => clang.equalCursors(left, right) != 0;

    public static bool operator !=(CXCursor left, CXCursor right) => clang.equalCursors(left, right) == 0;

    public readonly CXChildVisitResult VisitChildren(CXCursorVisitor visitor, CXClientData clientData)
    {
        CXChildVisitResult result = VisitChildren(
            (delegate* unmanaged[Cdecl]<CXCursor, CXCursor, void*, CXChildVisitResult>)Marshal.GetFunctionPointerForDelegate(visitor),
            clientData);
        GC.KeepAlive(visitor);
        return result;
    }

    public readonly CXChildVisitResult VisitChildren(
        delegate* unmanaged[Cdecl]<CXCursor, CXCursor, void*, CXChildVisitResult> visitor, CXClientData clientData) =>
        (CXChildVisitResult)clang.visitChildren(this, visitor, clientData);

    public override readonly bool Equals(object? obj) => obj is CXCursor other && Equals(other);

    public readonly bool Equals(CXCursor other) => this == other;

    public override readonly int GetHashCode() => (int)clang.hashCursor(this);

    public override readonly string ToString() => Spelling.ToString();

    public unsafe struct _data_e__FixedBuffer
    {
        public void* e0;
        public void* e1;
        public void* e2;
    }
}
