using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi;

/// <summary>Makes dictionaries.</summary>
public static class TvmDict
{
    /// <summary>A dictionary of the given entries, by <c>ffi.Dict</c>; of equal keys the last one counts.</summary>
    public static TvmDict<TKey, TValue> Create<TKey, TValue>(IEnumerable<KeyValuePair<TKey, TValue>> entries)
        where TKey : notnull => new(ContainerFactory.Create(BuiltinFunctions.Dict, entries));
}
