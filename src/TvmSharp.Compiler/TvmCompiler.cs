using System.Reflection;
using TvmSharp.Ffi;

namespace TvmSharp;

/// <summary>The compiler part of TVM: <c>libtvm_compiler</c>, or the pass infrastructure of the embedded host.</summary>
public static partial class TvmCompiler
{
    // Registered by every libtvm_compiler, and by the embedded host in its place.
    private const string Witness = "transform.MakeModulePass";

    // Registered by the embedded host alone, which may be a libtvm_ffi like any other or be installed into one.
    private const string EmbeddedWitness = "tvmsharp.EmbeddedCompiler";

    private const string EmbeddedDescription = "the embedded host of TvmSharp, in place of a libtvm_compiler";

    private static readonly Lock Gate = new();
    private static string? s_description;

    /// <summary>Which compiler this process runs on, in words. Loads it when it is not loaded yet.</summary>
    public static string Description
    {
        get
        {
            EnsureLoaded();
            return s_description!;
        }
    }

    /// <summary>Makes TVM's compiler functions available.</summary>
    /// <remarks>
    /// Nothing happens when they are registered already, as in a process that imported TVM. Else
    /// <c>libtvm_compiler</c> is loaded from beside <c>libtvm_ffi</c> or from <c>TVM_LIBRARY_PATH</c>; without one the
    /// pass infrastructure of TvmSharp.Embedded is installed, if it is referenced.
    /// </remarks>
    /// <exception cref="TvmLibraryNotFoundException">There is none; the message lists every place.</exception>
    public static void EnsureLoaded()
    {
        if (s_description is not null)
        {
            return;
        }

        lock (Gate)
        {
            s_description ??= Load();
        }
    }

    /// <summary>A global function of the compiler's.</summary>
    /// <exception cref="MissingFunctionException">This TVM has no such function.</exception>
    internal static Function GetFunction(string name)
    {
        EnsureLoaded();
        return Function.TryGet(name, out Function? function)
            ? function
            : throw new MissingFunctionException(name, $"{TvmRuntime.Description}; compiler: {s_description}");
    }

    private static string Load()
    {
        TvmRuntime.Load();
        if (Function.TryGet(Witness, out _))
        {
            return Function.TryGet(EmbeddedWitness, out _) ? EmbeddedDescription : $"registered already in {TvmRuntime.Description}";
        }

        List<string> searched = [];
        foreach (string candidate in CompanionLibrary.Candidates("tvm_compiler"))
        {
            if (!File.Exists(candidate))
            {
                searched.Add($"{candidate} does not exist");
                continue;
            }

            CompanionLibrary.Load(candidate);
            return Function.TryGet(Witness, out _)
                ? $"libtvm_compiler at {candidate}"
                : throw new TvmLibraryNotFoundException($"{candidate} was loaded but did not register `{Witness}`: it is of a version that TvmSharp does not know, or uses another libtvm_ffi than {TvmRuntime.Description}.");
        }

        // A literal name, so that trimming keeps the method where the assembly is referenced and nothing where not.
        MethodInfo? install = Type.GetType("TvmSharp.Embedded.EmbeddedCompiler, TvmSharp.Embedded")?.GetMethod("Install");
        if (install is null)
        {
            searched.Add("the embedded host: this program does not reference TvmSharp.Embedded");
            throw new TvmLibraryNotFoundException(
                $"No TVM compiler was found for {TvmRuntime.Description}. Searched:{string.Concat(searched.Select(static place => $"{Environment.NewLine}  - {place}"))}{Environment.NewLine}Install TVM (pip install apache-tvm), set TVM_LIBRARY_PATH to the directory of its libraries, or reference TvmSharp.Embedded.");
        }

        install.Invoke(null, null);
        return EmbeddedDescription;
    }
}
