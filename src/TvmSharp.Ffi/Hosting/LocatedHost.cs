using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>A TVM that was found.</summary>
internal readonly unsafe struct LocatedHost(TvmFfiApi* api, TvmFfiEnvApi* envApi, string description, string? libraryPath)
{
    internal TvmFfiApi* Api { get; } = api;

    internal TvmFfiEnvApi* EnvApi { get; } = envApi;

    internal string Description { get; } = description;

    internal string? LibraryPath { get; } = libraryPath;
}
