using System.Runtime.CompilerServices;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary><see cref="bool"/> as <c>bool</c>; integers are accepted, as upstream does.</summary>
public readonly unsafe struct BooleanMarshaller : IMarshaller<bool>
{
    /// <inheritdoc/>
    public static string TypeName => "bool";

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool CanRead(TVMFFIAny* view) => view->TypeIndex is TypeIndex.Bool or TypeIndex.Int;

    /// <inheritdoc/>
    public static bool IsStrict(TVMFFIAny* view) => view->TypeIndex == TypeIndex.Bool;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(TVMFFIAny* view, out bool value)
    {
        value = view->Int64 != 0;
        return CanRead(view);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(bool value, TVMFFIAny* result) =>
        MarshallingHelpers.Store(result, TypeIndex.Bool, value ? 1u : 0u);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteArgument(bool value, TVMFFIAny* argument) => Write(value, argument);

    /// <inheritdoc/>
    public static void ReleaseArgument(bool value, TVMFFIAny* argument)
    {
    }
}
