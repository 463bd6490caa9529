namespace TvmSharp.Ffi;

/// <summary>
/// Takes turns at TVM's function and type tables, which upstream does not lock. It covers what this library does,
/// not what other languages do in the same process: they register while they are loaded.
/// </summary>
internal static class Registry
{
    /// <summary>Held around every read and write of the tables; never while a deleter may run.</summary>
    internal static readonly Lock Gate = new();
}
