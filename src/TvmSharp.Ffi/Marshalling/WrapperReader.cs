using System.Runtime.CompilerServices;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>
/// Reads objects as the wrapper class that is registered for their type, where that class is the one that is wanted or
/// derives from it. Not generic: shared code for all classes would have to find out at each read which class it is for.
/// </summary>
/// <param name="wanted">The class.</param>
internal sealed unsafe class WrapperReader(Type wanted)
{
    // Factories of wanted wrappers, by the lower bits of the type's index.
    private Known _known;

    /// <summary>Reads a value without a reference of its own.</summary>
    /// <param name="view">Any kind of view.</param>
    /// <param name="owner">Owner of what the value is part of.</param>
    /// <returns>Null when the value is no object, or when its wrapper class is another.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal TvmObject? TryReadShared(TVMFFIAny* view, ObjectOwner owner)
    {
        int index = view->TypeIndex;
        return WrapperTable.KnownFactoryOf(index) is { } factory && factory == _known[index & (Known.Count - 1)]
            ? factory.Wrap(new ObjectReference(view->Obj, owner))
            : Find(view, owner);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private TvmObject? Find(TVMFFIAny* view, ObjectOwner owner)
    {
        int index = view->TypeIndex;
        if (index < TypeIndex.StaticObjectBegin)
        {
            return null;
        }

        WrapperFactory factory = WrapperTable.FactoryOf(index);
        if (!factory.WrapperClass.IsAssignableTo(wanted))
        {
            return null;
        }

        _known[index & (Known.Count - 1)] = factory;
        return factory.Wrap(new ObjectReference(view->Obj, owner));
    }

    [InlineArray(Count)]
    private struct Known
    {
        internal const int Count = 8;

        private WrapperFactory? _first;
    }
}
