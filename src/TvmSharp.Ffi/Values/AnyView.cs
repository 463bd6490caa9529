using TvmSharp.Ffi.Abi;
using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi;

/// <summary>A borrowed value of any kind: <c>tvm::ffi::AnyView</c>. It is valid during the call it is an argument of.</summary>
/// <remarks>
/// 16 bytes, nothing owned, nothing copied: reading a number from it touches neither the heap nor a reference count.
/// Converting it to <see cref="Any"/> makes a value that can be kept.
/// </remarks>
public readonly unsafe ref struct AnyView
{
    private readonly TVMFFIAny _value;

    internal AnyView(TVMFFIAny* view) => _value = *view;

    /// <summary>What the value is.</summary>
    public AnyKind Kind => _value.TypeIndex switch
    {
        Abi.TypeIndex.None => AnyKind.None,
        Abi.TypeIndex.Int => AnyKind.Int,
        Abi.TypeIndex.Bool => AnyKind.Bool,
        Abi.TypeIndex.Float => AnyKind.Float,
        Abi.TypeIndex.OpaquePtr => AnyKind.OpaquePtr,
        Abi.TypeIndex.DataType => AnyKind.DataType,
        Abi.TypeIndex.Device => AnyKind.Device,
        Abi.TypeIndex.DLTensorPtr => AnyKind.TensorPtr,
        Abi.TypeIndex.ObjectRValueRef => AnyKind.MovedObject,
        Abi.TypeIndex.RawStr or Abi.TypeIndex.SmallStr or Abi.TypeIndex.Str => AnyKind.String,
        Abi.TypeIndex.ByteArrayPtr or Abi.TypeIndex.SmallBytes or Abi.TypeIndex.Bytes => AnyKind.Bytes,
        _ => AnyKind.Object,
    };

    /// <summary>Type index, one of <see cref="Abi.TypeIndex"/> or a dynamic one.</summary>
    public int TypeIndex => _value.TypeIndex;

    /// <summary>Name of the value's type as upstream's messages have it, such as <c>int</c> or a type key.</summary>
    public string TypeName
    {
        get
        {
            TVMFFIAny value = _value;
            return MarshallingHelpers.TypeNameOf(&value);
        }
    }

    /// <summary>Whether there is no value.</summary>
    public bool IsNone => _value.TypeIndex == Abi.TypeIndex.None;

    /// <summary>A value of its own. A moved object is taken over, and cannot be read again.</summary>
    /// <exception cref="InvalidCastException">The value is the address of a tensor, which has no owner to share.</exception>
    public static implicit operator Any(AnyView view) => view.ToAny();

    /// <summary>A value of its own. A moved object is taken over, and cannot be read again.</summary>
    /// <exception cref="InvalidCastException">The value is the address of a tensor, which has no owner to share.</exception>
    public Any ToAny()
    {
        TVMFFIAny value = _value;
        return Any.FromView(&value);
    }

    /// <summary>Converts to a C# type as TVM converts arguments: an integer is a number, a number no integer.</summary>
    /// <exception cref="InvalidCastException">The value does not convert; the message names both types.</exception>
    /// <exception cref="OverflowException">The integer does not fit.</exception>
    public T As<T>()
    {
        TVMFFIAny value = _value;
        return ValueMarshaller<T>.Default.Read(&value);
    }

    /// <summary>Converts to a C# type; false when the value does not convert.</summary>
    /// <exception cref="OverflowException">The integer does not fit.</exception>
    public bool TryAs<T>(out T? result)
    {
        TVMFFIAny value = _value;
        return ValueMarshaller<T>.Default.TryRead(&value, out result!);
    }

    /// <summary>The tensor in the value, borrowed: a tensor object or a bare <c>DLTensor*</c>.</summary>
    /// <exception cref="InvalidCastException">There is none; the message names what there is.</exception>
    public TensorView AsTensorView()
    {
        TVMFFIAny value = _value;
        return TensorViewMarshaller.TryRead(&value, out TensorView tensor)
            ? tensor
            : throw new InvalidCastException($"Cannot convert from type `{TypeName}` to `{TensorViewMarshaller.TypeName}`.");
    }

    /// <summary>The value as text; objects in TVM's printed form. A moved object is named and not taken over.</summary>
    public override string ToString() =>
        Kind is AnyKind.MovedObject or AnyKind.TensorPtr ? TypeName : ToAny().ToString();
}
