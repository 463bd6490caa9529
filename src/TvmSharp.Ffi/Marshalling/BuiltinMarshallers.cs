using System.Numerics;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>Marshallers of the types that need no wrapper class.</summary>
internal static class BuiltinMarshallers
{
    /// <summary>The marshaller of a type as a <see cref="ValueMarshaller{T}"/>; null when there is none.</summary>
    internal static object? Find(Type type) =>
        type == typeof(long) ? Integer<long>()
        : type == typeof(int) ? Integer<int>()
        : type == typeof(short) ? Integer<short>()
        : type == typeof(sbyte) ? Integer<sbyte>()
        : type == typeof(ulong) ? Integer<ulong>()
        : type == typeof(uint) ? Integer<uint>()
        : type == typeof(ushort) ? Integer<ushort>()
        : type == typeof(byte) ? Integer<byte>()
        : type == typeof(bool) ? ValueMarshaller<bool>.Of<BooleanMarshaller>()
        : type == typeof(double) ? Float<double>()
        : type == typeof(float) ? Float<float>()
        : type == typeof(Half) ? Float<Half>()
        : type == typeof(DataType) ? ValueMarshaller<DataType>.Of<DataTypeMarshaller>()
        : type == typeof(Device) ? ValueMarshaller<Device>.Of<DeviceMarshaller>()
        : type == typeof(Shape) ? ValueMarshaller<Shape>.Of<ShapeMarshaller>()
        : type == typeof(string) ? ValueMarshaller<string>.Of<StringMarshaller>()
        : type == typeof(byte[]) ? ValueMarshaller<byte[]>.Of<BytesMarshaller>()
        : type == typeof(object) ? ValueMarshaller<object?>.Of<BoxedMarshaller>()
        : type == typeof(nint) ? ValueMarshaller<nint>.Of<PointerMarshaller>()
        : type == typeof(RawString) ? ValueMarshaller<RawString>.Of<RawStringMarshaller>()
        : type == typeof(Moved) ? ValueMarshaller<Moved>.Of<MovedMarshaller>()
        : type == typeof(Exception) ? ValueMarshaller<Exception>.Of<ExceptionMarshaller>()
        : type == typeof(Any) ? ValueMarshaller<Any>.Of<AnyMarshaller>()
        : type == typeof(TvmObject) ? ValueMarshaller<TvmObject>.Of<ObjectMarshaller<TvmObject>>()
        : FindNullable(type);

    private static object? FindNullable(Type type) =>
        type == typeof(long?) ? Nullable<long, IntegerMarshaller<long>>()
        : type == typeof(int?) ? Nullable<int, IntegerMarshaller<int>>()
        : type == typeof(bool?) ? Nullable<bool, BooleanMarshaller>()
        : type == typeof(double?) ? Nullable<double, FloatMarshaller<double>>()
        : type == typeof(float?) ? Nullable<float, FloatMarshaller<float>>()
        : null;

    private static ValueMarshaller<T?> Nullable<T, TMarshaller>()
        where T : struct
        where TMarshaller : struct, IMarshaller<T> => ValueMarshaller<T?>.Of<NullableMarshaller<T, TMarshaller>>();

    private static ValueMarshaller<TInteger> Integer<TInteger>()
        where TInteger : unmanaged, IBinaryInteger<TInteger>, IMinMaxValue<TInteger> => ValueMarshaller<TInteger>.Of<IntegerMarshaller<TInteger>>();

    private static ValueMarshaller<TFloat> Float<TFloat>()
        where TFloat : unmanaged, IBinaryFloatingPointIeee754<TFloat> => ValueMarshaller<TFloat>.Of<FloatMarshaller<TFloat>>();
}
