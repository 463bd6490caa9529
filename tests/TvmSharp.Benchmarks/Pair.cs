using TvmSharp.Ffi;

namespace TvmSharp.Benchmarks;

/// <summary>The object type of the peer in C++: <c>bench.Pair</c>, a number and another object.</summary>
internal sealed class Pair : TvmObject, ITvmObject<Pair>
{
    private Pair(ObjectReference reference)
        : base(reference)
    {
    }

    static string ITvmObject<Pair>.TypeKey => "bench.Pair";

    static bool ITvmObject<Pair>.IsImmutable => true;

    static Pair ITvmObject<Pair>.Wrap(ObjectReference reference) => new(reference);
}
