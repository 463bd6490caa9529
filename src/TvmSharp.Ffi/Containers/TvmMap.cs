using TvmSharp.Ffi.Abi;
using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi;

/// <summary>An immutable map: <c>tvm::ffi::Map</c>, type key <c>ffi.Map</c>.</summary>
/// <typeparam name="TKey">Key type. TVM compares strings by content and objects by identity.</typeparam>
/// <typeparam name="TValue">Value type.</typeparam>
/// <remarks>Objects that are read share the map's owner.</remarks>
[TvmObject("ffi.Map")]
public sealed unsafe class TvmMap<TKey, TValue> : TvmMapping<TKey, TValue>, ITvmObject<TvmMap<TKey, TValue>>
    where TKey : notnull
{
    internal TvmMap(ObjectReference reference)
        : this(reference, ValueMarshaller<TKey>.OfValues, ValueMarshaller<TValue>.OfValues)
    {
    }

    internal TvmMap(ObjectReference reference, ValueMarshaller<TKey> keys, ValueMarshaller<TValue> values)
        : base(reference, keys, values) =>

        // As an element of another container this very class is wanted, not the untyped one that stands for its type.
        ValueMarshaller<TvmMap<TKey, TValue>>.Meet<MapMarshaller<TKey, DefaultMarshaller<TKey>, TValue, DefaultMarshaller<TValue>>>();

    static string ITvmObject<TvmMap<TKey, TValue>>.TypeKey => "ffi.Map";

    private protected override MappingFunctions Functions => BuiltinFunctions.MapFunctions;

    private protected override bool IsMutable => false;

    static TvmMap<TKey, TValue> ITvmObject<TvmMap<TKey, TValue>>.Wrap(ObjectReference reference) => new(reference);

    private protected override bool TryReadOwned<T>(ValueMarshaller<T> marshaller, TVMFFIAny* owned, out T value) =>
        marshaller.TryReadShared(owned, Reference, out value);
}
