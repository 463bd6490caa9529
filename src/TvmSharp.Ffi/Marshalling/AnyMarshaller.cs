using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary><see cref="Any"/> as <c>Any</c>: every value.</summary>
public readonly unsafe struct AnyMarshaller : IMarshaller<Any>
{
    /// <inheritdoc/>
    public static string TypeName => "Any";

    /// <inheritdoc/>
    public static bool CanRead(TVMFFIAny* view) => true;

    /// <inheritdoc/>
    public static bool IsStrict(TVMFFIAny* view) => true;

    /// <inheritdoc/>
    public static bool TryRead(TVMFFIAny* view, out Any value)
    {
        value = Any.FromView(view);
        return true;
    }

    /// <inheritdoc/>
    public static bool TryReadShared(TVMFFIAny* view, ObjectReference parent, out Any value)
    {
        // Strings and bytes become .NET's own.
        bool shares = view->TypeIndex >= TypeIndex.StaticObjectBegin && view->TypeIndex is not (TypeIndex.Str or TypeIndex.Bytes);
        value = shares ? WrapperTable.Wrap(new ObjectReference(view->Obj, parent.Owner)) : default(Any);
        return shares;
    }

    /// <inheritdoc/>
    public static void Write(Any value, TVMFFIAny* result) => value.WriteOwned(result);

    /// <inheritdoc/>
    public static void WriteArgument(Any value, TVMFFIAny* argument) => value.WriteArgument(argument);

    /// <inheritdoc/>
    public static void ReleaseArgument(Any value, TVMFFIAny* argument) => value.ReleaseArgument(argument);
}
