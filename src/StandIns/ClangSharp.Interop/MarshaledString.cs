using System.Runtime.InteropServices;

namespace ClangSharp.Interop;

public readonly unsafe struct MarshaledString : IDisposable
{
    private readonly sbyte* _value;

    public MarshaledString(string? input) => _value = (sbyte*)Marshal.StringToCoTaskMemUTF8(input);

    public static implicit operator sbyte*(in MarshaledString value) => value._value;

    public void Dispose() => Marshal.FreeCoTaskMem((IntPtr)_value);
}
