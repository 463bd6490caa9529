using System.Runtime.InteropServices;
using System.Text;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Hosting;

/// <summary>Makes and reads <see cref="TVMFFIAny"/> values.</summary>
internal static unsafe class Value
{
    /// <summary>No value.</summary>
    public static TVMFFIAny None => default;

    public static TVMFFIAny Int(long value) => new() { TypeIndex = TypeIndex.Int, Int64 = value };

    public static TVMFFIAny Bool(bool value) => new() { TypeIndex = TypeIndex.Bool, Int64 = value ? 1 : 0 };

    public static TVMFFIAny Float(double value) => new() { TypeIndex = TypeIndex.Float, Float64 = value };

    /// <summary>A view of an object, or None for null.</summary>
    public static TVMFFIAny Object(TVMFFIObject* value) =>
        value == null ? default : new() { TypeIndex = value->TypeIndex, Obj = value };

    /// <summary>A view that lets the callee move the object out of a slot.</summary>
    public static TVMFFIAny Moved(TVMFFIObject** slot) =>
        new() { TypeIndex = TypeIndex.ObjectRValueRef, Ptr = slot };

    /// <summary>An owned string.</summary>
    public static TVMFFIAny String(string value) => String(Encoding.UTF8.GetBytes(value));

    /// <summary>An owned string.</summary>
    public static TVMFFIAny String(ReadOnlySpan<byte> value)
    {
        TVMFFIAny result = default;
        fixed (byte* data = value)
        {
            TVMFFIByteArray array = new() { Data = data, Size = (nuint)value.Length };
            Host.Check(Host.Api->TVMFFIStringFromByteArray(&array, &result));
        }

        return result;
    }

    /// <summary>Whether a view is a string of any kind.</summary>
    public static bool IsText(in TVMFFIAny value) =>
        value.TypeIndex is TypeIndex.SmallStr or TypeIndex.Str or TypeIndex.RawStr;

    /// <summary>Whether a view is an object.</summary>
    public static bool IsObject(in TVMFFIAny value) => value.TypeIndex >= TypeIndex.StaticObjectBegin;

    /// <summary>The bytes of a string or of bytes of any kind; they live as long as the value does.</summary>
    public static ReadOnlySpan<byte> Bytes(TVMFFIAny* value) => value->TypeIndex switch
    {
        TypeIndex.SmallStr or TypeIndex.SmallBytes => new(value->Bytes, (int)value->SmallStrLen),
        TypeIndex.RawStr => MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)value->Ptr),
        TypeIndex.ByteArrayPtr => ((TVMFFIByteArray*)value->Ptr)->AsSpan(),
        _ => ((TVMFFIByteArray*)(value->Obj + 1))->AsSpan(),
    };

    /// <summary>The text of a string of any kind.</summary>
    public static string Text(TVMFFIAny value) => Encoding.UTF8.GetString(Bytes(&value));

    /// <summary>Elements of an array or list; borrowed.</summary>
    public static ReadOnlySpan<TVMFFIAny> Elements(TVMFFIObject* sequence)
    {
        if (sequence == null)
        {
            return default;
        }

        TVMFFISeqCell* cell = (TVMFFISeqCell*)(sequence + 1);
        return new(cell->Data, checked((int)cell->Size));
    }
}
