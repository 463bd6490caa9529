using System.Runtime.CompilerServices;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>
/// What makes the wrappers of objects, by type index. Apart from <see cref="ObjectTypes"/>, whose static constructor every
/// access would have to check.
/// </summary>
internal static unsafe class WrapperTable
{
    // Replaced, never changed, when it has to grow.
    private static WrapperFactory?[]? s_factories;

    /// <summary>What makes the wrappers of objects of a type.</summary>
    /// <param name="typeIndex">Index of an object type that exists: TVM ends the process for others.</param>
    /// <exception cref="TvmBindingException">The library has another type than the class is for.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static WrapperFactory FactoryOf(int typeIndex) => KnownFactoryOf(typeIndex) ?? Find(typeIndex);

    /// <summary>What makes the wrappers of objects of a type, if somebody has asked for it before.</summary>
    /// <param name="typeIndex">Any index.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static WrapperFactory? KnownFactoryOf(int typeIndex)
    {
        WrapperFactory?[]? factories = Volatile.Read(ref s_factories);
        return factories is not null && (uint)typeIndex < (uint)factories.Length ? factories[typeIndex] : null;
    }

    /// <summary>Makes a wrapper of the most derived class that is known for the object.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TvmObject Wrap(ObjectReference reference) => FactoryOf(reference.Object->TypeIndex).Wrap(reference);

    /// <summary>Forgets all: a class was registered.</summary>
    /// <remarks>A new array each time: an empty one is always the same, and would look unchanged to <see cref="Find"/>.</remarks>
    internal static void Clear() => Volatile.Write(ref s_factories, new WrapperFactory?[1]);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WrapperFactory Find(int typeIndex)
    {
        WrapperFactory?[]? known = Volatile.Read(ref s_factories);

        // Verified before it is known, so that whoever finds it here need not ask.
        WrapperFactory factory = ObjectTypes.FindFactory(typeIndex);
        WrapperFactory?[] grown = new WrapperFactory?[Math.Max(known?.Length ?? 0, typeIndex + 1)];
        known?.CopyTo(grown, 0);
        grown[typeIndex] = factory;

        // Lost when another thread got there first or a class was registered meanwhile; then it is found again.
        Interlocked.CompareExchange(ref s_factories, grown, known);
        return factory;
    }
}
