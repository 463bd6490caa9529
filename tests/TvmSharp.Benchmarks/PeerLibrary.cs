using System.Runtime.InteropServices;
using System.Text;

namespace TvmSharp.Benchmarks;

/// <summary>A native library whose loops are the peers.</summary>
internal sealed unsafe class PeerLibrary
{
    private readonly nint _library;

    private PeerLibrary(nint library) => _library = library;

    /// <summary>Loads a library, which registers its functions.</summary>
    /// <returns>Null when there is no such file.</returns>
    public static PeerLibrary? TryLoad(string path) => File.Exists(path) ? new PeerLibrary(NativeLibrary.Load(path)) : null;

    /// <summary>A loop of the library.</summary>
    /// <param name="symbol">Its name.</param>
    /// <param name="function">Name of the global function it calls, if any.</param>
    public Loop Loop(string symbol, string? function = null)
    {
        var loop = (delegate* unmanaged[Cdecl]<byte*, long, long>)NativeLibrary.GetExport(_library, symbol);
        byte[]? name = function is null ? null : Encoding.UTF8.GetBytes(function + '\0');
        return count =>
        {
            fixed (byte* data = name)
            {
                return loop(data, count);
            }
        };
    }
}
