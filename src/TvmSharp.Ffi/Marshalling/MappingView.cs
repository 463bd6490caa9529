using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>Maps and dictionaries as arguments: either is accepted for the other, as upstream does (container/map_base.h).</summary>
/// <typeparam name="TKey">Key type.</typeparam>
/// <typeparam name="TKeyMarshaller">How keys cross.</typeparam>
/// <typeparam name="TValue">Value type.</typeparam>
/// <typeparam name="TValueMarshaller">How values cross.</typeparam>
internal static unsafe class MappingView<TKey, TKeyMarshaller, TValue, TValueMarshaller>
    where TKeyMarshaller : struct, IMarshaller<TKey>
    where TValueMarshaller : struct, IMarshaller<TValue>
{
    /// <summary>Entries need not be asked for where everything converts.</summary>
    private static bool TakesAnything => typeof(TKey) == typeof(Any) && typeof(TValue) == typeof(Any);

    internal static bool CanRead(TVMFFIAny* view) => IsMapping(view) && (TakesAnything || FirstMismatch(view, strict: false) is null);

    internal static bool IsStrict(TVMFFIAny* view, int typeIndex) =>
        IsMapping(view)
        && MarshallingHelpers.ObjectOf(view)->TypeIndex == typeIndex
        && (TakesAnything || FirstMismatch(view, strict: true) is null);

    /// <summary>The object itself when it is of the kind that is wanted, else a copy of that kind.</summary>
    internal static ObjectReference Take(TVMFFIAny* view, int typeIndex, Function constructor)
    {
        ObjectReference taken = MarshallingHelpers.TakeOrShare(view);
        if (taken.Object->TypeIndex == typeIndex)
        {
            return taken;
        }

        List<Any> entries = [];
        Walk(taken.Object, (key, value) =>
        {
            entries.Add(Any.FromView((TVMFFIAny*)key));
            entries.Add(Any.FromView((TVMFFIAny*)value));
            return true;
        });
        GC.KeepAlive(taken.Owner);
        return constructor.Call([.. entries]).As<TvmObject>().Reference;
    }

    internal static string DescribeMismatch(TVMFFIAny* view) =>
        (IsMapping(view) ? FirstMismatch(view, strict: false) : null) ?? MarshallingHelpers.TypeNameOf(view);

    private static bool IsMapping(TVMFFIAny* view)
    {
        TVMFFIObject* obj = MarshallingHelpers.ObjectOf(view);
        return obj != null && obj->TypeIndex is (TypeIndex.Map or TypeIndex.Dict);
    }

    /// <summary>The first entry that does not convert, in upstream's words; null when all do.</summary>
    private static string? FirstMismatch(TVMFFIAny* view, bool strict)
    {
        TVMFFIObject* obj = MarshallingHelpers.ObjectOf(view);
        string kind = obj->TypeIndex == TypeIndex.Dict ? "Dict" : "Map";
        string? mismatch = null;
        using ObjectScope scope = ObjectScope.Enter();
        Walk(obj, (key, value) =>
        {
            TVMFFIAny* keyView = (TVMFFIAny*)key;
            TVMFFIAny* valueView = (TVMFFIAny*)value;
            if (!(strict ? TKeyMarshaller.IsStrict(keyView) : TKeyMarshaller.CanRead(keyView)))
            {
                mismatch = $"{kind}[some key is {TKeyMarshaller.DescribeMismatch(keyView)}, V]";
            }
            else if (!(strict ? TValueMarshaller.IsStrict(valueView) : TValueMarshaller.CanRead(valueView)))
            {
                mismatch = $"{kind}[K, some value is {TValueMarshaller.DescribeMismatch(valueView)}]";
            }

            return mismatch is null;
        });
        return mismatch;
    }

    /// <summary>Shows each entry as two borrowed views, until one says that it is enough.</summary>
    private static void Walk(TVMFFIObject* mapping, Func<nint, nint, bool> visit)
    {
        TVMFFIAny self = new() { TypeIndex = mapping->TypeIndex, Obj = mapping };
        TVMFFIAny size = default;
        MappingFunctions.Of(mapping->TypeIndex).Size.CallRaw(&self, 1, &size);
        if (size.Int64 == 0)
        {
            return;
        }

        MappingIterator iterator = new(mapping);
        bool goesOn;
        do
        {
            TVMFFIAny key = iterator.Key;
            TVMFFIAny value = default;
            try
            {
                value = iterator.Value;
                goesOn = visit((nint)(&key), (nint)(&value));
            }
            finally
            {
                RefCount.Release(&key);
                RefCount.Release(&value);
            }
        }
        while (goesOn && iterator.Advance());
    }
}
