using System.Runtime.CompilerServices;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>
/// An enumeration as <c>int</c>, as upstream passes those of C++. Numbers without a name are accepted, in the range of the
/// underlying type.
/// </summary>
/// <typeparam name="T">Enumeration.</typeparam>
/// <typeparam name="TUnderlying">Its underlying type.</typeparam>
/// <typeparam name="TMarshaller">How the underlying type crosses.</typeparam>
public readonly unsafe struct EnumMarshaller<T, TUnderlying, TMarshaller> : IMarshaller<T>
    where T : unmanaged, Enum
    where TUnderlying : unmanaged
    where TMarshaller : struct, IMarshaller<TUnderlying>
{
    /// <inheritdoc/>
    public static string TypeName => TMarshaller.TypeName;

    /// <inheritdoc/>
    public static bool CanRead(TVMFFIAny* view) => TMarshaller.CanRead(view);

    /// <inheritdoc/>
    public static bool IsStrict(TVMFFIAny* view) => TMarshaller.IsStrict(view);

    /// <inheritdoc/>
    public static bool TryRead(TVMFFIAny* view, out T value)
    {
        bool fits = TMarshaller.TryRead(view, out TUnderlying number);
        value = Unsafe.BitCast<TUnderlying, T>(number);
        return fits;
    }

    /// <inheritdoc/>
    public static void Write(T value, TVMFFIAny* result) => TMarshaller.Write(Unsafe.BitCast<T, TUnderlying>(value), result);

    /// <inheritdoc/>
    public static void WriteArgument(T value, TVMFFIAny* argument) => Write(value, argument);

    /// <inheritdoc/>
    public static void ReleaseArgument(T value, TVMFFIAny* argument)
    {
    }
}
