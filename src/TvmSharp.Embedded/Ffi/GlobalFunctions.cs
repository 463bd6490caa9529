using System.Text;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary>The registry of global functions.</summary>
internal static unsafe class GlobalFunctions
{
    private sealed class Entry(TVMFFIObject* function, string metadata, string doc)
    {
        public TVMFFIObject* Function { get; } = function;

        public string Metadata { get; } = metadata;

        public string Doc { get; } = doc;
    }

    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, Entry> Entries = new(StringComparer.Ordinal);

    /// <summary>Registers a function with a reference of its own.</summary>
    public static void Set(ReadOnlySpan<byte> name, TVMFFIObject* function, string metadata, string doc, bool mayReplace, string hint)
    {
        string key = Encoding.UTF8.GetString(name);
        Entry? old;
        lock (Gate)
        {
            if (Entries.TryGetValue(key, out old) && !mayReplace)
            {
                throw HostException.Runtime($"Global Function `{key}` is already registered{hint}");
            }

            Host.IncRef(function);
            Entries[key] = new(function, metadata, doc);
        }

        if (old is not null)
        {
            Host.DecRef(old.Function);
        }
    }

    /// <summary>A function with a reference for the caller, or null.</summary>
    public static TVMFFIObject* Get(ReadOnlySpan<byte> name)
    {
        Span<char> buffer = stackalloc char[256];
        ReadOnlySpan<char> key = name.Length <= buffer.Length && Encoding.UTF8.TryGetChars(name, buffer, out int length)
            ? buffer[..length]
            : Encoding.UTF8.GetString(name);
        lock (Gate)
        {
            if (!Entries.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key, out Entry? entry))
            {
                return null;
            }

            Host.IncRef(entry.Function);
            return entry.Function;
        }
    }

    /// <summary>Metadata as JSON, empty for a function that was registered without.</summary>
    public static string Metadata(string name)
    {
        lock (Gate)
        {
            return Entries.TryGetValue(name, out Entry? entry)
                ? entry.Metadata
                : throw HostException.Runtime($"Global Function is not found: {name}");
        }
    }

    public static bool Remove(string name)
    {
        Entry? entry;
        lock (Gate)
        {
            if (!Entries.Remove(name, out entry))
            {
                return false;
            }
        }

        Host.DecRef(entry.Function);
        return true;
    }

    public static string[] Names()
    {
        lock (Gate)
        {
            return [.. Entries.Keys];
        }
    }
}
