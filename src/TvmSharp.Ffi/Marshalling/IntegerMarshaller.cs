using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>Integers of any width as <c>int</c>: out of range is an error in both directions, never a wrap.</summary>
/// <typeparam name="T">An integer type.</typeparam>
public readonly unsafe struct IntegerMarshaller<T> : IMarshaller<T>
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    /// <inheritdoc/>
    public static string TypeName => "int";

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool CanRead(TVMFFIAny* view) => view->TypeIndex is TypeIndex.Int or TypeIndex.Bool;

    /// <inheritdoc/>
    public static bool IsStrict(TVMFFIAny* view) => view->TypeIndex == TypeIndex.Int;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(TVMFFIAny* view, out T value)
    {
        if (!CanRead(view))
        {
            value = default;
            return false;
        }

        value = T.CreateTruncating(view->Int64);
        if (long.CreateTruncating(value) != view->Int64 || T.IsNegative(value) != (view->Int64 < 0))
        {
            ThrowOutOfRange(view->Int64);
        }

        return true;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(T value, TVMFFIAny* result)
    {
        if (typeof(T) == typeof(ulong) && (ulong)(object)value > long.MaxValue)
        {
            ThrowTooLarge(value);
        }

        MarshallingHelpers.Store(result, TypeIndex.Int, (ulong)long.CreateTruncating(value));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteArgument(T value, TVMFFIAny* argument) => Write(value, argument);

    /// <inheritdoc/>
    public static void ReleaseArgument(T value, TVMFFIAny* argument)
    {
    }

    private static void ThrowTooLarge(T value) =>
        throw new OverflowException($"{value} is greater than {long.MaxValue}, the largest integer that TVM can pass.");

    private static void ThrowOutOfRange(long value) => throw new OverflowException(string.Create(
        CultureInfo.InvariantCulture, $"{value} is out of the range {T.MinValue} to {T.MaxValue} of {typeof(T).Name}"));
}
