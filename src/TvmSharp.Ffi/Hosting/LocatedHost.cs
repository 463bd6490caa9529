using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>A TVM that was found.</summary>
internal readonly unsafe struct LocatedHost(TvmFfiApi* api, string description, string? libraryPath)
{
    internal TvmFfiApi* Api { get; } = api;

    internal string Description { get; } = description;

    internal string? LibraryPath { get; } = libraryPath;
}
