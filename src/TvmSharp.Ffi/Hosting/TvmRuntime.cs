using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>The one TVM of this process: a <c>libtvm_ffi</c>, or the embedded host.</summary>
/// <remarks>
/// It is found at first use; <see cref="Load"/> decides earlier and elsewhere. It stays for the life of the
/// process, because objects and type indices of one TVM mean nothing to another.
/// </remarks>
public static unsafe class TvmRuntime
{
    /// <summary>Oldest supported C ABI: from here on unknown types can be asked for without ending the process.</summary>
    private static readonly (uint Major, uint Minor, uint Patch) OldestAbi = (0, 1, 13);

    private static readonly Lock Gate = new();

    // Read without the gate. A thread that sees the first sees all that was written before it, on every processor.
    private static volatile TvmFfiApi* s_api;
    private static volatile TvmFfiEnvApi* s_envApi;
    private static string? s_description;
    private static string? s_libraryPath;

    /// <summary>Which TVM this process runs on, in words; says so when none is loaded yet.</summary>
    public static string Description => s_description ?? "no TVM is loaded";

    /// <summary>Whether a TVM has been chosen.</summary>
    public static bool IsLoaded => s_api != null;

    /// <summary>Path of the <c>libtvm_ffi</c> in use; null for the embedded host.</summary>
    public static string? LibraryPath => s_libraryPath;

    /// <summary>Version of the C ABI in use. Loads TVM when none is loaded.</summary>
    public static Version Version
    {
        get
        {
            TVMFFIVersion version;
            Api->TVMFFIGetVersion(&version);
            return new Version((int)version.Major, (int)version.Minor, (int)version.Patch);
        }
    }

    internal static TvmFfiApi* Api
    {
        get
        {
            TvmFfiApi* api = s_api;
            return api != null ? api : LoadDefault();
        }
    }

    /// <summary>The functions around the C ABI proper. The table is never null; functions in it may be.</summary>
    internal static TvmFfiEnvApi* EnvApi
    {
        get
        {
            _ = Api;
            return s_envApi;
        }
    }

    /// <summary>Chooses the TVM of this process.</summary>
    /// <param name="path">
    /// A <c>libtvm_ffi</c> or a directory with one; null searches, in this order: <c>TVM_LIBRARY_PATH</c>, libraries
    /// already in the process, the active Python environment, the embedded host if it is referenced. In a published
    /// library the TVM of the process comes first: it is the one that loaded the library.
    /// </param>
    /// <exception cref="TvmLibraryNotFoundException">There is none; the message lists every place.</exception>
    /// <exception cref="TvmVersionException">It speaks another version of the C ABI.</exception>
    /// <exception cref="InvalidOperationException">Another TVM is in use already.</exception>
    public static void Load(string? path = null)
    {
        lock (Gate)
        {
            if (s_api != null)
            {
                if (path is not null && !LibraryLocator.IsSame(path, s_libraryPath))
                {
                    throw new InvalidOperationException(
                        $"Cannot load '{path}': this process already uses {Description}. Call TvmRuntime.Load before anything else of TvmSharp.");
                }

                return;
            }

            LocatedHost host = LibraryLocator.Locate(path);
            Use(host.Api, host.EnvApi, host.Description, host.LibraryPath);
        }
    }

    /// <summary>Makes a host written in .NET the TVM of this process.</summary>
    /// <param name="table">Address of its <see cref="TvmFfiApi"/>, which stays valid.</param>
    /// <param name="description">What it is, in words.</param>
    /// <param name="environmentTable">
    /// Address of its <see cref="TvmFfiEnvApi"/>, which stays valid; 0 for a host without streams, allocator and symbols.
    /// </param>
    /// <exception cref="InvalidOperationException">Another TVM is in use already.</exception>
    public static void UseHost(nint table, string description, nint environmentTable = 0)
    {
        ArgumentOutOfRangeException.ThrowIfZero(table);
        lock (Gate)
        {
            if (s_api != null && s_api != (TvmFfiApi*)table)
            {
                throw new InvalidOperationException($"This process already uses {Description}.");
            }

            Use((TvmFfiApi*)table, (TvmFfiEnvApi*)environmentTable, description, null);
        }
    }

    /// <summary>
    /// Lets signal handlers of the host language run, such as Python's for Ctrl-C, which wait for it:
    /// <c>TVMFFIEnvCheckSignals</c>. Long work calls it now and then. In a process without Python it does nothing.
    /// </summary>
    /// <exception cref="TvmException">
    /// A handler raised an error, such as Python's <c>KeyboardInterrupt</c>. Its kind is <c>EnvErrorAlreadySet</c>; leave it
    /// uncaught, and the host language goes on with the error of its own.
    /// </exception>
    public static void CheckSignals()
    {
        TvmFfiEnvApi* api = EnvApi;
        if (api->TVMFFIEnvCheckSignals != null && api->TVMFFIEnvCheckSignals() != 0)
        {
            throw new TvmException("EnvErrorAlreadySet", "A signal handler raised an error, which the host language holds.");
        }
    }

    /// <summary>Refuses a TVM whose C ABI this library does not know.</summary>
    internal static void CheckVersion(TVMFFIVersion found, string description)
    {
        if (found.Major != OldestAbi.Major || found.Minor != OldestAbi.Minor || found.Patch < OldestAbi.Patch)
        {
            string oldest = $"{OldestAbi.Major}.{OldestAbi.Minor}.{OldestAbi.Patch}";
            throw new TvmVersionException(
                $"{description} has C ABI version {found}, but TvmSharp needs {OldestAbi.Major}.{OldestAbi.Minor}.x from {oldest} on. Install a matching apache-tvm-ffi, or point TVM_LIBRARY_PATH at one.");
        }
    }

    private static void Use(TvmFfiApi* api, TvmFfiEnvApi* envApi, string description, string? libraryPath)
    {
        TVMFFIVersion found;
        api->TVMFFIGetVersion(&found);
        CheckVersion(found, description);
        s_libraryPath = libraryPath;
        s_description = $"{description}, C ABI {found}";
        if (envApi != null || s_envApi == null)
        {
            s_envApi = envApi != null ? envApi : (TvmFfiEnvApi*)NativeMemory.AllocZeroed((nuint)sizeof(TvmFfiEnvApi));
        }

        s_api = api;
    }

    private static TvmFfiApi* LoadDefault()
    {
        Load();
        return s_api;
    }
}
