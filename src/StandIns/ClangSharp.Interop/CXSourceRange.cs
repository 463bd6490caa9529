namespace ClangSharp.Interop;

public unsafe struct CXSourceRange
{
    public _ptr_data_e__FixedBuffer ptr_data;
    public uint begin_int_data;
    public uint end_int_data;

    public readonly CXSourceLocation Start => clang.getRangeStart(this);

    public readonly CXSourceLocation End => clang.getRangeEnd(this);

    public static CXSourceRange Create(CXSourceLocation begin, CXSourceLocation end) => clang.getRange(begin, end);

    public unsafe struct _ptr_data_e__FixedBuffer
    {
        public void* e0;
        public void* e1;
    }
}
