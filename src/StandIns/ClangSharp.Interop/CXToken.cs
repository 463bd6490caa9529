using System.Runtime.CompilerServices;

namespace ClangSharp.Interop;

public unsafe struct CXToken
{
    public _int_data_e__FixedBuffer int_data;
    public void* ptr_data;

    public readonly CXTokenKind Kind => clang.getTokenKind(this);

    public readonly CXSourceLocation GetLocation(CXTranslationUnit translationUnit) =>
        clang.getTokenLocation(translationUnit, this);

    public readonly CXString GetSpelling(CXTranslationUnit translationUnit) =>
        clang.getTokenSpelling(translationUnit, this);

    [InlineArray(4)]
    public struct _int_data_e__FixedBuffer
    {
        public uint e0;
    }
}
