using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary><see cref="TensorView"/> as <c>DLTensor*</c>: a bare tensor or a tensor object, borrowed. Arguments only.</summary>
public readonly unsafe struct TensorViewMarshaller : IMarshaller<TensorView>
{
    /// <inheritdoc/>
    public static string TypeName => "DLTensor*";

    /// <inheritdoc/>
    public static bool CanRead(TVMFFIAny* view) =>
        view->TypeIndex is TypeIndex.DLTensorPtr or TypeIndex.Tensor && view->Ptr != null;

    /// <inheritdoc/>
    public static bool TryRead(TVMFFIAny* view, out TensorView value)
    {
        bool fits = CanRead(view);
        value = !fits ? default
            : view->TypeIndex == TypeIndex.Tensor ? new((DLTensor*)(view->Obj + 1))
            : new((DLTensor*)view->Ptr);
        return fits;
    }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: what is borrowed cannot be given away.</exception>
    public static void Write(TensorView value, TVMFFIAny* result) =>
        throw new NotSupportedException("A TensorView is borrowed and cannot be a result. Return a Tensor.");

    /// <inheritdoc/>
    public static void WriteArgument(TensorView value, TVMFFIAny* argument)
    {
        // The view's tensor object, if any, stays alive during the call.
        *argument = default;
        value.Owner?.Lend(argument);
        argument->TypeIndex = TypeIndex.DLTensorPtr;
        argument->Ptr = value.Pointer;
    }

    /// <inheritdoc/>
    public static void ReleaseArgument(TensorView value, TVMFFIAny* argument)
    {
        if (argument->TypeIndex != TypeIndex.None)
        {
            value.Owner?.EndLoan();
        }
    }
}
