using System.Globalization;
using System.Runtime.CompilerServices;
using TvmSharp.Ffi.Abi;
using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi;

/// <summary>Any value that TVM passes around: <c>tvm::ffi::Any</c>.</summary>
/// <remarks>
/// 16 bytes: a reference and a payload. The garbage collector sees what it refers to, so it can be copied and
/// stored freely; plain values are not boxed. Strings are .NET strings.
/// </remarks>
public readonly unsafe struct Any : IEquatable<Any>
{
    // null for None, a Tag for plain values, else the string, byte[], TvmObject, RawString or Moved itself.
    private readonly object? _reference;
    private readonly long _payload;

    /// <summary>What equality looks at: how a string is stored makes no difference.</summary>
    private object? Content => _reference is RawString raw ? raw.Value : _reference;

    private Any(object? reference, long payload)
    {
        _reference = reference;
        _payload = payload;
    }

    /// <summary>No value, the default.</summary>
    public static Any None => default;

    /// <summary>Whether there is no value.</summary>
    public bool IsNone => _reference is null;

    /// <summary>What the value is.</summary>
    public AnyKind Kind => _reference switch
    {
        null => AnyKind.None,
        Tag tag => tag.Kind,
        string or RawString => AnyKind.String,
        byte[] => AnyKind.Bytes,
        Moved => AnyKind.MovedObject,
        _ => AnyKind.Object,
    };

    /// <summary>The wrapper in the value; null when it holds none.</summary>
    internal TvmObject? Wrapper => _reference as TvmObject;

    /// <summary>Name of the value's type as upstream's messages have it, such as <c>int</c> or a type key.</summary>
    public string TypeName
    {
        get
        {
            if (_reference is Moved moved)
            {
                return MarshallingHelpers.MovedTypeName(moved.TypeIndex);
            }

            TVMFFIAny raw;
            WriteArgument(&raw);
            try
            {
                return ObjectTypes.KeyOf(raw.TypeIndex);
            }
            finally
            {
                ReleaseArgument(&raw);
            }
        }
    }

    /// <summary>An integer.</summary>
    public static implicit operator Any(long value) => new(Tag.Int, value);

    /// <summary>An integer.</summary>
    public static implicit operator Any(int value) => new(Tag.Int, value);

    /// <summary>An integer.</summary>
    public static implicit operator Any(uint value) => (long)value;

    /// <summary>An integer.</summary>
    public static implicit operator Any(ushort value) => (long)value;

    /// <summary>An integer.</summary>
    public static implicit operator Any(byte value) => (long)value;

    /// <summary>An integer.</summary>
    /// <exception cref="OverflowException">It is greater than <see cref="long.MaxValue"/>.</exception>
    public static implicit operator Any(ulong value) => ValueMarshaller<ulong>.Default.ToAny(value);

    /// <summary>A truth value.</summary>
    public static implicit operator Any(bool value) => new(Tag.Bool, value ? 1 : 0);

    /// <summary>A floating-point number.</summary>
    public static implicit operator Any(double value) => new(Tag.Float, BitConverter.DoubleToInt64Bits(value));

    /// <summary>A floating-point number.</summary>
    public static implicit operator Any(Half value) => (double)value;

    /// <summary>A string; null is None.</summary>
    public static implicit operator Any(string? value) => new(value, 0);

    /// <summary>A string that is encoded already; null is None.</summary>
    public static implicit operator Any(RawString? value) => new(value, 0);

    /// <summary>Bytes, which the value refers to and does not copy; null is None.</summary>
    public static implicit operator Any(byte[]? value) => new(value, 0);

    /// <summary>An object; null is None.</summary>
    public static implicit operator Any(TvmObject? value) => new(value, 0);

    /// <summary>An object that is handed over, once; null is None.</summary>
    public static implicit operator Any(Moved? value) => new(value, 0);

    /// <summary>An element type.</summary>
    public static implicit operator Any(DataType value) => (DLDataType)value;

    /// <summary>A device.</summary>
    public static implicit operator Any(Device value) => (DLDevice)value;

    /// <summary>An element type.</summary>
    public static implicit operator Any(DLDataType value) => new(Tag.DataType, Unsafe.BitCast<DLDataType, int>(value));

    /// <summary>A device.</summary>
    public static implicit operator Any(DLDevice value) => new(Tag.Device, Unsafe.BitCast<DLDevice, long>(value));

    /// <summary>Whether two values are of the same kind and equal; objects are compared by identity.</summary>
    public static bool operator ==(Any left, Any right) => left.Equals(right);

    /// <summary>Whether two values differ.</summary>
    public static bool operator !=(Any left, Any right) => !left.Equals(right);

    /// <summary>A value of a type that does not convert by itself, such as a tuple. Generated code calls it.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <typeparam name="TMarshaller">How it crosses.</typeparam>
    /// <param name="value">Value.</param>
    public static Any From<T, TMarshaller>(T value)
        where TMarshaller : struct, IMarshaller<T> => ValueMarshaller<T>.Of<TMarshaller>().ToAny(value);

    /// <summary>An address without a type. Nothing is owned.</summary>
    public static Any FromPointer(nint address) => new(Tag.OpaquePtr, address);

    /// <summary>A value from what .NET has in its place: the opposite of <see cref="ToObject"/>.</summary>
    /// <exception cref="NotSupportedException">Values of this type are not values of TVM; the message names it.</exception>
    /// <exception cref="OverflowException">An integer is greater than <see cref="long.MaxValue"/>.</exception>
    public static Any FromObject(object? value) => value switch
    {
        null => None,
        Any any => any,
        string text => text,
        bool truth => truth,
        long number => number,
        int number => number,
        double number => number,
        float number => number,
        Half number => number,
        ulong number => number,
        uint number => number,
        short number => number,
        ushort number => number,
        sbyte number => number,
        byte number => number,
        Enum constant => Convert.ToInt64(constant, CultureInfo.InvariantCulture),
        byte[] bytes => bytes,
        TvmObject obj => obj,
        RawString text => text,
        Moved moved => moved,
        nint address => FromPointer(address),
        DataType type => type,
        Device device => device,
        DLDataType type => type,
        DLDevice device => device,
        PackedFunction function => Function.Create(function),
        Exception exception => Error.FromException(exception),
        _ => throw new NotSupportedException($"Values of type {value.GetType()} cannot be passed to TVM."),
    };

    /// <summary>
    /// The value as what .NET has in its place: null, <see cref="long"/>, <see cref="bool"/>, <see cref="double"/>,
    /// <see cref="nint"/>, <see cref="DataType"/>, <see cref="Device"/>, <see cref="string"/>, <c>byte[]</c> or a
    /// <see cref="TvmObject"/>.
    /// </summary>
    public object? ToObject() => Kind switch
    {
        AnyKind.Int => _payload,
        AnyKind.Bool => _payload != 0,
        AnyKind.Float => BitConverter.Int64BitsToDouble(_payload),
        AnyKind.OpaquePtr => (nint)_payload,
        AnyKind.DataType => (DataType)Unsafe.BitCast<int, DLDataType>((int)_payload),
        AnyKind.Device => (Device)Unsafe.BitCast<long, DLDevice>(_payload),
        _ => Content,
    };

    /// <summary>Converts to a C# type as TVM converts arguments: an integer is a number, a number no integer.</summary>
    /// <typeparam name="T">
    /// An integer, floating-point or truth value, a string, bytes, <see cref="Any"/> or a wrapper class. Typed arrays and
    /// maps come from <see cref="AsArray{T}"/> and <see cref="AsMap{TKey, TValue}"/>.
    /// </typeparam>
    /// <exception cref="InvalidCastException">The value does not convert; the message names both types.</exception>
    /// <exception cref="OverflowException">The integer does not fit.</exception>
    public T As<T>() => ValueMarshaller<T>.Default.FromAny(this);

    /// <summary>Converts to a C# type; false when the value does not convert.</summary>
    /// <exception cref="OverflowException">The integer does not fit.</exception>
    public bool TryAs<T>(out T? value)
    {
        TVMFFIAny raw;
        WriteArgument(&raw);
        try
        {
            return ValueMarshaller<T>.Default.TryRead(&raw, out value!);
        }
        finally
        {
            ReleaseArgument(&raw);
        }
    }

    /// <summary>Converts to a C# type of which it is known how it crosses. Generated code calls it.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <typeparam name="TMarshaller">How it crosses.</typeparam>
    /// <exception cref="InvalidCastException">The value does not convert; the message names both types.</exception>
    /// <exception cref="OverflowException">The integer does not fit.</exception>
    public T To<T, TMarshaller>()
        where TMarshaller : struct, IMarshaller<T> => ValueMarshaller<T>.Of<TMarshaller>().FromAny(this);

    /// <summary>The object in the value as a wrapper class.</summary>
    /// <exception cref="InvalidCastException">The value is no object of the class's type.</exception>
    public T AsObject<T>()
        where T : TvmObject, ITvmObject<T> => ValueMarshaller<T>.Of<ObjectMarshaller<T>>().FromAny(this);

    /// <summary>The array in the value with typed elements, which convert when they are read.</summary>
    /// <exception cref="InvalidCastException">The value is no array.</exception>
    public TvmArray<T> AsArray<T>() => AsObject<TvmArray<T>>();

    /// <summary>The map in the value with typed keys and values, which convert when they are read.</summary>
    /// <exception cref="InvalidCastException">The value is no map.</exception>
    public TvmMap<TKey, TValue> AsMap<TKey, TValue>()
        where TKey : notnull => AsObject<TvmMap<TKey, TValue>>();

    /// <inheritdoc/>
    public bool Equals(Any other) => (Content, other.Content) switch
    {
        (string a, string b) => a == b,
        (byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b),
        (TvmObject a, TvmObject b) => a.IsSameAs(b),
        var (a, b) => ReferenceEquals(a, b) && _payload == other._payload,
    };

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Any other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        if (_reference is byte[] bytes)
        {
            HashCode hash = default;
            hash.AddBytes(bytes);
            return hash.ToHashCode();
        }

        return Content is TvmObject value ? value.IdentityHash : HashCode.Combine(Content, _payload);
    }

    /// <summary>The value as text; objects in TVM's printed form.</summary>
    public override string ToString() => Kind switch
    {
        AnyKind.None => "None",
        AnyKind.Int => _payload.ToString(CultureInfo.InvariantCulture),
        AnyKind.Bool => _payload != 0 ? "True" : "False",
        AnyKind.Float => BitConverter.Int64BitsToDouble(_payload).ToString("R", CultureInfo.InvariantCulture),
        AnyKind.OpaquePtr => $"0x{_payload:x}",
        AnyKind.DataType or AnyKind.Device => ToObject()!.ToString()!,
        AnyKind.MovedObject => TypeName,
        AnyKind.Bytes => Convert.ToHexString((byte[])_reference!),
        _ => _reference!.ToString()!,
    };

    /// <summary>Takes over an owned value, which becomes None.</summary>
    internal static Any TakeOwned(TVMFFIAny* owned)
    {
        TVMFFIAny value = *owned;
        *owned = default;
        if (value.TypeIndex < TypeIndex.StaticObjectBegin || value.TypeIndex is TypeIndex.Str or TypeIndex.Bytes)
        {
            Any result = FromView(&value);
            RefCount.Release(&value);
            return result;
        }

        return new Any(WrapperTable.Wrap(ObjectReference.Take(value.Obj)), 0);
    }

    /// <summary>Reads a borrowed value of any kind. A moved reference is taken over.</summary>
    internal static Any FromView(TVMFFIAny* view)
    {
        switch (view->TypeIndex)
        {
            case TypeIndex.None:
                return default;
            case TypeIndex.Int:
                return view->Int64;
            case TypeIndex.Bool:
                return view->Int64 != 0;
            case TypeIndex.Float:
                return view->Float64;
            case TypeIndex.OpaquePtr:
                return FromPointer((nint)view->Ptr);
            case TypeIndex.DLTensorPtr:
                // As upstream: nothing says how long the tensor lives.
                throw new InvalidCastException("Cannot convert from type `DLTensor*` to `Any`: a borrowed tensor has no owner to share.");
            case TypeIndex.DataType:
                return view->DType;
            case TypeIndex.Device:
                return view->Device;
            case TypeIndex.ObjectRValueRef:
                return new Any(WrapperTable.Wrap(MarshallingHelpers.TakeMoved(view)), 0);
            default:
                if (Utf8.TryGetSpan(view, true, out ReadOnlySpan<byte> text))
                {
                    return System.Text.Encoding.UTF8.GetString(text);
                }

                if (Utf8.TryGetSpan(view, false, out ReadOnlySpan<byte> bytes))
                {
                    return bytes.ToArray();
                }

                return view->TypeIndex >= TypeIndex.StaticObjectBegin
                    ? new Any(WrapperTable.Wrap(ObjectReference.Share(view->Obj)), 0)
                    : throw new InvalidCastException($"A value of kind {view->TypeIndex} is not known to this version of TvmSharp.");
        }
    }

    /// <summary>Writes a value the reader owns.</summary>
    internal void WriteOwned(TVMFFIAny* result)
    {
        switch (_reference)
        {
            case RawString raw:
                Utf8.Write(raw.Value, result);
                break;
            case Moved moved:
                moved.WriteOwned(result);
                break;
            case TvmObject obj:
                obj.WriteOwned(result);
                break;
            default:
                WriteArgument(result);
                break;
        }
    }

    /// <summary>Writes a value that is valid until <see cref="ReleaseArgument"/>.</summary>
    internal void WriteArgument(TVMFFIAny* argument)
    {
        *argument = default;
        switch (_reference)
        {
            case null:
                break;
            case Tag tag:
                argument->TypeIndex = tag.TypeIndex;
                argument->Int64 = _payload;
                break;
            case string text:
                Utf8.Write(text, argument);
                break;
            case byte[] bytes:
                Utf8.Write(bytes, false, argument);
                break;
            case RawString raw:
                raw.WriteView(argument);
                break;
            case Moved moved:
                moved.WriteView(argument);
                break;
            default:
                ((TvmObject)_reference).Lend(argument);
                break;
        }
    }

    /// <summary>Ends what <see cref="WriteArgument"/> began.</summary>
    internal void ReleaseArgument(TVMFFIAny* argument)
    {
        switch (_reference)
        {
            case TvmObject obj:
                if (argument->TypeIndex != TypeIndex.None)
                {
                    obj.EndLoan();
                }

                break;
            case RawString:
                GC.KeepAlive(_reference);
                break;
            case Moved:
                Moved.ReleaseView(argument);
                break;
            default:
                RefCount.Release(argument);
                break;
        }
    }

    /// <summary>Stands for the type of a value that is all payload.</summary>
    private sealed class Tag(AnyKind kind, int typeIndex)
    {
        internal static readonly Tag Int = new(AnyKind.Int, Abi.TypeIndex.Int);
        internal static readonly Tag Bool = new(AnyKind.Bool, Abi.TypeIndex.Bool);
        internal static readonly Tag Float = new(AnyKind.Float, Abi.TypeIndex.Float);
        internal static readonly Tag OpaquePtr = new(AnyKind.OpaquePtr, Abi.TypeIndex.OpaquePtr);
        internal static readonly Tag DataType = new(AnyKind.DataType, Abi.TypeIndex.DataType);
        internal static readonly Tag Device = new(AnyKind.Device, Abi.TypeIndex.Device);

        internal AnyKind Kind { get; } = kind;

        internal int TypeIndex { get; } = typeIndex;
    }
}
