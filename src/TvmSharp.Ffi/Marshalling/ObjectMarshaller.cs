using System.Runtime.CompilerServices;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>Objects of a wrapper class. None is not accepted; see <see cref="OptionalMarshaller{T, TMarshaller}"/>.</summary>
/// <typeparam name="T">Wrapper class; derived objects get their own wrapper class.</typeparam>
public readonly unsafe struct ObjectMarshaller<T> : IMarshaller<T>
    where T : TvmObject, ITvmObject<T>
{
    /// <inheritdoc/>
    public static string TypeName => T.TypeKey;

    /// <inheritdoc/>
    public static bool ReadsWrappers => true;

    /// <inheritdoc/>
    public static bool CanRead(TVMFFIAny* view)
    {
        TVMFFIObject* obj = MarshallingHelpers.ObjectOf(view);
        return obj != null && ObjectType<T>.Contains(obj->TypeIndex);
    }

    /// <inheritdoc/>
    public static bool IsStrict(TVMFFIAny* view) => CanRead(view);

    /// <inheritdoc/>
    public static bool TryRead(TVMFFIAny* view, out T value)
    {
        if (!CanRead(view))
        {
            value = null!;
            return false;
        }

        value = Wrap(MarshallingHelpers.TakeOrShare(view));
        return true;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryReadShared(TVMFFIAny* view, ObjectReference parent, out T value)
    {
        // The view has the type index of its object.
        bool shares = ObjectType<T>.Contains(view->TypeIndex);
        value = shares ? Wrap(new ObjectReference(view->Obj, parent.Owner)) : null!;
        return shares;
    }

    /// <inheritdoc/>
    public static void Write(T value, TVMFFIAny* result)
    {
        ArgumentNullException.ThrowIfNull(value);
        value.WriteOwned(result);
    }

    /// <inheritdoc/>
    public static void WriteArgument(T value, TVMFFIAny* argument)
    {
        ArgumentNullException.ThrowIfNull(value);
        value.Lend(argument);
    }

    /// <inheritdoc/>
    public static void ReleaseArgument(T value, TVMFFIAny* argument)
    {
        // An argument that failed to be written lends nothing.
        if (argument->TypeIndex != TypeIndex.None)
        {
            value.EndLoan();
        }
    }

    // A class of this very type may be registered for a base that several classes share, as arrays do.
    private static T Wrap(ObjectReference reference) => WrapperTable.Wrap(reference) as T ?? T.Wrap(reference);
}
