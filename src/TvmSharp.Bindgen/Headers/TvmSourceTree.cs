using System.ComponentModel;
using System.Diagnostics;
using TvmSharp.Bindgen.Sources;

namespace TvmSharp.Bindgen.Headers;

/// <summary>The directories of a TVM source tree.</summary>
/// <param name="TvmDirectory">Root of TVM; its headers are in <c>include/tvm</c>.</param>
/// <param name="TvmFfiDirectory">Root of tvm-ffi; its headers are in <c>include/tvm/ffi</c>.</param>
/// <param name="DLPackDirectory">Directory from which <c>dlpack/dlpack.h</c> is included.</param>
internal sealed record TvmSourceTree(string TvmDirectory, string TvmFfiDirectory, string DLPackDirectory)
{
    // One header of each, which every version has.
    private const string TvmHeader = "include/tvm/runtime/base.h";
    private const string FfiHeader = "include/tvm/ffi/c_api.h";
    private const string DLPackHeader = "dlpack/dlpack.h";

    // Needed up to TVM 0.22.
    private const string DmlcInclude = "3rdparty/dmlc-core/include";
    private const string OldLoggingHeader = "include/tvm/runtime/logging.h";

    /// <summary>Directories that headers are included from, in order.</summary>
    public IReadOnlyList<string> IncludeDirectories =>
    [
        Path.Combine(TvmDirectory, "include"),
        Path.Combine(TvmFfiDirectory, "include"),
        DLPackDirectory,
        Path.Combine(TvmDirectory, DmlcInclude),
    ];

    /// <summary>Version of TVM: of the tag that is checked out, else of the source package, else of the header.</summary>
    public string Version => TaggedVersion() ?? PackagedVersion() ?? HeaderVersion() ?? "unknown";

    /// <summary>Finds the directories.</summary>
    /// <param name="tvm">Root of TVM's source tree.</param>
    /// <param name="tvmFfi">Root of tvm-ffi's, or of an installed tvm-ffi; null for the one inside of TVM.</param>
    /// <exception cref="BindgenException">One of the three is not there.</exception>
    public static TvmSourceTree Find(string tvm, string? tvmFfi)
    {
        if (!Directory.Exists(tvm))
        {
            throw new BindgenException($"'{tvm}' does not exist; --tvm takes the root of a TVM source tree");
        }

        tvm = Path.GetFullPath(tvm);
        if (!File.Exists(Path.Combine(tvm, TvmHeader)))
        {
            throw new BindgenException($"'{tvm}' is not TVM: it has no {TvmHeader}; --tvm takes the root of a TVM source tree");
        }

        string ffi = tvmFfi is null ? Path.Combine(tvm, "3rdparty", "tvm-ffi") : Path.GetFullPath(tvmFfi);
        if (!File.Exists(Path.Combine(ffi, FfiHeader)))
        {
            throw new BindgenException(tvmFfi is not null
                ? $"'{ffi}' is not tvm-ffi: it has no {FfiHeader}; --tvm-ffi takes the root of a tvm-ffi source tree"
                : File.Exists(Path.Combine(tvm, "include/tvm/runtime/c_runtime_api.h"))
                    ? $"'{tvm}' is a TVM older than 0.22, which had no tvm-ffi of its own; tvm-bindgen needs 0.22 or newer"
                    : $"'{ffi}' has no {FfiHeader}; run 'git submodule update --init --recursive' in '{tvm}', or give --tvm-ffi");
        }

        if (Path.Combine(tvm, OldLoggingHeader) is var logging && File.Exists(logging)
            && File.ReadAllText(logging).Contains("<dmlc/", StringComparison.Ordinal) && !Directory.Exists(Path.Combine(tvm, DmlcInclude, "dmlc")))
        {
            throw new BindgenException($"'{tvm}' has no {DmlcInclude}/dmlc, which its headers include; run 'git submodule update --init --recursive' in it");
        }

        string[] candidates =
        [
            Path.Combine(ffi, "3rdparty", "dlpack", "include"),
            Path.Combine(ffi, "include"),
            Path.Combine(tvm, "3rdparty", "dlpack", "include"),
        ];
        string? dlpack = candidates.FirstOrDefault(static directory => File.Exists(Path.Combine(directory, DLPackHeader)));
        return dlpack is not null
            ? new TvmSourceTree(tvm, ffi, dlpack)
            : throw new BindgenException(
                $"no {DLPackHeader} in '{candidates[0]}'; run 'git submodule update --init --recursive' in '{ffi}'");
    }

    // TVM takes its version from its tags; the header has it only for a development version.
    private string? TaggedVersion()
    {
        if (!Path.Exists(Path.Combine(TvmDirectory, ".git")))
        {
            return null;
        }

        ProcessStartInfo git = new("git", ["-C", TvmDirectory, "describe", "--tags", "--match", "v[0-9]*"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process process = Process.Start(git)!;
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            string tag = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 && tag.Length > 1 ? tag[1..] : null;
        }
        catch (Win32Exception)
        {
            // There is no git.
            return null;
        }
    }

    private string? PackagedVersion()
    {
        const string Field = "Version: ";
        string path = Path.Combine(TvmDirectory, "PKG-INFO");
        return File.Exists(path)
            ? File.ReadLines(path).FirstOrDefault(static line => line.StartsWith(Field, StringComparison.Ordinal))?[Field.Length..].Trim()
            : null;
    }

    private string? HeaderVersion()
    {
        string text = File.ReadAllText(Path.Combine(TvmDirectory, TvmHeader));
        CppMacro? macro = new CppLexer(text).Read(TvmHeader).Macros.FirstOrDefault(static macro => macro.Name == "TVM_VERSION");
        return macro?.Body is [{ Kind: CppTokenKind.String } version] ? version.Text : null;
    }
}
