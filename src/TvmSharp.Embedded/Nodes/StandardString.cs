using System.Runtime.InteropServices;

namespace TvmSharp.Embedded.Nodes;

/// <summary>A <c>std::string</c> as libstdc++ lays it out on 64-bit machines.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct StandardString
{
    private const int InlineCapacity = 15;

    private byte* _data;
    private nuint _size;
    private fixed byte _inline[InlineCapacity + 1];

    /// <summary>Makes an empty text of memory that holds nothing.</summary>
    public static void Initialize(StandardString* text)
    {
        text->_data = text->_inline;
        text->_size = 0;
        text->_inline[0] = 0;
    }

    /// <summary>Sets the text.</summary>
    public static void Set(StandardString* text, ReadOnlySpan<byte> value)
    {
        Free(text);
        text->_data = value.Length <= InlineCapacity ? text->_inline : (byte*)NativeMemory.Alloc((nuint)value.Length + 1);
        text->_size = (nuint)value.Length;
        value.CopyTo(new(text->_data, value.Length));
        text->_data[value.Length] = 0;
        if (text->_data != text->_inline)
        {
            *(nuint*)text->_inline = (nuint)value.Length;
        }
    }

    /// <summary>Frees what the text holds; the memory holds nothing afterwards.</summary>
    public static void Free(StandardString* text)
    {
        if (text->_data != text->_inline)
        {
            NativeMemory.Free(text->_data);
        }

        Initialize(text);
    }

    /// <summary>The bytes, as long as the text is not changed.</summary>
    public readonly ReadOnlySpan<byte> AsSpan() => new(_data, checked((int)_size));
}
