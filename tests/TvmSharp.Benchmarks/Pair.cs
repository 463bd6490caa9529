using TvmSharp.Ffi;
using TvmSharp.Ffi.Marshalling;

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

    static TypeBinding ITvmObject<Pair>.Binding => new(
        "native/peer.cc",
        new BoundField("number", 24, 8, "int"),
        new BoundField("first", 32, 8, "ffi.Object"));

    /// <summary>The number, read as classes that are generated from TVM's headers read theirs.</summary>
    public long Number => ObjectFields.ReadPlain<long>(this, 24);

    /// <summary>The other object; null for none.</summary>
    public Pair? First => NodeFields.ReadOrNull<Pair>(this, 32);
}
