using System.Numerics;
using System.Runtime.CompilerServices;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>Floating-point numbers as <c>float</c>; integers and truth values are accepted, as upstream does.</summary>
/// <typeparam name="T">A floating-point type; narrower ones round.</typeparam>
public readonly unsafe struct FloatMarshaller<T> : IMarshaller<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public static string TypeName => "float";

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool CanRead(TVMFFIAny* view) =>
        view->TypeIndex is TypeIndex.Float or TypeIndex.Int or TypeIndex.Bool;

    /// <inheritdoc/>
    public static bool IsStrict(TVMFFIAny* view) => view->TypeIndex == TypeIndex.Float;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(TVMFFIAny* view, out T value)
    {
        value = view->TypeIndex == TypeIndex.Float
            ? T.CreateTruncating(view->Float64)
            : T.CreateTruncating(view->Int64);
        return CanRead(view);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(T value, TVMFFIAny* result) =>
        MarshallingHelpers.Store(result, TypeIndex.Float, BitConverter.DoubleToUInt64Bits(double.CreateTruncating(value)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteArgument(T value, TVMFFIAny* argument) => Write(value, argument);

    /// <inheritdoc/>
    public static void ReleaseArgument(T value, TVMFFIAny* argument)
    {
    }
}
