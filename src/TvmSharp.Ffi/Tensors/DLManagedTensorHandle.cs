using System.Runtime.InteropServices;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>
/// A DLPack tensor that somebody has to end, a <c>DLManagedTensorVersioned*</c> or <c>DLManagedTensor*</c>: what Python
/// passes as a capsule. Unless it is handed on, its deleter is called once, by <c>Dispose</c> or by the finalizer.
/// </summary>
public sealed unsafe class DLManagedTensorHandle : SafeHandle
{
    /// <summary>The major version of DLPack whose layout this library knows.</summary>
    internal const uint MajorVersion = 1;

    /// <summary>Takes over a tensor.</summary>
    /// <param name="tensor">Address of a <see cref="DLManagedTensorVersioned"/> or <see cref="DLManagedTensor"/>. Not 0.</param>
    /// <param name="isVersioned">Which of the two it is.</param>
    public DLManagedTensorHandle(nint tensor, bool isVersioned)
        : base(0, ownsHandle: true)
    {
        ArgumentOutOfRangeException.ThrowIfZero(tensor);
        IsVersioned = isVersioned;
        SetHandle(tensor);
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Whether the tensor is a <see cref="DLManagedTensorVersioned"/>.</summary>
    public bool IsVersioned { get; }

    /// <summary>Whether the producer forbids writing to the data. Tensors without a version cannot tell.</summary>
    /// <exception cref="ObjectDisposedException">The tensor was handed on or has ended.</exception>
    /// <exception cref="NotSupportedException">It is of a version of DLPack with another layout.</exception>
    public bool IsReadOnly => (Flags & DLPackConstants.FlagBitmaskReadOnly) != 0;

    /// <summary>Whether the producer made a copy, which nobody else uses. Tensors without a version cannot tell.</summary>
    /// <exception cref="ObjectDisposedException">The tensor was handed on or has ended.</exception>
    /// <exception cref="NotSupportedException">It is of a version of DLPack with another layout.</exception>
    public bool IsCopied => (Flags & DLPackConstants.FlagBitmaskIsCopied) != 0;

    private ulong Flags
    {
        get
        {
            ulong flags = IsVersioned ? ((DLManagedTensorVersioned*)CheckedPointer)->Flags : 0;
            GC.KeepAlive(this);
            return flags;
        }
    }

    /// <summary>Address of the tensor, of a layout that is known; valid as long as the caller keeps this handle in use.</summary>
    internal void* CheckedPointer
    {
        get
        {
            void* tensor = Pointer;
            uint major = IsVersioned ? ((DLManagedTensorVersioned*)tensor)->Version.Major : MajorVersion;
            GC.KeepAlive(this);
            return major == MajorVersion
                ? tensor
                : throw new NotSupportedException($"The tensor is of version {major} of DLPack; version {MajorVersion} is supported. It can only be disposed.");
        }
    }

    private void* Pointer
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed || IsInvalid, this);
            return (void*)handle;
        }
    }

    /// <summary>Hands the tensor on: the receiver calls its deleter. This handle ends.</summary>
    /// <returns>Address of the tensor.</returns>
    /// <exception cref="ObjectDisposedException">The tensor was handed on already or has ended.</exception>
    public nint Detach()
    {
        nint tensor = (nint)Pointer;
        SetHandleAsInvalid();
        return tensor;
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        delegate* unmanaged[Cdecl]<void*, void> deleter = IsVersioned
            ? (delegate* unmanaged[Cdecl]<void*, void>)((DLManagedTensorVersioned*)handle)->Deleter
            : (delegate* unmanaged[Cdecl]<void*, void>)((DLManagedTensor*)handle)->Deleter;
        if (deleter != null)
        {
            deleter((void*)handle);
        }

        return true;
    }
}
