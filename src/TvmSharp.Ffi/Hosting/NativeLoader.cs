using System.Runtime.InteropServices;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>Loads native libraries without letting them take over the process.</summary>
internal static unsafe partial class NativeLoader
{
    private const int SigSegv = 11;

    // struct sigaction is 152 bytes with glibc on x64 and smaller elsewhere; it is only carried from one call to the next.
    private const int SigactionRoom = 512;

    private const int RtldLazy = 1;

    private static int RtldGlobal => OperatingSystem.IsMacOS() ? 0x8 : 0x100;

    private static int RtldNoLoad => OperatingSystem.IsMacOS() ? 0x10 : 0x4;

    /// <summary>Loads a library and leaves the handling of SIGSEGV as it was.</summary>
    /// <remarks>
    /// tvm-ffi's default build installs a SIGSEGV handler when it is loaded (src/ffi/backtrace.cc). It would take
    /// the place of .NET's, which turns the signal of a null dereference into a NullReferenceException.
    /// </remarks>
    internal static nint Load(string path) => KeepSegmentationFaultHandler(NativeLibrary.Load, path);

    /// <summary>Loads a library as <see cref="Load"/> does, and shows its symbols to all of the process.</summary>
    /// <remarks>
    /// Code that TVM compiles in memory finds tvm-ffi's functions in this way; upstream's Python loads <c>libtvm_ffi</c> alike
    /// (python/tvm_ffi/libinfo.py). Without them LLVM ends the process.
    /// </remarks>
    internal static nint LoadGlobally(string path)
    {
        nint library = Load(path);
        if (!OperatingSystem.IsWindows())
        {
            OpenLoaded(path, RtldGlobal);
        }

        return library;
    }

    /// <summary>Runs what loads a library, and leaves the handling of SIGSEGV as it was.</summary>
    internal static T KeepSegmentationFaultHandler<T>(Func<string, T> load, string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return load(path);
        }

        byte* disposition = stackalloc byte[SigactionRoom];
        bool saved = Sigaction(SigSegv, null, disposition) == 0;
        try
        {
            return load(path);
        }
        finally
        {
            if (saved)
            {
                _ = Sigaction(SigSegv, disposition, null);
            }
        }
    }

    /// <summary>Handle of a library that is in the process already, by file name; 0 when it is not.</summary>
    internal static nint FindLoaded(string fileName) =>
        OperatingSystem.IsWindows() ? GetModuleHandle(fileName) : OpenLoaded(fileName);

    /// <summary>Fills the function table from a library.</summary>
    /// <exception cref="TvmVersionException">Functions are missing; the message lists them.</exception>
    internal static TvmFfiApi* BindApi(nint library, string description)
    {
        ReadOnlySpan<string> names = TvmFfiApi.Names;
        nint* table = (nint*)NativeMemory.AllocZeroed((nuint)sizeof(TvmFfiApi));
        List<string> missing = [];
        for (int i = 0; i < names.Length; i++)
        {
            if (!NativeLibrary.TryGetExport(library, names[i], out table[i]))
            {
                missing.Add(names[i]);
            }
        }

        if (missing.Count > 0)
        {
            NativeMemory.Free(table);
            throw new TvmVersionException(
                $"{description} lacks functions of the C ABI that TvmSharp needs: {string.Join(", ", missing)}. It is older, newer, or no tvm-ffi at all.");
        }

        return (TvmFfiApi*)table;
    }

    /// <summary>Fills the table of the functions around the C ABI; those that a library lacks are null.</summary>
    internal static TvmFfiEnvApi* BindEnvApi(nint library)
    {
        ReadOnlySpan<string> names = TvmFfiEnvApi.Names;
        nint* table = (nint*)NativeMemory.AllocZeroed((nuint)sizeof(TvmFfiEnvApi));
        for (int i = 0; i < names.Length; i++)
        {
            _ = NativeLibrary.TryGetExport(library, names[i], out table[i]);
        }

        return (TvmFfiEnvApi*)table;
    }

    /// <summary>File that a function of a library comes from; null when the system does not tell.</summary>
    internal static string? PathOf(nint function)
    {
        DlInfo info;
        return !OperatingSystem.IsWindows()
            && ((delegate* unmanaged[Cdecl]<nint, DlInfo*, int>)FindLoaderFunction("dladdr"))(function, &info) != 0
                ? Marshal.PtrToStringUTF8(info.FileName)
                : null;
    }

    private static nint OpenLoaded(string fileName, int flags = 0)
    {
        nint name = Marshal.StringToCoTaskMemUTF8(fileName);
        nint handle = ((delegate* unmanaged[Cdecl]<nint, int, nint>)FindLoaderFunction("dlopen"))(name, RtldLazy | RtldNoLoad | flags);
        Marshal.FreeCoTaskMem(name);
        return handle;
    }

    /// <summary>A function of the system's loader, which is in libdl before glibc 2.34 and in libc from then on.</summary>
    private static nint FindLoaderFunction(string name)
    {
        if (NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), name, out nint function))
        {
            return function;
        }

        foreach (string library in (string[])["libc.so.6", "libdl.so.2"])
        {
            if (NativeLibrary.TryLoad(library, out nint handle) && NativeLibrary.TryGetExport(handle, name, out function))
            {
                return function;
            }
        }

        throw new PlatformNotSupportedException($"The system's loader has no function {name}.");
    }

    [LibraryImport("libc", EntryPoint = "sigaction")]
    private static partial int Sigaction(int signal, byte* action, byte* oldAction);

    [LibraryImport("kernel32", EntryPoint = "GetModuleHandleW", StringMarshalling = StringMarshalling.Utf16)]
    private static partial nint GetModuleHandle(string fileName);

    private struct DlInfo
    {
        internal nint FileName;
        internal nint Base;
        internal nint SymbolName;
        internal nint SymbolAddress;
    }
}
