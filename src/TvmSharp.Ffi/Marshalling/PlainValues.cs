using System.Runtime.CompilerServices;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>
/// Values of the commonest types, where a marshaller would be found at run time: what is asked about the type is known
/// when the code is compiled, and costs nothing.
/// </summary>
internal static unsafe class PlainValues
{
    /// <summary>Whether <see cref="TryWrite"/> writes all values of a type, which then need no release.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool Has<T>() =>
        typeof(T) == typeof(long) || typeof(T) == typeof(int) || typeof(T) == typeof(double) || typeof(T) == typeof(bool);

    /// <summary>Reads a value of just the kind that belongs to the type; false when it takes a marshaller.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryRead<T>(TVMFFIAny* view, out T value)
    {
        if (typeof(T) == typeof(long) && view->TypeIndex == TypeIndex.Int)
        {
            value = Unsafe.BitCast<long, T>(view->Int64);
            return true;
        }

        if (typeof(T) == typeof(int) && view->TypeIndex == TypeIndex.Int && (int)view->Int64 == view->Int64)
        {
            value = Unsafe.BitCast<int, T>((int)view->Int64);
            return true;
        }

        if (typeof(T) == typeof(double) && view->TypeIndex == TypeIndex.Float)
        {
            value = Unsafe.BitCast<double, T>(view->Float64);
            return true;
        }

        if (typeof(T) == typeof(bool) && view->TypeIndex == TypeIndex.Bool)
        {
            value = Unsafe.BitCast<bool, T>(view->Int64 != 0);
            return true;
        }

        value = default!;
        return false;
    }

    /// <summary>Writes a value; false when it takes a marshaller.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryWrite<T>(T value, TVMFFIAny* result)
    {
        if (typeof(T) == typeof(long))
        {
            IntegerMarshaller<long>.Write(Unsafe.BitCast<T, long>(value), result);
        }
        else if (typeof(T) == typeof(int))
        {
            IntegerMarshaller<int>.Write(Unsafe.BitCast<T, int>(value), result);
        }
        else if (typeof(T) == typeof(double))
        {
            FloatMarshaller<double>.Write(Unsafe.BitCast<T, double>(value), result);
        }
        else if (typeof(T) == typeof(bool))
        {
            BooleanMarshaller.Write(Unsafe.BitCast<T, bool>(value), result);
        }

        return Has<T>();
    }
}
