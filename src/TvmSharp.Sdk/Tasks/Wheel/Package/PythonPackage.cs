using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace TvmSharp.Sdk.Tasks.Wheel;

/// <summary>The Python package of an extension.</summary>
internal static class PythonPackage
{
    /// <summary>Where the entry point leads: what "import tvm" calls.</summary>
    internal static string EntryPoint(string package) => $"{package}.{ModuleTree.Library}:autoload";

    /// <summary>Name of the native library in the package. With "lib", so that it is not taken for a module written in C.</summary>
    internal static string LibraryName(string assembly) => $"lib{assembly}.so";

    /// <summary>The files of the package, without the native library.</summary>
    /// <param name="manifest">What the extension registers.</param>
    /// <param name="version">Version of the package.</param>
    /// <param name="summary">What it is for, or empty.</param>
    internal static IEnumerable<WheelFile> Files(ExtensionManifest manifest, string version, string summary)
    {
        PythonModule root = ModuleTree.Build(manifest);
        ManifestType[] types = [.. manifest.Types.Where(t => Modules(root).Any(m => m.Classes.ContainsValue(t)))];
        IReadOnlyDictionary<string, string> classNames = PythonTypesWriter.Names(types);
        PythonTypes annotations = new([.. types.Select(static t => t.Key)]);
        string doc = summary.Length > 0 ? summary : $"The TVM extension {manifest.Prefix}.";
        foreach (PythonModule module in Modules(root))
        {
            bool isRoot = module == root;
            yield return File(
                module.Path + ".py",
                PythonModuleWriter.Write(module, root.Name, classNames, isRoot ? doc : null, isRoot ? version : null));
            yield return File(module.Path + ".pyi", StubWriter.Write(module, isRoot ? doc : null, isRoot, types));
        }

        if (types.Length > 0)
        {
            yield return File($"{root.Name}/{ModuleTree.Types}.py", PythonTypesWriter.Write(root.Name, types, classNames, annotations));
        }

        yield return new WheelFile($"{root.Name}/{ModuleTree.Library}.py", "the loader", Encoding.UTF8.GetBytes(Loader(manifest, root.Name, annotations)));

        // PEP 561: the stubs are for everyone.
        yield return new WheelFile(root.Name + "/py.typed", "the mark of a package with types", []);
    }

    private static IEnumerable<PythonModule> Modules(PythonModule module) => module.Modules.Values.SelectMany(Modules).Prepend(module);

    private static WheelFile File(string path, IEnumerable<string> lines) => new(path, "the generated package", PythonText.File(lines));

    private static string Loader(ExtensionManifest manifest, string package, PythonTypes types)
    {
        bool needsTvm = manifest.Functions.Any(static f => f.IsPass) || Schemas(manifest).Any(types.IsCompilerType);
        string? registered = manifest.Functions.Select(static f => f.Name).FirstOrDefault();
        using Stream stream = typeof(PythonPackage).Assembly.GetManifestResourceStream("TvmSharp.Sdk.Tasks.Wheel._library.py")!;
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd()
            .Replace("@PACKAGE@", PythonText.Literal(package))
            .Replace("@LIBRARY@", PythonText.Literal(LibraryName(manifest.Assembly)))
            .Replace("@REQUIREMENT@", PythonText.Literal(TvmFfiRequirement.Requirement))
            .Replace("@OLDEST@", $"({TvmFfiRequirement.Major}, {TvmFfiRequirement.Minor}, {TvmFfiRequirement.OldestPatch})")
            .Replace("@NEEDS_TVM@", needsTvm ? "True" : "False")
            .Replace("@REGISTERED@", registered is null ? "None" : PythonText.Literal(registered));
    }

    private static IEnumerable<TypeSchema> Schemas(ExtensionManifest manifest)
    {
        IEnumerable<TypeSchema> functions = manifest.Functions.SelectMany(static f => f.Arguments.Select(static a => a.Schema).Append(f.Result.Schema));
        IEnumerable<TypeSchema> fields = manifest.Types.SelectMany(static t => t.Fields).Select(static f => f.Argument.Schema);
        IEnumerable<TypeSchema> methods = manifest.Types.SelectMany(static t => t.Methods)
            .SelectMany(static m => m.Arguments.Select(static a => a.Schema).Append(m.Result.Schema));
        return functions.Concat(fields).Concat(methods).SelectMany(static s => s.All);
    }
}
