using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>Element type of a tensor: <c>DLDataType</c>, four bytes. Upstream calls it <c>DataType</c> or dtype.</summary>
/// <remarks>The default value is <c>int0x0</c>, which is no type that anything has.</remarks>
public readonly unsafe struct DataType : IEquatable<DataType>
{
    private readonly DLDataType _value;

    /// <summary>Makes an element type.</summary>
    /// <param name="code">What the bits mean.</param>
    /// <param name="bits">Bits of one lane, 0 to 255.</param>
    /// <param name="lanes">Lanes of a vector; negative for a scalable one of so many lanes times <c>vscale</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number does not fit.</exception>
    public DataType(DataTypeCode code, int bits, int lanes = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative((int)code, nameof(code));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((int)code, byte.MaxValue, nameof(code));
        ArgumentOutOfRangeException.ThrowIfNegative(bits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, byte.MaxValue);
        ArgumentOutOfRangeException.ThrowIfLessThan(lanes, short.MinValue);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lanes, short.MaxValue);
        _value = new() { Code = (byte)code, Bits = (byte)bits, Lanes = unchecked((ushort)lanes) };
    }

    private DataType(DLDataType value) => _value = value;

    /// <summary><c>int8</c>.</summary>
    public static DataType Int8 => new(DataTypeCode.Int, 8);

    /// <summary><c>int16</c>.</summary>
    public static DataType Int16 => new(DataTypeCode.Int, 16);

    /// <summary><c>int32</c>.</summary>
    public static DataType Int32 => new(DataTypeCode.Int, 32);

    /// <summary><c>int64</c>.</summary>
    public static DataType Int64 => new(DataTypeCode.Int, 64);

    /// <summary><c>uint8</c>.</summary>
    public static DataType UInt8 => new(DataTypeCode.UInt, 8);

    /// <summary><c>uint16</c>.</summary>
    public static DataType UInt16 => new(DataTypeCode.UInt, 16);

    /// <summary><c>uint32</c>.</summary>
    public static DataType UInt32 => new(DataTypeCode.UInt, 32);

    /// <summary><c>uint64</c>.</summary>
    public static DataType UInt64 => new(DataTypeCode.UInt, 64);

    /// <summary><c>float16</c>, <see cref="System.Half"/>.</summary>
    public static DataType Float16 => new(DataTypeCode.Float, 16);

    /// <summary><c>float32</c>.</summary>
    public static DataType Float32 => new(DataTypeCode.Float, 32);

    /// <summary><c>float64</c>.</summary>
    public static DataType Float64 => new(DataTypeCode.Float, 64);

    /// <summary><c>bfloat16</c>: the upper half of a <c>float32</c>.</summary>
    public static DataType BFloat16 => new(DataTypeCode.BFloat, 16);

    /// <summary><c>bool</c>, of one byte.</summary>
    public static DataType Bool => new(DataTypeCode.Bool, 8);

    /// <summary><c>handle</c>: an address.</summary>
    public static DataType Handle => new(DataTypeCode.OpaqueHandle, 64);

    /// <summary>No value: the empty string, also read from <c>void</c>.</summary>
    public static DataType Void => new(DataTypeCode.OpaqueHandle, 0, 0);

    /// <summary><c>float8_e4m3fn</c>.</summary>
    public static DataType Float8E4M3Fn => new(DataTypeCode.Float8E4M3Fn, 8);

    /// <summary><c>float8_e5m2</c>.</summary>
    public static DataType Float8E5M2 => new(DataTypeCode.Float8E5M2, 8);

    /// <summary><c>float4_e2m1fn</c>, two in a byte.</summary>
    public static DataType Float4E2M1Fn => new(DataTypeCode.Float4E2M1Fn, 4);

    /// <summary>What the bits of a lane mean. Codes from 129 on are types that a program registered.</summary>
    public DataTypeCode Code => (DataTypeCode)_value.Code;

    /// <summary>Bits of one lane.</summary>
    public int Bits => _value.Bits;

    /// <summary>Lanes of a vector, 1 for a scalar; negative for a scalable vector of so many lanes times <c>vscale</c>.</summary>
    public int Lanes => unchecked((short)_value.Lanes);

    /// <summary>Whether the number of lanes is known at run time only.</summary>
    public bool IsScalable => Lanes < -1;

    /// <summary>Bits of all lanes of one element. Elements of less than a byte are packed without gaps.</summary>
    internal int ElementBits => Bits * _value.Lanes;

    /// <summary>An element type as the C ABI has it.</summary>
    public static implicit operator DataType(DLDataType value) => new(value);

    /// <summary>An element type for the C ABI.</summary>
    public static implicit operator DLDataType(DataType value) => value._value;

    /// <summary>Whether two types are the same.</summary>
    public static bool operator ==(DataType left, DataType right) => left.Equals(right);

    /// <summary>Whether two types differ.</summary>
    public static bool operator !=(DataType left, DataType right) => !left.Equals(right);

    /// <summary>The element type that a C# type has the layout of.</summary>
    /// <typeparam name="T">An integer, <see cref="float"/>, <see cref="double"/>, <see cref="System.Half"/>, <see cref="bool"/>, <see cref="Complex"/> or <see cref="nint"/> for a handle.</typeparam>
    /// <exception cref="NotSupportedException">There is none.</exception>
    public static DataType Of<T>()
        where T : unmanaged => TryOf<T>() ?? throw new NotSupportedException($"No element type of a tensor has the layout of {typeof(T)}.");

    /// <summary>Reads an element type by upstream's rules, such as <c>float32</c>, <c>int8x4</c>, <c>bf16</c>, <c>fp8_e4m3</c>.</summary>
    /// <exception cref="FormatException">It is none; the message is upstream's.</exception>
    public static DataType Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Reads an element type; false when the text is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out DataType type)
    {
        try
        {
            type = text is null ? default : Parse(text);
            return text is not null;
        }
        catch (FormatException)
        {
            type = default;
            return false;
        }
    }

    /// <summary>The same type with another number of lanes.</summary>
    /// <param name="lanes">Lanes; negative for a scalable vector.</param>
    public DataType WithLanes(int lanes) => new(Code, Bits, lanes);

    /// <inheritdoc/>
    public bool Equals(DataType other) =>
        Unsafe.BitCast<DLDataType, int>(_value) == Unsafe.BitCast<DLDataType, int>(other._value);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is DataType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Unsafe.BitCast<DLDataType, int>(_value);

    /// <summary>The type as upstream writes it; its numbers for a type that upstream has no name for. Never throws.</summary>
    public override string ToString()
    {
        try
        {
            TVMFFIAny text;
            DLDataType value = _value;
            TvmError.ThrowIfFailed(TvmRuntime.Api->TVMFFIDataTypeToString(&value, &text));
            return Any.TakeOwned(&text).As<string>();
        }
        catch (Exception)
        {
            return $"DataType(code={_value.Code}, bits={_value.Bits}, lanes={Lanes})";
        }
    }

    /// <summary>Reads an element type from UTF-8.</summary>
    internal static DataType Parse(ReadOnlySpan<byte> text)
    {
        fixed (byte* data = text)
        {
            TVMFFIByteArray bytes = new() { Data = data, Size = (nuint)text.Length };
            DLDataType value;
            try
            {
                TvmError.ThrowIfFailed(TvmRuntime.Api->TVMFFIDataTypeFromString(&bytes, &value));
            }
            catch (TvmException error)
            {
                throw new FormatException(error.Message, error);
            }

            return new(value);
        }
    }

    internal static DataType? TryOf<T>()
        where T : unmanaged =>
        typeof(T) == typeof(float) ? Float32
        : typeof(T) == typeof(double) ? Float64
        : typeof(T) == typeof(Half) ? Float16
        : typeof(T) == typeof(int) ? Int32
        : typeof(T) == typeof(long) ? Int64
        : typeof(T) == typeof(short) ? Int16
        : typeof(T) == typeof(sbyte) ? Int8
        : typeof(T) == typeof(uint) ? UInt32
        : typeof(T) == typeof(ulong) ? UInt64
        : typeof(T) == typeof(ushort) ? UInt16
        : typeof(T) == typeof(byte) ? UInt8
        : typeof(T) == typeof(bool) ? Bool
        : typeof(T) == typeof(Complex) ? new(DataTypeCode.Complex, 128)
        : typeof(T) == typeof(nint) ? Handle
        : null;

    /// <summary>
    /// How many <typeparamref name="T"/> one element is: its lanes when the types agree. 0 when they do not.
    /// </summary>
    internal int ItemsPerElement<T>()
        where T : unmanaged
    {
        if (IsScalable || _value.Lanes == 0)
        {
            return 0;
        }

        DataType lane = WithLanes(1);
        return TryOf<T>() == lane || (typeof(T) == typeof(ushort) && lane == BFloat16) || (typeof(T) == typeof(byte) && lane.IsRawByte)
            ? _value.Lanes
            : 0;
    }

    /// <summary>Whether a lane is one byte that .NET has no type for.</summary>
    private bool IsRawByte => Bits == 8 && Code is >= DataTypeCode.Float8E3M4 and <= DataTypeCode.Float8E8M0Fnu;
}
