using System.Collections;
using System.Diagnostics.CodeAnalysis;
using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi;

/// <summary>An immutable map: <c>tvm::ffi::Map</c>, type key <c>ffi.Map</c>.</summary>
/// <typeparam name="TKey">Key type. TVM compares strings by content and objects by identity.</typeparam>
/// <typeparam name="TValue">Value type.</typeparam>
/// <remarks>The layout of a map is not part of the ABI: every read calls TVM.</remarks>
[TvmObject("ffi.Map")]
public sealed class TvmMap<TKey, TValue> : TvmObject, IReadOnlyDictionary<TKey, TValue>, ITvmObject<TvmMap<TKey, TValue>>
    where TKey : notnull
{
    private readonly ValueMarshaller<TKey> _keys;
    private readonly ValueMarshaller<TValue> _values;

    internal TvmMap(ObjectReference reference)
        : this(reference, ValueMarshaller<TKey>.Default, ValueMarshaller<TValue>.Default)
    {
    }

    internal TvmMap(ObjectReference reference, ValueMarshaller<TKey> keys, ValueMarshaller<TValue> values)
        : base(reference)
    {
        _keys = keys;
        _values = values;

        // As an element of another container this very class is wanted, not the untyped one that stands for its type.
        ValueMarshaller<TvmMap<TKey, TValue>>.SetDefault<ObjectMarshaller<TvmMap<TKey, TValue>>>();
    }

    static string ITvmObject<TvmMap<TKey, TValue>>.TypeKey => "ffi.Map";

    /// <inheritdoc/>
    public int Count => BuiltinFunctions.MapSize.Call(this).As<int>();

    /// <inheritdoc/>
    public IEnumerable<TKey> Keys => this.Select(static entry => entry.Key);

    /// <inheritdoc/>
    public IEnumerable<TValue> Values => this.Select(static entry => entry.Value);

    /// <inheritdoc/>
    /// <exception cref="KeyNotFoundException">The map has no such key.</exception>
    public TValue this[TKey key] => TryGetValue(key, out TValue? value)
        ? value
        : throw new KeyNotFoundException($"The map has no key `{key}`.");

    static TvmMap<TKey, TValue> ITvmObject<TvmMap<TKey, TValue>>.Wrap(ObjectReference reference) => new(reference);

    /// <inheritdoc/>
    public bool ContainsKey(TKey key) => BuiltinFunctions.MapCount.Call(this, _keys.ToAny(key)).As<bool>();

    /// <inheritdoc/>
    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        Any wanted = _keys.ToAny(key);
        if (!BuiltinFunctions.MapCount.Call(this, wanted).As<bool>())
        {
            value = default;
            return false;
        }

        value = _values.FromAny(BuiltinFunctions.MapGetItem.Call(this, wanted));
        return true;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator()
    {
        // The iterator neither keeps its map alive nor may be asked for an entry of an empty one.
        int count = Count;
        if (count == 0)
        {
            yield break;
        }

        Function iterator = BuiltinFunctions.MapForwardIterFunctor.Call(this).As<Function>();
        while (true)
        {
            yield return new(_keys.FromAny(iterator.Call(0)), _values.FromAny(iterator.Call(1)));
            if (!iterator.Call(2).As<bool>())
            {
                break;
            }
        }

        GC.KeepAlive(this);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
