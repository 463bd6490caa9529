using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary><see cref="nint"/> as <c>void*</c>: an address without a type. None is zero.</summary>
public readonly unsafe struct PointerMarshaller : IMarshaller<nint>
{
    /// <inheritdoc/>
    public static string TypeName => "void*";

    /// <inheritdoc/>
    public static bool CanRead(TVMFFIAny* view) => view->TypeIndex is TypeIndex.OpaquePtr or TypeIndex.None;

    /// <inheritdoc/>
    public static bool IsStrict(TVMFFIAny* view) => view->TypeIndex == TypeIndex.OpaquePtr;

    /// <inheritdoc/>
    public static bool TryRead(TVMFFIAny* view, out nint value)
    {
        bool fits = CanRead(view);
        value = fits && view->TypeIndex == TypeIndex.OpaquePtr ? (nint)view->Ptr : 0;
        return fits;
    }

    /// <inheritdoc/>
    public static void Write(nint value, TVMFFIAny* result)
    {
        *result = default;
        result->TypeIndex = TypeIndex.OpaquePtr;
        result->Ptr = (void*)value;
    }

    /// <inheritdoc/>
    public static void WriteArgument(nint value, TVMFFIAny* argument) => Write(value, argument);

    /// <inheritdoc/>
    public static void ReleaseArgument(nint value, TVMFFIAny* argument)
    {
    }
}
