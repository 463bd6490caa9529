using TvmSharp.Ffi.Abi;
using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi;

/// <summary>A mutable map: <c>tvm::ffi::Dict</c>, type key <c>ffi.Dict</c>.</summary>
/// <typeparam name="TKey">Key type. TVM compares strings by content and objects by identity.</typeparam>
/// <typeparam name="TValue">Value type.</typeparam>
/// <remarks>
/// All wrappers and all languages that hold the dictionary see its changes. Like .NET's own dictionaries it must not be
/// changed while another thread uses it.
/// </remarks>
[TvmObject("ffi.Dict")]
public sealed unsafe class TvmDict<TKey, TValue> : TvmMapping<TKey, TValue>, IDictionary<TKey, TValue>, ITvmObject<TvmDict<TKey, TValue>>
    where TKey : notnull
{
    internal TvmDict(ObjectReference reference)
        : this(reference, ValueMarshaller<TKey>.OfValues, ValueMarshaller<TValue>.OfValues)
    {
    }

    internal TvmDict(ObjectReference reference, ValueMarshaller<TKey> keys, ValueMarshaller<TValue> values)
        : base(reference, keys, values) =>
        ValueMarshaller<TvmDict<TKey, TValue>>.Meet<DictMarshaller<TKey, DefaultMarshaller<TKey>, TValue, DefaultMarshaller<TValue>>>();

    static string ITvmObject<TvmDict<TKey, TValue>>.TypeKey => "ffi.Dict";

    bool ICollection<KeyValuePair<TKey, TValue>>.IsReadOnly => false;

    ICollection<TKey> IDictionary<TKey, TValue>.Keys => [.. Keys];

    ICollection<TValue> IDictionary<TKey, TValue>.Values => [.. Values];

    private protected override MappingFunctions Functions => BuiltinFunctions.DictFunctions;

    private protected override bool IsMutable => true;

    /// <summary>Reads or sets the value of a key.</summary>
    /// <exception cref="KeyNotFoundException">There is no such key to read.</exception>
    /// <exception cref="InvalidCastException">The value is not a <typeparamref name="TValue"/>.</exception>
    public new TValue this[TKey key]
    {
        get => base[key];
        set
        {
            TVMFFIAny* args = stackalloc TVMFFIAny[3];
            Lend(args);
            try
            {
                KeyMarshaller.WriteArgument(key, args + 1);
                ValueMarshaller.WriteArgument(value, args + 2);
                TVMFFIAny result = default;
                BuiltinFunctions.DictSetItem.CallRaw(args, 3, &result);
                RefCount.Release(&result);
            }
            finally
            {
                ValueMarshaller.ReleaseArgument(value, args + 2);
                KeyMarshaller.ReleaseArgument(key, args + 1);
                EndLoan();
            }
        }
    }

    static TvmDict<TKey, TValue> ITvmObject<TvmDict<TKey, TValue>>.Wrap(ObjectReference reference) => new(reference);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The key is there already.</exception>
    public void Add(TKey key, TValue value)
    {
        if (ContainsKey(key))
        {
            throw new ArgumentException($"The dictionary has the key `{key}` already.", nameof(key));
        }

        this[key] = value;
    }

    /// <inheritdoc/>
    public bool Remove(TKey key)
    {
        if (!ContainsKey(key))
        {
            return false;
        }

        TVMFFIAny result = CallWithKey(BuiltinFunctions.DictErase, key);
        RefCount.Release(&result);
        return true;
    }

    /// <inheritdoc/>
    public void Clear() => BuiltinFunctions.DictClear.Call(this);

    void ICollection<KeyValuePair<TKey, TValue>>.Add(KeyValuePair<TKey, TValue> item) => Add(item.Key, item.Value);

    bool ICollection<KeyValuePair<TKey, TValue>>.Contains(KeyValuePair<TKey, TValue> item) =>
        TryGetValue(item.Key, out TValue? value) && EqualityComparer<TValue>.Default.Equals(value, item.Value);

    bool ICollection<KeyValuePair<TKey, TValue>>.Remove(KeyValuePair<TKey, TValue> item) =>
        ((ICollection<KeyValuePair<TKey, TValue>>)this).Contains(item) && Remove(item.Key);

    void ICollection<KeyValuePair<TKey, TValue>>.CopyTo(KeyValuePair<TKey, TValue>[] array, int arrayIndex)
    {
        foreach (KeyValuePair<TKey, TValue> entry in this)
        {
            array[arrayIndex++] = entry;
        }
    }

    private protected override bool TryReadOwned<T>(ValueMarshaller<T> marshaller, TVMFFIAny* owned, out T value) =>
        marshaller.TryRead(owned, out value);
}
