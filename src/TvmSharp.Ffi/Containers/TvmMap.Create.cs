using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi;

/// <summary>Makes maps.</summary>
public static class TvmMap
{
    /// <summary>A map of the given entries, by <c>ffi.Map</c>; of equal keys the last one counts.</summary>
    public static TvmMap<TKey, TValue> Create<TKey, TValue>(IEnumerable<KeyValuePair<TKey, TValue>> entries)
        where TKey : notnull => new(ContainerFactory.Create(BuiltinFunctions.Map, entries));
}
