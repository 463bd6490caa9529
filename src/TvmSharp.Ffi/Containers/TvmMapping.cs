using System.Collections;
using System.Diagnostics.CodeAnalysis;
using TvmSharp.Ffi.Abi;
using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi;

/// <summary>What <see cref="TvmMap{TKey, TValue}"/> and <see cref="TvmDict{TKey, TValue}"/> share.</summary>
/// <typeparam name="TKey">Key type. TVM compares strings by content and objects by identity.</typeparam>
/// <typeparam name="TValue">Value type.</typeparam>
/// <remarks>The layout of maps is not part of the ABI: every read calls TVM.</remarks>
public abstract unsafe class TvmMapping<TKey, TValue> : TvmObject, IReadOnlyDictionary<TKey, TValue>
    where TKey : notnull
{
    private readonly ValueMarshaller<TKey> _keys;
    private readonly ValueMarshaller<TValue> _values;

    private protected TvmMapping(ObjectReference reference, ValueMarshaller<TKey> keys, ValueMarshaller<TValue> values)
        : base(reference)
    {
        _keys = keys;
        _values = values;
    }

    /// <summary>Number of entries.</summary>
    public int Count => Functions.Size.Call(this).As<int>();

    /// <summary>The keys, in TVM's order.</summary>
    public IEnumerable<TKey> Keys => this.Select(static entry => entry.Key);

    /// <summary>The values, in TVM's order.</summary>
    public IEnumerable<TValue> Values => this.Select(static entry => entry.Value);

    private protected abstract MappingFunctions Functions { get; }

    /// <summary>Whether entries can be changed, under an iterator of TVM's too, which then is no longer valid.</summary>
    private protected abstract bool IsMutable { get; }

    private protected ValueMarshaller<TKey> KeyMarshaller => _keys;

    private protected ValueMarshaller<TValue> ValueMarshaller => _values;

    /// <summary>The value of a key.</summary>
    /// <exception cref="KeyNotFoundException">There is no such key.</exception>
    /// <exception cref="InvalidCastException">The value is not a <typeparamref name="TValue"/>.</exception>
    public TValue this[TKey key] => TryGetValue(key, out TValue? value)
        ? value
        : throw new KeyNotFoundException($"The {TypeKey} has no key `{key}`.");

    /// <inheritdoc/>
    public bool ContainsKey(TKey key)
    {
        TVMFFIAny result = CallWithKey(Functions.Count, key);
        return result.Int64 != 0;
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidCastException">The value is not a <typeparamref name="TValue"/>.</exception>
    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        TVMFFIAny found = CallWithKey(Functions.GetItemOrMissing, key);
        try
        {
            if (found.TypeIndex >= TypeIndex.StaticObjectBegin && found.Obj == BuiltinFunctions.MissingValue.Handle)
            {
                value = default;
                return false;
            }

            value = Read(_values, &found, "value");
            return true;
        }
        finally
        {
            RefCount.Release(&found);
            GC.KeepAlive(this);
        }
    }

    /// <summary>Enumerates the entries in TVM's order: insertion. Those of a dictionary are read at the start.</summary>
    public Enumerator GetEnumerator() => new(this);

    IEnumerator<KeyValuePair<TKey, TValue>> IEnumerable<KeyValuePair<TKey, TValue>>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Reads an owned key or value, which its owner then releases.</summary>
    private protected abstract bool TryReadOwned<T>(ValueMarshaller<T> marshaller, TVMFFIAny* owned, out T value);

    private protected TVMFFIAny CallWithKey(Function function, TKey key)
    {
        TVMFFIAny* args = stackalloc TVMFFIAny[2];
        Lend(args);
        try
        {
            _keys.WriteArgument(key, args + 1);
            TVMFFIAny result = default;
            function.CallRaw(args, 2, &result);
            return result;
        }
        finally
        {
            _keys.ReleaseArgument(key, args + 1);
            EndLoan();
        }
    }

    private KeyValuePair<TKey, TValue>[] ReadEntries()
    {
        int count = Count;
        KeyValuePair<TKey, TValue>[] entries = new KeyValuePair<TKey, TValue>[count];
        if (count > 0)
        {
            MappingIterator iterator = Iterate();
            for (int i = 0; i < count; i++)
            {
                entries[i] = ReadEntry(iterator);
                iterator.Advance();
            }
        }

        return entries;
    }

    private MappingIterator Iterate()
    {
        MappingIterator iterator = new(Handle);
        GC.KeepAlive(this);
        return iterator;
    }

    private KeyValuePair<TKey, TValue> ReadEntry(MappingIterator iterator)
    {
        TVMFFIAny key = iterator.Key;
        TVMFFIAny value = default;
        try
        {
            value = iterator.Value;
            return new(Read(_keys, &key, "key"), Read(_values, &value, "value"));
        }
        finally
        {
            RefCount.Release(&key);
            RefCount.Release(&value);

            // The iterator does not keep what it walks alive.
            GC.KeepAlive(this);
        }
    }

    private T Read<T>(ValueMarshaller<T> marshaller, TVMFFIAny* owned, string what) =>
        TryReadOwned(marshaller, owned, out T value)
            ? value
            : throw new InvalidCastException(
                $"A {what} of the {TypeKey} is a `{MarshallingHelpers.TypeNameOf(owned)}`, not a `{marshaller.TypeName}`.");

    /// <summary>Position among the entries.</summary>
    public struct Enumerator : IEnumerator<KeyValuePair<TKey, TValue>>
    {
        private readonly TvmMapping<TKey, TValue> _mapping;
        private readonly KeyValuePair<TKey, TValue>[]? _entries;
        private readonly int _count;
        private MappingIterator _iterator;
        private int _index;

        internal Enumerator(TvmMapping<TKey, TValue> mapping)
        {
            _mapping = mapping;
            _entries = mapping.IsMutable ? mapping.ReadEntries() : null;
            _count = _entries?.Length ?? mapping.Count;
            _index = -1;
        }

        /// <inheritdoc/>
        public KeyValuePair<TKey, TValue> Current { get; private set; }

        readonly object IEnumerator.Current => Current;

        /// <inheritdoc/>
        /// <exception cref="InvalidOperationException">The dictionary has another size than at the start.</exception>
        public bool MoveNext()
        {
            if (_mapping.Count != _count)
            {
                throw new InvalidOperationException("The dictionary was modified while it was enumerated.");
            }

            if (_index + 1 >= _count)
            {
                Current = default;
                return false;
            }

            _index++;
            Current = _entries is null ? ReadNext() : _entries[_index];
            return true;
        }

        /// <inheritdoc/>
        public void Reset() => _index = -1;

        /// <inheritdoc/>
        public readonly void Dispose()
        {
        }

        private KeyValuePair<TKey, TValue> ReadNext()
        {
            if (_index == 0)
            {
                _iterator = _mapping.Iterate();
            }
            else
            {
                _iterator.Advance();
            }

            return _mapping.ReadEntry(_iterator);
        }
    }
}
