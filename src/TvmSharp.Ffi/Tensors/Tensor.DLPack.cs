using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

public sealed unsafe partial class Tensor
{
    /// <summary>
    /// Takes over a DLPack tensor, by <c>TVMFFITensorFromDLPackVersioned</c> or <c>TVMFFITensorFromDLPack</c>. Nothing is
    /// copied; its deleter is called when the last reference to the tensor ends.
    /// </summary>
    /// <param name="source">The tensor. On success the handle has ended; otherwise it still owns the tensor.</param>
    /// <param name="alignment">Bytes that the first element must be aligned to; 0 for any.</param>
    /// <param name="requireContiguous">Whether elements must follow one another in row-major order without gaps.</param>
    /// <remarks>A tensor that is marked as read-only loses the mark: see <see cref="Tensor"/>.</remarks>
    /// <exception cref="TvmException">Alignment or order are not as required, or elements of less than a byte are padded.</exception>
    /// <exception cref="NotSupportedException">It is of a version of DLPack with another layout.</exception>
    /// <exception cref="ObjectDisposedException">The handle has ended.</exception>
    public static Tensor FromDLPack(DLManagedTensorHandle source, int alignment = 0, bool requireContiguous = false)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfNegative(alignment);
        void* managed = source.CheckedPointer;
        int contiguous = requireContiguous ? 1 : 0;
        TVMFFIObject* tensor;
        TvmError.ThrowIfFailed(source.IsVersioned
            ? TvmRuntime.Api->TVMFFITensorFromDLPackVersioned((DLManagedTensorVersioned*)managed, alignment, contiguous, &tensor)
            : TvmRuntime.Api->TVMFFITensorFromDLPack((DLManagedTensor*)managed, alignment, contiguous, &tensor));
        _ = source.Detach();
        return new Tensor(ObjectReference.Take(tensor));
    }

    /// <summary>
    /// Lends the tensor to another framework, by <c>TVMFFITensorToDLPackVersioned</c> or <c>TVMFFITensorToDLPack</c>. Nothing
    /// is copied; the result holds a reference until its deleter is called.
    /// </summary>
    /// <param name="versioned">Whether the result is a <see cref="DLManagedTensorVersioned"/>, as DLPack 1 has it.</param>
    /// <returns>A handle to dispose, or to hand on with <see cref="DLManagedTensorHandle.Detach"/>.</returns>
    public DLManagedTensorHandle ToDLPack(bool versioned = true)
    {
        void* managed;
        TvmError.ThrowIfFailed(versioned
            ? TvmRuntime.Api->TVMFFITensorToDLPackVersioned(Handle, (DLManagedTensorVersioned**)&managed)
            : TvmRuntime.Api->TVMFFITensorToDLPack(Handle, (DLManagedTensor**)&managed));
        GC.KeepAlive(this);
        return new((nint)managed, versioned);
    }

    /// <summary>Makes a tensor of one that nobody has seen yet; ends it when that fails.</summary>
    private static Tensor Import(DLManagedTensorVersioned* managed)
    {
        TVMFFIObject* tensor;
        int code;
        try
        {
            code = TvmRuntime.Api->TVMFFITensorFromDLPackVersioned((DLManagedTensorVersioned*)managed, 0, 0, &tensor);
        }
        catch (Exception)
        {
            // There is no TVM.
            managed->Deleter(managed);
            throw;
        }

        if (code != 0)
        {
            managed->Deleter(managed);
            TvmError.ThrowIfFailed(code);
        }

        return new Tensor(ObjectReference.Take(tensor));
    }
}
