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
        : type == typeof(bool) ? new ValueMarshaller<bool>.Bound<BooleanMarshaller>()
        : type == typeof(double) ? Float<double>()
        : type == typeof(float) ? Float<float>()
        : type == typeof(Half) ? Float<Half>()
        : type == typeof(string) ? new ValueMarshaller<string>.Bound<StringMarshaller>()
        : type == typeof(byte[]) ? new ValueMarshaller<byte[]>.Bound<BytesMarshaller>()
        : type == typeof(Any) ? new ValueMarshaller<Any>.Bound<AnyMarshaller>()
        : type == typeof(TvmObject) ? new ValueMarshaller<TvmObject>.Bound<ObjectMarshaller<TvmObject>>()
        : null;

    private static ValueMarshaller<TInteger>.Bound<IntegerMarshaller<TInteger>> Integer<TInteger>()
        where TInteger : unmanaged, IBinaryInteger<TInteger>, IMinMaxValue<TInteger> => new();

    private static ValueMarshaller<TFloat>.Bound<FloatMarshaller<TFloat>> Float<TFloat>()
        where TFloat : unmanaged, IBinaryFloatingPointIeee754<TFloat> => new();
}
