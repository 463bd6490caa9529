using System.Runtime.InteropServices;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi;

namespace TvmSharp.Embedded.Ffi;

/// <summary>A library of the operating system.</summary>
internal sealed class DynamicLibrary : Library
{
    private readonly nint _handle;

    /// <exception cref="HostException">It cannot be loaded; the message has the system's reason.</exception>
    public DynamicLibrary(string path)
    {
        try
        {
            _handle = NativeLoader.Load(path);
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            throw HostException.Internal($"Failed to load dynamic shared library {path} {exception.Message}");
        }
    }

    /// <inheritdoc/>
    public override nint Find(string name) => NativeLibrary.TryGetExport(_handle, name, out nint address) ? address : 0;

    /// <inheritdoc/>
    public override void Close() => NativeLibrary.Free(_handle);
}
