using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary><see cref="Exception"/> as <c>Error</c>: the value, which nothing throws.</summary>
public readonly unsafe struct ExceptionMarshaller : IMarshaller<Exception>
{
    /// <inheritdoc/>
    public static string TypeName => ObjectMarshaller<Error>.TypeName;

    /// <inheritdoc/>
    public static bool CanRead(TVMFFIAny* view) => ObjectMarshaller<Error>.CanRead(view);

    /// <inheritdoc/>
    public static bool TryRead(TVMFFIAny* view, out Exception value)
    {
        bool fits = ObjectMarshaller<Error>.TryRead(view, out Error error);
        value = fits ? error.ToException() : null!;
        return fits;
    }

    /// <inheritdoc/>
    public static void Write(Exception value, TVMFFIAny* result)
    {
        ArgumentNullException.ThrowIfNull(value);
        *result = default;
        result->Obj = TvmError.ToNative(value);
        result->TypeIndex = result->Obj->TypeIndex;
    }

    /// <inheritdoc/>
    public static void WriteArgument(Exception value, TVMFFIAny* argument) => Write(value, argument);

    /// <inheritdoc/>
    public static void ReleaseArgument(Exception value, TVMFFIAny* argument) => RefCount.Release(argument);
}
