using System.Runtime.InteropServices;
using System.Text;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>
/// A string that is encoded once and passed as an address: for literals that are arguments again and again. TVM sees
/// a <c>const char*</c>, and copies it when it keeps it.
/// </summary>
public sealed unsafe class RawString
{
    // UTF-8 with a zero at the end, in memory that does not move: valid as long as this object is.
    private readonly byte[] _bytes;

    /// <summary>Encodes a string.</summary>
    /// <param name="value">Text without zero characters.</param>
    /// <exception cref="ArgumentException">The text has a zero character, which would end it.</exception>
    public RawString(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("A raw string ends at its first zero character. Pass it as a string.", nameof(value));
        }

        Value = value;
        _bytes = GC.AllocateArray<byte>(Encoding.UTF8.GetByteCount(value) + 1, pinned: true);
        Encoding.UTF8.GetBytes(value, _bytes);
    }

    /// <summary>The text.</summary>
    public string Value { get; }

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>Writes a view that is valid as long as this object is kept alive.</summary>
    internal void WriteView(TVMFFIAny* view)
    {
        *view = default;
        view->TypeIndex = TypeIndex.RawStr;
        view->Ptr = (void*)Marshal.UnsafeAddrOfPinnedArrayElement(_bytes, 0);
    }
}
