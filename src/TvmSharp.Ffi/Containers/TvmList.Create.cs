using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi;

/// <summary>Makes lists.</summary>
public static class TvmList
{
    /// <summary>A list of the given elements, by <c>ffi.List</c>. Collection expressions call this.</summary>
    public static TvmList<T> Create<T>(params ReadOnlySpan<T> items) =>
        new(ContainerFactory.Create(BuiltinFunctions.List, items));
}
