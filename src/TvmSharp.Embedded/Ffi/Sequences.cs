using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary>Arrays, whose elements are part of the object, and lists, whose elements are a block of their own.</summary>
internal static unsafe class Sequences
{
    /// <summary>An array of owned copies of views.</summary>
    public static TVMFFIObject* CreateArray(ReadOnlySpan<TVMFFIAny> views)
    {
        int header = sizeof(TVMFFIObject) + sizeof(TVMFFISeqCell);
        TVMFFIObject* array = Memory.Allocate(
            (nuint)header + ((nuint)views.Length * (nuint)sizeof(TVMFFIAny)), TypeIndex.Array, &Delete);
        TVMFFISeqCell* cell = Cell(array);
        cell->Data = (TVMFFIAny*)((byte*)array + header);
        cell->Capacity = views.Length;
        Fill(array, views);
        return array;
    }

    /// <summary>A list of owned copies of views.</summary>
    public static TVMFFIObject* CreateList(ReadOnlySpan<TVMFFIAny> views)
    {
        TVMFFIObject* list = Memory.Allocate((nuint)(sizeof(TVMFFIObject) + sizeof(TVMFFISeqCell)), TypeIndex.List, &Delete);
        Cell(list)->DataDeleter = &FreeData;
        Reserve(list, views.Length);
        Fill(list, views);
        return list;
    }

    /// <summary>An element, borrowed. Upstream's error for one that is not there.</summary>
    public static TVMFFIAny At(TVMFFIObject* sequence, long index)
    {
        TVMFFISeqCell* cell = Cell(sequence);
        return index >= 0 && index < cell->Size
            ? cell->Elements[index]
            : throw new HostException("IndexError", $"Index {index} out of bounds {cell->Size}");
    }

    /// <summary>
    /// The elements for what calls back on its way: those of a list, which may change meanwhile, are a copy that
    /// lives until the call ends.
    /// </summary>
    public static ReadOnlySpan<TVMFFIAny> Stable(TVMFFIObject* sequence) =>
        Value.Elements(sequence->TypeIndex == TypeIndex.List ? Pool.Keep(CreateArray(Value.Elements(sequence))) : sequence);

    public static void Set(TVMFFIObject* list, long index, TVMFFIAny view)
    {
        TVMFFIAny old = At(list, index);
        Cell(list)->Elements[index] = Host.ToOwned(view);
        Host.Release(old);
    }

    public static void Insert(TVMFFIObject* list, long index, params ReadOnlySpan<TVMFFIAny> views)
    {
        TVMFFISeqCell* cell = Cell(list);
        if (views.Length == 0)
        {
            return;
        }

        if (index < 0 || index > cell->Size)
        {
            throw new HostException("IndexError", $"Index {index} out of bounds [0, {cell->Size}]");
        }

        // Owned copies first: the views may be elements of this very list, which is about to move.
        TVMFFIAny[] owned = new TVMFFIAny[views.Length];
        for (int i = 0; i < views.Length; i++)
        {
            owned[i] = Host.ToOwned(views[i]);
        }

        Reserve(list, cell->Size + owned.Length);
        long tail = (cell->Size - index) * sizeof(TVMFFIAny);
        Buffer.MemoryCopy(cell->Elements + index, cell->Elements + index + owned.Length, tail, tail);
        owned.CopyTo(new Span<TVMFFIAny>(cell->Elements + index, owned.Length));
        cell->Size += owned.Length;
    }

    public static void Erase(TVMFFIObject* list, long index)
    {
        At(list, index);
        Erase(list, index, index + 1);
    }

    public static void Erase(TVMFFIObject* list, long start, long stop)
    {
        TVMFFISeqCell* cell = Cell(list);
        if (start == stop)
        {
            return;
        }

        if (start < 0 || stop > cell->Size || start >= stop)
        {
            throw new HostException("IndexError", $"Erase range [{start}, {stop}) out of bounds {cell->Size}");
        }

        // The list is whole again before any deleter runs: one of them may look at it.
        TVMFFIAny[] removed = new Span<TVMFFIAny>(cell->Elements + start, checked((int)(stop - start))).ToArray();
        long tail = (cell->Size - stop) * sizeof(TVMFFIAny);
        Buffer.MemoryCopy(cell->Elements + stop, cell->Elements + start, tail, tail);
        cell->Size -= removed.Length;
        foreach (TVMFFIAny value in removed)
        {
            Host.Release(value);
        }
    }

    public static void Reverse(TVMFFIObject* list) =>
        new Span<TVMFFIAny>(Cell(list)->Data, checked((int)Cell(list)->Size)).Reverse();

    private static TVMFFISeqCell* Cell(TVMFFIObject* sequence) => (TVMFFISeqCell*)(sequence + 1);

    private static void Fill(TVMFFIObject* sequence, ReadOnlySpan<TVMFFIAny> views)
    {
        // The size grows with the elements, so that a view which cannot be converted leaves a sound object.
        TVMFFISeqCell* cell = Cell(sequence);
        try
        {
            foreach (TVMFFIAny view in views)
            {
                cell->Elements[cell->Size] = Host.ToOwned(view);
                cell->Size++;
            }
        }
        catch
        {
            Host.DecRef(sequence);
            throw;
        }
    }

    private static void Reserve(TVMFFIObject* list, long capacity)
    {
        TVMFFISeqCell* cell = Cell(list);
        if (capacity <= cell->Capacity)
        {
            return;
        }

        long grown = Math.Max(Math.Max(capacity, 4), cell->Capacity * 2);
        cell->Data = (TVMFFIAny*)NativeMemory.Realloc(cell->Data, (nuint)grown * (nuint)sizeof(TVMFFIAny));
        cell->Capacity = grown;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void FreeData(void* data) => NativeMemory.Free(data);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Delete(void* self, int flags)
    {
        TVMFFISeqCell* cell = Cell((TVMFFIObject*)self);
        if ((flags & ObjectDeleterFlags.Strong) != 0)
        {
            Ending.Enter();
            for (long i = 0; i < cell->Size; i++)
            {
                Ending.Release(cell->Elements + i);
            }

            Ending.Leave();
            if (cell->DataDeleter != null)
            {
                cell->DataDeleter(cell->Data);
            }
        }

        if ((flags & ObjectDeleterFlags.Weak) != 0)
        {
            Memory.Free(self);
        }
    }
}
