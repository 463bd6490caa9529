using TvmSharp.Ffi.Abi;
using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi;

/// <summary>Makes arrays.</summary>
public static unsafe class TvmArray
{
    /// <summary>An array of the given elements, by <c>ffi.Array</c>. Collection expressions call this.</summary>
    public static TvmArray<T> Create<T>(params ReadOnlySpan<T> items)
    {
        TVMFFIAny* elements = (TVMFFIAny*)System.Runtime.InteropServices.NativeMemory.AllocZeroed(
            (nuint)items.Length, (nuint)sizeof(TVMFFIAny));
        try
        {
            for (int i = 0; i < items.Length; i++)
            {
                ValueMarshaller<T>.Default.Write(items[i], elements + i);
            }

            TVMFFIAny result = default;
            BuiltinFunctions.Array.CallRaw(elements, items.Length, &result);
            return new TvmArray<T>(ObjectReference.Take(result.Obj));
        }
        finally
        {
            for (int i = 0; i < items.Length; i++)
            {
                RefCount.Release(elements + i);
            }

            System.Runtime.InteropServices.NativeMemory.Free(elements);
        }
    }
}
