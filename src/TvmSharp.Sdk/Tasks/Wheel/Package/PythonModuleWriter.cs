using System;
using System.Collections.Generic;
using System.Linq;

namespace TvmSharp.Sdk.Tasks.Wheel;

/// <summary>Writes the Python of a module.</summary>
internal static class PythonModuleWriter
{
    /// <summary>The lines of a module.</summary>
    /// <param name="module">The module.</param>
    /// <param name="package">The package.</param>
    /// <param name="classNames">Names of the classes in the module of all types, by type key.</param>
    /// <param name="doc">What the package is for; null for other modules.</param>
    /// <param name="version">Version of the package; null for other modules.</param>
    internal static IEnumerable<string> Write(
        PythonModule module, string package, IReadOnlyDictionary<string, string> classNames, string? doc, string? version)
    {
        List<string> lines = [.. PythonText.DocString(doc ?? $"What TVM knows as {module.Name}."), ""];
        lines.Add($"from {package} import {ModuleTree.Library}");
        if (version is not null)
        {
            lines.AddRange(["", $"{ModuleTree.Library}.load()", "", $"__version__ = {PythonText.Literal(version)}"]);
        }

        if (module.Modules.Count + module.Classes.Count > 0)
        {
            lines.Add("");
        }

        lines.AddRange(module.Modules.Keys.Select(name => $"from {module.Name} import {name}"));
        foreach (KeyValuePair<string, ManifestType> type in module.Classes)
        {
            string name = classNames[type.Value.Key];
            lines.Add($"from {package}.{ModuleTree.Types} import {name}{(name == type.Key ? "" : " as " + type.Key)}");
        }

        HashSet<string> taken = new(
            [ModuleTree.Library, ModuleTree.Types, .. module.Names, .. module.Functions.Values.SelectMany(static f => f.Arguments).Select(static a => a.Name)],
            StringComparer.Ordinal);
        (string Name, string Native, ManifestFunction Function)[] functions =
            [.. module.Functions.Select(f => (f.Key, UniqueName.Add(taken, "_" + f.Key), f.Value))];
        if (functions.Length > 0)
        {
            lines.Add("");
        }

        lines.AddRange(functions.Select(static f => $"{f.Native} = {ModuleTree.Library}.function({PythonText.Literal(f.Function.Name)})"));
        lines.AddRange(functions.SelectMany(static f => Function(f.Name, f.Native, f.Function)));
        lines.AddRange(["", "", .. $"__all__ = {PythonText.List(module.Names)}".Split('\n')]);
        return lines;
    }

    private static IEnumerable<string> Function(string name, string native, ManifestFunction function)
    {
        PythonSignature signature = new(function.Arguments);
        return
        [
            "",
            "",
            $"def {name}({(function.IsPacked ? "*args" : signature.Declare())}):",
            .. PythonText.Indented(PythonText.DocString(PythonDoc.Of(function))),
            $"{PythonText.Indent}return {native}({(function.IsPacked ? "*args" : signature.Pass())})",
        ];
    }
}
