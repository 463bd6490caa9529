namespace ClangSharp.Interop;

public unsafe struct CXType : IEquatable<CXType>
{
    public CXTypeKind kind;
    public _data_e__FixedBuffer data;

    public readonly long AlignOf => clang.Type_getAlignOf(this);

    public readonly CXType ArrayElementType => clang.getArrayElementType(this);

    public readonly long ArraySize => clang.getArraySize(this);

    public readonly CXType CanonicalType => clang.getCanonicalType(this);

    public readonly bool IsConstQualified => clang.isConstQualifiedType(this) != 0;

    public readonly bool IsFunctionTypeVariadic => clang.isFunctionTypeVariadic(this) != 0;

    public readonly CXType NamedType => clang.Type_getNamedType(this);

    public readonly int NumArgTypes => clang.getNumArgTypes(this);

    public readonly int NumTemplateArguments => clang.Type_getNumTemplateArguments(this);

    public readonly CXType ResultType => clang.getResultType(this);

    public readonly long SizeOf => clang.Type_getSizeOf(this);

    public readonly CXString Spelling => kind != CXTypeKind.CXType_Invalid ? clang.getTypeSpelling(this) : default;

    public static bool operator ==(CXType left, CXType right) => clang.equalTypes(left, right) != 0;

    public static bool operator !=(CXType left, CXType right) => clang.equalTypes(left, right) == 0;

    public readonly CXType GetArgType(uint i) => clang.getArgType(this, i);

    public readonly long GetOffsetOf(string s)
    {
        using MarshaledString name = new(s);
        return clang.Type_getOffsetOf(this, name);
    }

    public override readonly bool Equals(object? obj) => obj is CXType other && Equals(other);

    public readonly bool Equals(CXType other) => this == other;

    public override readonly int GetHashCode() => HashCode.Combine(kind, (IntPtr)data.e0, (IntPtr)data.e1);

    public override readonly string ToString() => Spelling.ToString();

    public unsafe struct _data_e__FixedBuffer
    {
        public void* e0;
        public void* e1;
    }
}
