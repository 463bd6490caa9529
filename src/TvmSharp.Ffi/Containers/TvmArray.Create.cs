using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi;

/// <summary>Makes arrays.</summary>
public static class TvmArray
{
    /// <summary>An array of the given elements, by <c>ffi.Array</c>. Collection expressions call this.</summary>
    public static TvmArray<T> Create<T>(params ReadOnlySpan<T> items) =>
        new(ContainerFactory.Create(BuiltinFunctions.Array, items));
}
