using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary><see cref="Moved"/> as <c>RValueRef</c>; a result is the object with its reference.</summary>
public readonly unsafe struct MovedMarshaller : IMarshaller<Moved>
{
    /// <inheritdoc/>
    public static string TypeName => "RValueRef<ffi.Object>";

    /// <inheritdoc/>
    public static bool CanRead(TVMFFIAny* view) => MarshallingHelpers.ObjectOf(view) != null;

    /// <inheritdoc/>
    public static bool TryRead(TVMFFIAny* view, out Moved value)
    {
        value = CanRead(view) ? WrapperTable.Wrap(MarshallingHelpers.TakeOrShare(view)).Move() : null!;
        return value is not null;
    }

    /// <inheritdoc/>
    public static void Write(Moved value, TVMFFIAny* result)
    {
        ArgumentNullException.ThrowIfNull(value);
        value.WriteOwned(result);
    }

    /// <inheritdoc/>
    public static void WriteArgument(Moved value, TVMFFIAny* argument)
    {
        ArgumentNullException.ThrowIfNull(value);
        value.WriteView(argument);
    }

    /// <inheritdoc/>
    public static void ReleaseArgument(Moved value, TVMFFIAny* argument) => Moved.ReleaseView(argument);
}
