using System.Runtime.CompilerServices;
using TvmSharp.Ffi.Abi;
using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi;

/// <summary>An immutable sequence: <c>tvm::ffi::Array</c>, type key <c>ffi.Array</c>.</summary>
/// <typeparam name="T">Element type. Elements convert when they are read.</typeparam>
/// <remarks>Reading makes no native call. Objects that are read share the array's owner.</remarks>
[TvmObject("ffi.Array")]
[CollectionBuilder(typeof(TvmArray), nameof(TvmArray.Create))]
public sealed unsafe class TvmArray<T> : TvmSequence<T>, ITvmObject<TvmArray<T>>
{
    internal TvmArray(ObjectReference reference)
        : this(reference, ValueMarshaller<T>.OfValues)
    {
    }

    internal TvmArray(ObjectReference reference, ValueMarshaller<T> elements)
        : base(reference, elements, elements.Wrappers) =>

        // As an element of another container this very class is wanted, not the untyped one that stands for its type.
        ValueMarshaller<TvmArray<T>>.Meet<ArrayMarshaller<T, DefaultMarshaller<T>>>();

    static string ITvmObject<TvmArray<T>>.TypeKey => "ffi.Array";

    static TvmArray<T> ITvmObject<TvmArray<T>>.Wrap(ObjectReference reference) => new(reference);

    private protected override bool TryReadElement(TVMFFIAny* element, out T value) =>
        Elements.TryReadShared(element, Reference, out value);
}
