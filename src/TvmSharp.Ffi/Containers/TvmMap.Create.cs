using TvmSharp.Ffi.Abi;
using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi;

/// <summary>Makes maps.</summary>
public static unsafe class TvmMap
{
    /// <summary>A map of the given entries, by <c>ffi.Map</c>; of equal keys the last one counts.</summary>
    public static TvmMap<TKey, TValue> Create<TKey, TValue>(IEnumerable<KeyValuePair<TKey, TValue>> entries)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(entries);
        List<Any> arguments = [];
        foreach ((TKey key, TValue value) in entries)
        {
            arguments.Add(ToAny(key));
            arguments.Add(ToAny(value));
        }

        Any map = BuiltinFunctions.Map.Call(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(arguments));
        return map.AsMap<TKey, TValue>();
    }

    internal static Any ToAny<T>(T value)
    {
        if (value is Any any)
        {
            return any;
        }

        TVMFFIAny raw;
        ValueMarshaller<T>.Default.Write(value, &raw);
        return Any.TakeOwned(&raw);
    }
}
