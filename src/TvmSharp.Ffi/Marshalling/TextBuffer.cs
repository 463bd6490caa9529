using System.Runtime.CompilerServices;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>Where a stub has room for a string that it passes: on its own stack, which costs nothing to take or to give back.</summary>
[InlineArray(Size)]
public struct TextBuffer
{
    /// <summary>Bytes, the zero at the end included.</summary>
    internal const int Size = 64;

    private byte _first;
}
