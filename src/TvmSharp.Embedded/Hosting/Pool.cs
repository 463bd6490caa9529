using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Hosting;

/// <summary>
/// References that a call made on its way and that end with it. Code between a mark and its drain can pass
/// owned values around as views; what must live on gets a reference of its own.
/// </summary>
internal static unsafe class Pool
{
    [ThreadStatic]
    private static List<nint>? t_objects;

    /// <summary>The place to drain back to.</summary>
    public static int Mark() => t_objects?.Count ?? 0;

    /// <summary>Drops every reference kept since the mark, the newest first.</summary>
    public static void Drain(int mark)
    {
        List<nint>? objects = t_objects;
        if (objects is null)
        {
            return;
        }

        while (objects.Count > mark)
        {
            nint last = objects[^1];
            objects.RemoveAt(objects.Count - 1);
            Host.DecRef((TVMFFIObject*)last);
        }
    }

    /// <summary>Keeps an owned value until the drain and returns it as a view.</summary>
    public static TVMFFIAny Keep(TVMFFIAny owned)
    {
        if (Value.IsObject(owned))
        {
            Keep(owned.Obj);
        }

        return owned;
    }

    /// <summary>Keeps a reference until the drain.</summary>
    public static TVMFFIObject* Keep(TVMFFIObject* owned)
    {
        if (owned != null)
        {
            (t_objects ??= []).Add((nint)owned);
        }

        return owned;
    }
}
