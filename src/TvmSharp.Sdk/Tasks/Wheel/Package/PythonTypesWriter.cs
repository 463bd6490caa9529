using System;
using System.Collections.Generic;
using System.Linq;

namespace TvmSharp.Sdk.Tasks.Wheel;

/// <summary>Writes the module with the classes of all types: in one file, because a class follows the one that it derives from.</summary>
internal static class PythonTypesWriter
{
    /// <summary>Names of the classes in that module, by type key.</summary>
    internal static IReadOnlyDictionary<string, string> Names(IEnumerable<ManifestType> types)
    {
        HashSet<string> taken = new([ModuleTree.Library, "tvm_ffi"], StringComparer.Ordinal);
        return types.ToDictionary(static t => t.Key, t => UniqueName.Add(taken, LastPart(t.Key)), StringComparer.Ordinal);
    }

    /// <summary>The lines of the module.</summary>
    internal static IEnumerable<string> Write(
        string package, IReadOnlyList<ManifestType> types, IReadOnlyDictionary<string, string> names, PythonTypes annotations)
    {
        List<string> lines =
        [
            .. PythonText.DocString($"The object types of {package}."), "", "import tvm_ffi", "", $"from {package} import {ModuleTree.Library}",
        ];
        HashSet<string> taken = new(
            [
                ModuleTree.Library, "tvm_ffi", .. names.Values,
                .. types.SelectMany(static t => t.Methods).SelectMany(static m => m.Arguments).Select(static a => a.Name),
            ],
            StringComparer.Ordinal);
        foreach (ManifestType type in types)
        {
            lines.AddRange(["", "", .. Class(type, types, names, annotations, taken)]);
        }

        return lines;
    }

    /// <summary>The fields of a type, inherited ones first.</summary>
    internal static IEnumerable<ManifestField> AllFields(ManifestType type, IEnumerable<ManifestType> types) =>
        types.FirstOrDefault(t => t.Key == type.Parent) is { } parent ? AllFields(parent, types).Concat(type.Fields) : type.Fields;

    /// <summary>The last part of a name.</summary>
    internal static string LastPart(string name) => name.Substring(name.LastIndexOf('.') + 1);

    private static IEnumerable<string> Class(
        ManifestType type,
        IReadOnlyList<ManifestType> types,
        IReadOnlyDictionary<string, string> names,
        PythonTypes annotations,
        HashSet<string> taken)
    {
        string name = names[type.Key];
        string parent = names.TryGetValue(type.Parent, out string? known) ? known : "tvm_ffi.Object";
        PythonSignature constructor = PythonSignature.OfConstructor(AllFields(type, types));

        // One underscore and no more: with two, Python takes the name for one of the class itself.
        (ManifestMethod Method, string Native)[] methods =
            [.. ModuleTree.PublicMethods(type).Select(m => (m, UniqueName.Add(taken, $"_{name.TrimStart('_')}_{m.Name}")))];
        List<string> body =
        [
            .. Documentation(type),
            $"__module__ = {PythonText.Literal(type.Key.Substring(0, type.Key.LastIndexOf('.')))}",
            $"__qualname__ = {PythonText.Literal(LastPart(type.Key))}",
            "",
            .. Annotations(type, annotations),
            $"def __init__({constructor.Declare(before: ModuleTree.Self)}):",
            $"{PythonText.Indent}self.__ffi_init__({constructor.Pass()})",
            .. methods.SelectMany(static m => Method(m.Method, m.Native)),
        ];
        return
        [
            $"@{ModuleTree.Library}.register({PythonText.Literal(type.Key)})",
            $"class {name}({parent}):",
            .. PythonText.Indented(body),
            .. (IEnumerable<string>)(methods.Length > 0 ? ["", ""] : []),
            .. methods.Select(m => $"{m.Native} = {ModuleTree.Library}.method({name}, {PythonText.Literal(m.Method.Name)})"),
        ];
    }

    private static IEnumerable<string> Documentation(ManifestType type)
    {
        IEnumerable<string> lines = PythonText.DocString(PythonDoc.Of(type));
        return lines.Any() ? lines.Append("") : lines;
    }

    // Upstream's c_class warns when a field has none.
    private static IEnumerable<string> Annotations(ManifestType type, PythonTypes types)
    {
        IEnumerable<string> lines = type.Fields.Select(f => $"{f.Argument.Name}: {PythonText.Literal(types.Result(f.Argument.Schema))}");
        return type.Fields.Count > 0 ? lines.Append("") : lines;
    }

    private static IEnumerable<string> Method(ManifestMethod method, string native)
    {
        PythonSignature signature = new(method.Arguments);
        return
        [
            "",
            .. (IEnumerable<string>)(method.IsStatic ? ["@staticmethod"] : []),
            $"def {method.Name}({signature.Declare()}):",
            .. PythonText.Indented(PythonText.DocString(PythonDoc.Of(method))),
            $"{PythonText.Indent}return {native}({signature.Pass()})",
        ];
    }
}
