using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Compiler;

/// <summary>Arrays and maps, through the global functions that every tvm-ffi has and nothing else.</summary>
internal static unsafe class Containers
{
    private static TVMFFIObject* s_array;
    private static TVMFFIObject* s_map;
    private static TVMFFIObject* s_iterator;
    private static TVMFFIObject* s_size;
    private static TVMFFIObject* s_find;
    private static TVMFFIObject* s_missing;

    /// <summary>Looks the functions up once.</summary>
    public static void Initialize()
    {
        s_array = Find("ffi.Array");
        s_map = Find("ffi.Map");
        s_iterator = Find("ffi.MapForwardIterFunctor");
        s_size = Find("ffi.MapSize");
        s_find = Find("ffi.MapGetItemOrMissing");
        s_missing = Host.CallGlobal("ffi.GetInvalidObject").Obj;
    }

    /// <summary>A new array with one reference.</summary>
    public static TVMFFIObject* Array(params ReadOnlySpan<TVMFFIAny> views) => Host.Call(s_array, views).Obj;

    /// <summary>A new map with one reference.</summary>
    public static TVMFFIObject* Map(IReadOnlyList<KeyValuePair<TVMFFIAny, TVMFFIAny>> entries)
    {
        TVMFFIAny[] views = new TVMFFIAny[entries.Count * 2];
        for (int i = 0; i < entries.Count; i++)
        {
            views[2 * i] = entries[i].Key;
            views[(2 * i) + 1] = entries[i].Value;
        }

        return Host.Call(s_map, views).Obj;
    }

    /// <summary>The entries of a map or dictionary, each key and value owned by the caller.</summary>
    public static List<KeyValuePair<TVMFFIAny, TVMFFIAny>> OwnedEntries(TVMFFIObject* map)
    {
        long size = Host.Call(s_size, Value.Object(map)).Int64;
        List<KeyValuePair<TVMFFIAny, TVMFFIAny>> result = new(checked((int)size));
        if (size == 0)
        {
            return result;
        }

        TVMFFIAny iterator = Host.Call(s_iterator, Value.Object(map));
        try
        {
            do
            {
                TVMFFIAny key = Host.Call(iterator.Obj, Value.Int(0));
                result.Add(new(key, Host.Call(iterator.Obj, Value.Int(1))));
            }
            while (Host.Call(iterator.Obj, Value.Int(2)).Int64 != 0);
        }
        finally
        {
            Host.Release(iterator);
        }

        return result;
    }

    /// <summary>The entries of a map or dictionary, kept until the call ends.</summary>
    public static List<KeyValuePair<TVMFFIAny, TVMFFIAny>> Entries(TVMFFIObject* map)
    {
        List<KeyValuePair<TVMFFIAny, TVMFFIAny>> result = OwnedEntries(map);
        foreach ((TVMFFIAny key, TVMFFIAny value) in result)
        {
            Pool.Keep(key);
            Pool.Keep(value);
        }

        return result;
    }

    /// <summary>Drops what <see cref="OwnedEntries"/> gave.</summary>
    public static void Release(List<KeyValuePair<TVMFFIAny, TVMFFIAny>> entries)
    {
        foreach ((TVMFFIAny key, TVMFFIAny value) in entries)
        {
            Host.Release(key);
            Host.Release(value);
        }

        entries.Clear();
    }

    /// <summary>A value of a map, kept until the call ends.</summary>
    public static bool TryGet(TVMFFIObject* map, TVMFFIAny key, out TVMFFIAny value)
    {
        value = Pool.Keep(Host.Call(s_find, Value.Object(map), key));
        return !Value.IsObject(value) || value.Obj != s_missing;
    }

    /// <summary>Changes a field that holds a map: sets entries, replacing those with the same keys.</summary>
    public static void Set(TVMFFIObject* node, NodeField field, params ReadOnlySpan<KeyValuePair<TVMFFIAny, TVMFFIAny>> added)
    {
        // The map itself decides which keys are the same: a later entry replaces an earlier one.
        List<KeyValuePair<TVMFFIAny, TVMFFIAny>> entries = Entries(Node.Get(node, field));
        entries.AddRange(added);
        Replace(node, field, entries);
    }

    /// <summary>Changes a field that holds a map: takes an entry out.</summary>
    public static void Remove(TVMFFIObject* node, NodeField field, TVMFFIAny key)
    {
        List<KeyValuePair<TVMFFIAny, TVMFFIAny>> entries = Entries(Node.Get(node, field));
        TVMFFIObject* single = Pool.Keep(Map([new(key, Value.None)]));
        entries.RemoveAll(entry => Has(single, entry.Key));
        Replace(node, field, entries);
    }

    /// <summary>Puts a new map into a field.</summary>
    public static void Replace(TVMFFIObject* node, NodeField field, IReadOnlyList<KeyValuePair<TVMFFIAny, TVMFFIAny>> entries)
    {
        TVMFFIObject* map = Map(entries);
        Node.Set(node, field, map);
        Host.DecRef(map);
    }

    /// <summary>Whether an array of strings has a string.</summary>
    public static bool HasText(TVMFFIObject* array, string text)
    {
        foreach (TVMFFIAny element in Value.Elements(array))
        {
            if (string.Equals(Value.Text(element), text, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Has(TVMFFIObject* map, TVMFFIAny key) => TryGet(map, key, out _);

    private static TVMFFIObject* Find(string name)
    {
        TVMFFIObject* function = Host.FindFunction(name);
        return function != null ? function : throw HostException.Value($"Function {name} not found");
    }
}
