using System;
using System.Collections.Generic;
using System.Linq;

namespace TvmSharp.Sdk.Tasks.Wheel;

/// <summary>Writes the stub of a module: what type checkers and editors read.</summary>
internal static class StubWriter
{
    /// <summary>The lines of a stub.</summary>
    internal static IEnumerable<string> Write(PythonModule module, string? doc, bool hasVersion, IReadOnlyList<ManifestType> types)
    {
        string[] keys = [.. types.Select(static t => t.Key)];
        HashSet<string> shadowed = new(
            [.. module.Names, .. module.Classes.Values.SelectMany(static t => t.Fields.Select(static f => f.Argument.Name).Concat(t.Methods.Select(static m => m.Name)))],
            StringComparer.Ordinal);
        PythonTypes python = new(keys, shadowed);
        List<string> body = [];
        foreach (KeyValuePair<string, ManifestFunction> function in module.Functions)
        {
            body.AddRange(["", .. Function(function.Key, function.Value, python)]);
        }

        // A class follows the one that it derives from, and names that by its module where that is another.
        foreach (ManifestType type in types.Where(t => module.Classes.ContainsValue(t)))
        {
            body.AddRange(["", .. Class(type, types, module, python)]);
        }

        string[] imports = [.. python.Imports.Select(Import), .. module.Modules.Keys.Select(name => $"from {module.Name} import {name} as {name}")];
        return
        [
            .. PythonText.DocString(doc ?? $"What TVM knows as {module.Name}."),
            "",
            .. imports,
            .. (IEnumerable<string>)(imports.Length > 0 ? [""] : []),
            .. $"__all__ = {PythonText.List(module.Names)}".Split('\n'),
            .. (IEnumerable<string>)(hasVersion ? [$"__version__: {python.Builtin("str")}"] : []),
            .. body,
        ];
    }

    // TVM's compiler may not be installed, and where it is has no types of its own: then its classes are Any.
    private static string Import(string module) =>
        $"import {module}{(module.Split('.')[0] == "tvm" ? "  # type: ignore" : "")}";

    private static IEnumerable<string> Function(string name, ManifestFunction function, PythonTypes python)
    {
        string parameters = function.IsPacked
            ? $"*args: {python.Argument(new TypeSchema("Any", null))}"
            : new PythonSignature(function.Arguments).Declare(a => python.Argument(a.Schema));
        return Definition($"def {name}({parameters}) -> {python.Result(function.Result.Schema)}:", PythonDoc.Of(function));
    }

    private static IEnumerable<string> Class(ManifestType type, IReadOnlyList<ManifestType> types, PythonModule module, PythonTypes python)
    {
        string parent = module.Classes.Values.Any(t => t.Key == type.Parent) ? PythonTypesWriter.LastPart(type.Parent)
            : types.Any(t => t.Key == type.Parent) ? python.Class(type.Parent)
            : python.Result(new TypeSchema("ffi.Object", null));
        PythonSignature constructor = PythonSignature.OfConstructor(PythonTypesWriter.AllFields(type, types));
        IEnumerable<string> body =
        [
            .. PythonText.DocString(PythonDoc.Of(type)),
            .. type.Fields.SelectMany(f => Field(f, python)),
            $"def __init__({constructor.Declare(a => python.Argument(a.Schema), before: ModuleTree.Self)}) -> None: ...",
            .. ModuleTree.PublicMethods(type).SelectMany(m => Method(m, python)),
        ];
        return [$"class {PythonTypesWriter.LastPart(type.Key)}({parent}):", .. PythonText.Indented(body)];
    }

    private static IEnumerable<string> Field(ManifestField field, PythonTypes python)
    {
        string name = field.Argument.Name;
        string type = python.Result(field.Argument.Schema);
        return field.IsWritable
            ? [$"{name}: {type}", .. PythonText.DocString(field.Argument.Doc)]
            : [$"@{python.Builtin("property")}", .. Definition($"def {name}(self) -> {type}:", field.Argument.Doc)];
    }

    private static IEnumerable<string> Method(ManifestMethod method, PythonTypes python)
    {
        PythonSignature signature = new([.. method.Arguments.Skip(method.IsStatic ? 0 : 1)]);
        string declaration = signature.Declare(a => python.Argument(a.Schema), method.IsStatic ? null : ModuleTree.Self);
        IEnumerable<string> definition = Definition(
            $"def {method.Name}({declaration}) -> {python.Result(method.Result.Schema)}:", PythonDoc.Of(method));
        return method.IsStatic ? definition.Prepend("@" + python.Builtin("staticmethod")) : definition;
    }

    private static IEnumerable<string> Definition(string head, string doc) =>
        doc.Length == 0 ? [head + " ..."] : [head, .. PythonText.Indented(PythonText.DocString(doc))];
}
