using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>A position in a map or dictionary that is not empty: the functor that tvm-ffi makes for one.</summary>
/// <remarks>It keeps nothing alive, and what it walks must not change: after that, upstream's iterator points anywhere.</remarks>
internal readonly unsafe struct MappingIterator
{
    // f(0) gives the key, f(1) the value, and f(2) moves on.
    private const int AskKey = 0;
    private const int AskValue = 1;
    private const int AskAdvance = 2;

    private readonly Function _functor;

    /// <summary>At the first entry.</summary>
    internal MappingIterator(TVMFFIObject* mapping)
    {
        TVMFFIAny self = new() { TypeIndex = mapping->TypeIndex, Obj = mapping };
        TVMFFIAny functor = default;
        MappingFunctions.Of(mapping->TypeIndex).ForwardIterFunctor.CallRaw(&self, 1, &functor);
        _functor = Function.Wrap(ObjectReference.Take(functor.Obj));
    }

    /// <summary>The key, owned by the caller.</summary>
    internal TVMFFIAny Key => Ask(AskKey);

    /// <summary>The value, owned by the caller.</summary>
    internal TVMFFIAny Value => Ask(AskValue);

    /// <summary>Moves to the next entry; false when there is none.</summary>
    internal bool Advance() => Ask(AskAdvance).Int64 != 0;

    private TVMFFIAny Ask(int question)
    {
        TVMFFIAny argument = new() { TypeIndex = TypeIndex.Int, Int64 = question };
        TVMFFIAny answer = default;
        _functor.CallRaw(&argument, 1, &answer);
        return answer;
    }
}
