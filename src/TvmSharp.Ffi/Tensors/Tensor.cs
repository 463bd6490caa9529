using System.Numerics.Tensors;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>A tensor: <c>tvm::ffi::Tensor</c>, type key <c>ffi.Tensor</c>.</summary>
/// <remarks>
/// <para>
/// Shape, strides, element type, device and data are read where they are, without a native call. <see cref="Dispose"/>
/// drops this wrapper's reference at once; the data goes with the last reference, which TVM may hold.
/// </para>
/// <para>
/// Spans of the data are valid as long as the tensor is alive and do not keep it so: hold the tensor in a
/// <c>using</c> statement, in a scope, or with <see cref="GC.KeepAlive"/> as long as a span is used.
/// </para>
/// <para>
/// TVM knows no read-only tensors. What DLPack marks as read-only (<see cref="DLManagedTensorHandle.IsReadOnly"/>) loses
/// the mark when it is imported, and is exported without one: writing to it is for the caller to avoid.
/// </para>
/// </remarks>
[TvmObject("ffi.Tensor")]
public sealed unsafe partial class Tensor : TvmObject, ITvmObject<Tensor>, IDisposable
{
    private Tensor(ObjectReference reference)
        : base(reference)
    {
    }

    static string ITvmObject<Tensor>.TypeKey => "ffi.Tensor";

    /// <summary>A borrowed view of the tensor, which keeps it in use.</summary>
    public TensorView View => new((DLTensor*)(Handle + 1), this);

    /// <inheritdoc cref="TensorView.DataType"/>
    public DataType DataType => View.DataType;

    /// <inheritdoc cref="TensorView.Device"/>
    public Device Device => View.Device;

    /// <inheritdoc cref="TensorView.Rank"/>
    public int Rank => View.Rank;

    /// <inheritdoc cref="TensorView.Shape"/>
    public ReadOnlySpan<long> Shape => View.Shape;

    /// <inheritdoc cref="TensorView.Strides"/>
    public ReadOnlySpan<long> Strides => View.Strides;

    /// <inheritdoc cref="TensorView.Data"/>
    public nint Data => View.Data;

    /// <inheritdoc cref="TensorView.ByteOffset"/>
    public long ByteOffset => View.ByteOffset;

    /// <inheritdoc cref="TensorView.ElementCount"/>
    public long ElementCount => View.ElementCount;

    /// <inheritdoc cref="TensorView.ByteSize"/>
    public long ByteSize => View.ByteSize;

    /// <inheritdoc cref="TensorView.IsContiguous"/>
    public bool IsContiguous => View.IsContiguous;

    static Tensor ITvmObject<Tensor>.Wrap(ObjectReference reference) => new(reference);

    /// <summary>A borrowed view of the tensor, which keeps it in use.</summary>
    public static implicit operator TensorView(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return tensor.View;
    }

    /// <inheritdoc cref="TensorView.IsAligned"/>
    public bool IsAligned(int alignment) => View.IsAligned(alignment);

    /// <inheritdoc cref="TensorView.AsSpan{T}"/>
    public Span<T> AsSpan<T>()
        where T : unmanaged => View.AsSpan<T>();

    /// <inheritdoc cref="TensorView.AsReadOnlySpan{T}"/>
    public ReadOnlySpan<T> AsReadOnlySpan<T>()
        where T : unmanaged => View.AsReadOnlySpan<T>();

    /// <inheritdoc cref="TensorView.AsBytes"/>
    public Span<byte> AsBytes() => View.AsBytes();

    /// <inheritdoc cref="TensorView.AsTensorSpan{T}"/>
    public TensorSpan<T> AsTensorSpan<T>()
        where T : unmanaged => View.AsTensorSpan<T>();

    /// <inheritdoc cref="TensorView.AsReadOnlyTensorSpan{T}"/>
    public ReadOnlyTensorSpan<T> AsReadOnlyTensorSpan<T>()
        where T : unmanaged => View.AsReadOnlyTensorSpan<T>();

    /// <inheritdoc cref="TensorView.ToArray{T}"/>
    public T[] ToArray<T>()
        where T : unmanaged => View.ToArray<T>();

    /// <inheritdoc cref="TensorView.CopyTo{T}"/>
    public void CopyTo<T>(Span<T> destination)
        where T : unmanaged => View.CopyTo(destination);

    /// <summary>Drops this wrapper's reference. Views of the tensor and other references to it go on.</summary>
    public void Dispose() => Release();
}
