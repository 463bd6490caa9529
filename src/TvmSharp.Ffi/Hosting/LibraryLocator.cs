using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>Finds TVM's libraries, in the order that <see cref="TvmRuntime.Load"/> documents.</summary>
internal static unsafe class LibraryLocator
{
    /// <summary>Environment variable with the directory of TVM's libraries, upstream's own.</summary>
    internal const string EnvironmentVariable = "TVM_LIBRARY_PATH";

    /// <summary>Finds a <c>libtvm_ffi</c> or the embedded host.</summary>
    internal static LocatedHost Locate(string? explicitPath)
    {
        List<string> searched = [];
        string fileName = FileName("tvm_ffi");

        if (explicitPath is not null)
        {
            return TryFile(Candidates(explicitPath, fileName), $"the given path '{explicitPath}'", searched)
                ?? throw NotFound($"The given path '{explicitPath}' has no {fileName}.", searched);
        }

        // A native library that TVM loaded belongs to that TVM. The environment may be meant for another process.
        if (IsNativeExtension && TryLoaded(fileName) is { } own)
        {
            return own;
        }

        if (Environment.GetEnvironmentVariable(EnvironmentVariable) is { Length: > 0 } variable)
        {
            // Going on elsewhere would hide a typing error behind a different TVM.
            return TryFile(Candidates(variable, fileName), EnvironmentVariable, searched)
                ?? throw NotFound($"{EnvironmentVariable} is '{variable}', which has no {fileName}. Correct it or unset it.", searched);
        }

        if (TryLoaded(fileName) is { } loaded)
        {
            return loaded;
        }

        searched.Add($"libraries already in the process: no {fileName}");

        List<string> sitePackages = [.. PythonEnvironment.SitePackages(searched)];
        return TryFile(sitePackages.SelectMany(directory => InstalledCandidates(directory, fileName)), "the active Python environment", searched)
            ?? TryEmbedded(searched)
            ?? throw NotFound("No TVM was found.", searched);
    }

    /// <summary>Files in which a library of TVM's would be, most likely first, none of them checked.</summary>
    /// <param name="library">Name without prefix and ending, such as <c>tvm_compiler</c>.</param>
    internal static IEnumerable<string> CompanionCandidates(string library)
    {
        string fileName = FileName(library);
        if (TvmRuntime.LibraryPath is { } ffi && Path.GetDirectoryName(Path.GetFullPath(ffi)) is { } directory)
        {
            yield return Path.Combine(directory, fileName);

            // pip's layout: tvm_ffi/lib/libtvm_ffi.so beside tvm/lib/libtvm_compiler.so.
            yield return Path.GetFullPath(Path.Combine(directory, "..", "..", "tvm", "lib", fileName));
            yield return Path.GetFullPath(Path.Combine(directory, "..", "..", "tvm", fileName));
        }

        if (Environment.GetEnvironmentVariable(EnvironmentVariable) is { Length: > 0 } variable)
        {
            foreach (string candidate in Candidates(variable, fileName))
            {
                yield return candidate;
            }
        }
    }

    /// <summary>Whether a path that a user gives means the library that is in use.</summary>
    internal static bool IsSame(string path, string? libraryPath) =>
        libraryPath is not null
        && Candidates(path, FileName("tvm_ffi")).Any(file => Path.GetFullPath(file) == Path.GetFullPath(libraryPath));

    /// <summary>Set by TvmSharp.Sdk in a native library that is linked to TVM's.</summary>
    private static bool IsNativeExtension => AppContext.TryGetSwitch("TvmSharp.NativeExtension", out bool isExtension) && isExtension;

    private static LocatedHost? TryLoaded(string fileName)
    {
        nint loaded = NativeLoader.FindLoaded(fileName);
        if (loaded == 0)
        {
            return null;
        }

        TvmFfiApi* api = NativeLoader.BindApi(loaded, $"the {fileName} of this process");
        string path = NativeLoader.PathOf((nint)api->TVMFFIGetVersion) ?? fileName;
        return new LocatedHost(api, NativeLoader.BindEnvApi(loaded), $"libtvm_ffi at {path} (already in the process)", path);
    }

    private static string FileName(string library) =>
        OperatingSystem.IsWindows() ? $"{library}.dll"
        : OperatingSystem.IsMacOS() ? $"lib{library}.dylib"
        : $"lib{library}.so";

    /// <summary>A file as it is, or the places of a library below a directory.</summary>
    private static IEnumerable<string> Candidates(string path, string fileName) =>
        File.Exists(path)
            ? [path]
            : [
                Path.Combine(path, fileName),
                Path.Combine(path, "lib", fileName),
                Path.Combine(path, "build", "lib", fileName),
                .. InstalledCandidates(Path.Combine(path, "..", ".."), fileName),
            ];

    private static IEnumerable<string> InstalledCandidates(string sitePackages, string fileName) =>
        [
            Path.GetFullPath(Path.Combine(sitePackages, "tvm_ffi", "lib", fileName)),
            Path.GetFullPath(Path.Combine(sitePackages, "tvm", "lib", fileName)),
        ];

    private static LocatedHost? TryFile(IEnumerable<string> candidates, string place, List<string> searched)
    {
        foreach (string candidate in candidates)
        {
            if (!File.Exists(candidate))
            {
                searched.Add($"{place}: {candidate} does not exist");
                continue;
            }

            nint library;
            try
            {
                library = NativeLoader.LoadGlobally(candidate);
            }
            catch (Exception failure) when (failure is DllNotFoundException or BadImageFormatException)
            {
                throw new TvmLibraryNotFoundException($"{place} has {candidate}, which cannot be loaded: {failure.Message}", failure);
            }

            return new LocatedHost(NativeLoader.BindApi(library, candidate), NativeLoader.BindEnvApi(library), $"libtvm_ffi at {candidate}", candidate);
        }

        return null;
    }

    private static LocatedHost? TryEmbedded(List<string> searched)
    {
        // A literal name, so that trimming keeps the method where the assembly is referenced and nothing where not.
        Type? host = Type.GetType("TvmSharp.Embedded.EmbeddedHost, TvmSharp.Embedded");
        if (host?.GetMethod("GetFunctionTable")?.Invoke(null, null) is nint table)
        {
            nint environment = host.GetMethod("GetEnvironmentTable")?.Invoke(null, null) as nint? ?? 0;
            return new LocatedHost((TvmFfiApi*)table, (TvmFfiEnvApi*)environment, "TvmSharp's embedded host, in place of a TVM", null);
        }

        searched.Add("the embedded host: this program does not reference TvmSharp.Embedded");
        return null;
    }

    private static TvmLibraryNotFoundException NotFound(string summary, List<string> searched)
    {
        StringBuilder message = new(summary);
        message.Append(" Searched:");
        foreach (string place in searched)
        {
            message.AppendLine().Append("  - ").Append(place);
        }

        message.AppendLine().Append(
            $"Install TVM (pip install apache-tvm), set {EnvironmentVariable} to the directory of its libraries, or reference TvmSharp.Embedded.");
        return new TvmLibraryNotFoundException(message.ToString());
    }
}
