namespace ClangSharp.Interop;

public unsafe struct CXSourceLocation : IEquatable<CXSourceLocation>
{
    public _ptr_data_e__FixedBuffer ptr_data;
    public uint int_data;

    public static CXSourceLocation Null => clang.getNullLocation();

    public readonly bool IsInSystemHeader => clang.Location_isInSystemHeader(this) != 0;

    public static bool operator ==(CXSourceLocation left, CXSourceLocation right) => clang.equalLocations(left, right) != 0;

    public static bool operator !=(CXSourceLocation left, CXSourceLocation right) => clang.equalLocations(left, right) == 0;

    public readonly void GetExpansionLocation(out CXFile file, out uint line, out uint column, out uint offset)
    {
        fixed (CXFile* pFile = &file)
        fixed (uint* pLine = &line)
        fixed (uint* pColumn = &column)
        fixed (uint* pOffset = &offset)
        {
            clang.getExpansionLocation(this, (void**)pFile, pLine, pColumn, pOffset);
        }
    }

    public readonly void GetFileLocation(out CXFile file, out uint line, out uint column, out uint offset)
    {
        fixed (CXFile* pFile = &file)
        fixed (uint* pLine = &line)
        fixed (uint* pColumn = &column)
        fixed (uint* pOffset = &offset)
        {
            clang.getFileLocation(this, (void**)pFile, pLine, pColumn, pOffset);
        }
    }

    public override readonly bool Equals(object? obj) => obj is CXSourceLocation other && Equals(other);

    public readonly bool Equals(CXSourceLocation other) => this == other;

    public override readonly int GetHashCode() => HashCode.Combine((IntPtr)ptr_data.e0, (IntPtr)ptr_data.e1, int_data);

    public unsafe struct _ptr_data_e__FixedBuffer
    {
        public void* e0;
        public void* e1;
    }
}
