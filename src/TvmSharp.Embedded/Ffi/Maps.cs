using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary>
/// Maps and dictionaries. What is inside is upstream's own affair (only the number of entries is read at a
/// fixed place), so the entries live in a managed collection that keeps their order.
/// </summary>
internal static unsafe class Maps
{
    /// <summary>Behind the header; upstream has its data and its size at the same places.</summary>
    private struct Cell
    {
        public nint Entries;
        public ulong Size;
    }

    /// <summary>A map of type <see cref="TypeIndex.Map"/> or <see cref="TypeIndex.Dict"/> from keys and values in turn.</summary>
    public static TVMFFIObject* Create(int typeIndex, ReadOnlySpan<TVMFFIAny> views)
    {
        if (views.Length % 2 != 0)
        {
            throw HostException.Internal($"Check failed: args.size() % 2 == 0 ({views.Length % 2} vs. 0) : ");
        }

        TVMFFIObject* map = Allocate(typeIndex, views.Length / 2);
        try
        {
            for (int i = 0; i < views.Length; i += 2)
            {
                Set(map, views[i], views[i + 1]);
            }
        }
        catch
        {
            Host.DecRef(map);
            throw;
        }

        return map;
    }

    /// <summary>A map or dictionary with the entries of another.</summary>
    public static TVMFFIObject* Copy(int typeIndex, TVMFFIObject* source)
    {
        TVMFFIObject* map = Allocate(typeIndex, (int)Size(source));
        foreach ((TVMFFIAny key, TVMFFIAny value) in Entries(source))
        {
            Set(map, key, value);
        }

        return map;
    }

    /// <summary>The entries, borrowed, in the order in which their keys were first set.</summary>
    public static OrderedDictionary<TVMFFIAny, TVMFFIAny> Entries(TVMFFIObject* map) =>
        (OrderedDictionary<TVMFFIAny, TVMFFIAny>)GCHandle.FromIntPtr(((Cell*)(map + 1))->Entries).Target!;

    /// <summary>
    /// The entries for what calls back on its way: those of a dictionary, which may change meanwhile, are a copy
    /// that lives until the call ends.
    /// </summary>
    public static IEnumerable<KeyValuePair<TVMFFIAny, TVMFFIAny>> Stable(TVMFFIObject* map)
    {
        if (map->TypeIndex == TypeIndex.Map)
        {
            return Entries(map);
        }

        KeyValuePair<TVMFFIAny, TVMFFIAny>[] entries = [.. Entries(map)];
        foreach ((TVMFFIAny key, TVMFFIAny value) in entries)
        {
            Pool.Keep(Host.ToOwned(key));
            Pool.Keep(Host.ToOwned(value));
        }

        return entries;
    }

    public static long Size(TVMFFIObject* map) => (long)((Cell*)(map + 1))->Size;

    /// <summary>A value, borrowed. Upstream's error for a key that is not there.</summary>
    public static TVMFFIAny At(TVMFFIObject* map, TVMFFIAny key) =>
        Entries(map).TryGetValue(key, out TVMFFIAny value) ? value : throw new HostException("KeyError", "key is not in Map");

    public static void Set(TVMFFIObject* map, TVMFFIAny key, TVMFFIAny value)
    {
        OrderedDictionary<TVMFFIAny, TVMFFIAny> entries = Entries(map);
        TVMFFIAny ownedValue = Host.ToOwned(value);
        int index = entries.IndexOf(key);
        if (index >= 0)
        {
            TVMFFIAny old = entries.GetAt(index).Value;
            entries.SetAt(index, ownedValue);
            Host.Release(old);
            return;
        }

        entries.Add(Host.ToOwned(key), ownedValue);
        ((Cell*)(map + 1))->Size = (ulong)entries.Count;
    }

    public static bool Erase(TVMFFIObject* map, TVMFFIAny key)
    {
        OrderedDictionary<TVMFFIAny, TVMFFIAny> entries = Entries(map);
        int index = entries.IndexOf(key);
        if (index < 0)
        {
            return false;
        }

        (TVMFFIAny oldKey, TVMFFIAny oldValue) = entries.GetAt(index);
        entries.RemoveAt(index);
        ((Cell*)(map + 1))->Size = (ulong)entries.Count;
        Host.Release(oldKey);
        Host.Release(oldValue);
        return true;
    }

    public static void Clear(TVMFFIObject* map)
    {
        OrderedDictionary<TVMFFIAny, TVMFFIAny> entries = Entries(map);
        KeyValuePair<TVMFFIAny, TVMFFIAny>[] old = [.. entries];
        entries.Clear();
        ((Cell*)(map + 1))->Size = 0;
        foreach ((TVMFFIAny key, TVMFFIAny value) in old)
        {
            Host.Release(key);
            Host.Release(value);
        }
    }

    private static TVMFFIObject* Allocate(int typeIndex, int capacity)
    {
        TVMFFIObject* map = Memory.Allocate((nuint)(sizeof(TVMFFIObject) + sizeof(Cell)), typeIndex, &Delete);
        var entries = new OrderedDictionary<TVMFFIAny, TVMFFIAny>(capacity, AnyComparer.Instance);
        ((Cell*)(map + 1))->Entries = GCHandle.ToIntPtr(GCHandle.Alloc(entries));
        return map;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Delete(void* self, int flags)
    {
        if ((flags & ObjectDeleterFlags.Strong) != 0)
        {
            TVMFFIObject* map = (TVMFFIObject*)self;
            OrderedDictionary<TVMFFIAny, TVMFFIAny> entries = Entries(map);
            GCHandle.FromIntPtr(((Cell*)(map + 1))->Entries).Free();
            Ending.Enter();
            foreach ((TVMFFIAny key, TVMFFIAny value) in entries)
            {
                Ending.Release(key);
                Ending.Release(value);
            }

            Ending.Leave();
        }

        if ((flags & ObjectDeleterFlags.Weak) != 0)
        {
            Memory.Free(self);
        }
    }
}
