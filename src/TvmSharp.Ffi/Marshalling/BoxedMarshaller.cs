using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary><see cref="object"/> as <c>Any</c>: every value as what .NET would have in its place; null is None.</summary>
public readonly unsafe struct BoxedMarshaller : IMarshaller<object?>
{
    /// <inheritdoc/>
    public static string TypeName => "Any";

    /// <inheritdoc/>
    public static bool CanRead(TVMFFIAny* view) => true;

    /// <inheritdoc/>
    public static bool TryRead(TVMFFIAny* view, out object? value)
    {
        value = Any.FromView(view).ToObject();
        return true;
    }

    /// <inheritdoc/>
    public static void Write(object? value, TVMFFIAny* result) => Any.FromObject(value).WriteOwned(result);

    /// <inheritdoc/>
    public static void WriteArgument(object? value, TVMFFIAny* argument) => Write(value, argument);

    /// <inheritdoc/>
    public static void ReleaseArgument(object? value, TVMFFIAny* argument) => RefCount.Release(argument);
}
