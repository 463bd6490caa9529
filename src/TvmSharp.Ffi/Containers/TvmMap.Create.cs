using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi;

/// <summary>Makes maps.</summary>
public static class TvmMap
{
    /// <summary>A map of the given entries, by <c>ffi.Map</c>; of equal keys the last one counts.</summary>
    public static TvmMap<TKey, TValue> Create<TKey, TValue>(IEnumerable<KeyValuePair<TKey, TValue>> entries)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(entries);
        List<Any> arguments = [];
        foreach ((TKey key, TValue value) in entries)
        {
            arguments.Add(ValueMarshaller<TKey>.Default.ToAny(key));
            arguments.Add(ValueMarshaller<TValue>.Default.ToAny(value));
        }

        Any map = BuiltinFunctions.Map.Call(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(arguments));
        return map.AsMap<TKey, TValue>();
    }
}
