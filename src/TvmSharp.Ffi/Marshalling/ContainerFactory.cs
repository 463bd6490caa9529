using System.Runtime.InteropServices;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>Makes containers through the functions that tvm-ffi registers for them.</summary>
internal static unsafe class ContainerFactory
{
    /// <summary>A container of elements.</summary>
    /// <param name="constructor">Takes the elements as its arguments.</param>
    /// <param name="items">Elements.</param>
    internal static ObjectReference Create<T>(Function constructor, ReadOnlySpan<T> items)
    {
        using Elements elements = new(items.Length);
        foreach (T item in items)
        {
            elements.Add(item);
        }

        return elements.Make(constructor);
    }

    /// <summary>A container of keys and values.</summary>
    /// <param name="constructor">Takes key, value, key, value, ... as its arguments.</param>
    /// <param name="entries">Entries.</param>
    internal static ObjectReference Create<TKey, TValue>(Function constructor, IEnumerable<KeyValuePair<TKey, TValue>> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        KeyValuePair<TKey, TValue>[] all = [.. entries];
        using Elements elements = new(2 * all.Length);
        foreach ((TKey key, TValue value) in all)
        {
            elements.Add(key);
            elements.Add(value);
        }

        return elements.Make(constructor);
    }

    /// <summary>A container of the elements of another, by reference.</summary>
    internal static ObjectReference Copy(Function constructor, TVMFFIAny* elements, long count)
    {
        TVMFFIAny result = default;
        constructor.CallRaw(elements, checked((int)count), &result);
        return ObjectReference.Take(result.Obj);
    }

    /// <summary>Owned values that are released when the container has references of its own.</summary>
    internal ref struct Elements
    {
        private readonly TVMFFIAny* _data;
        private int _count;

        internal Elements(int capacity) =>
            _data = (TVMFFIAny*)NativeMemory.Alloc((nuint)Math.Max(capacity, 1), (nuint)sizeof(TVMFFIAny));

        public readonly void Dispose()
        {
            for (int i = 0; i < _count; i++)
            {
                RefCount.Release(_data + i);
            }

            NativeMemory.Free(_data);
        }

        internal void Add<T>(T item)
        {
            ValueMarshaller<T>.OfValues.Write(item, _data + _count);
            _count++;
        }

        internal readonly ObjectReference Make(Function constructor) => Copy(constructor, _data, _count);
    }
}
