using System;
using System.Collections.Generic;
using System.Linq;

namespace TvmSharp.Sdk.Tasks.Wheel;

/// <summary>Texts of docstrings, in the style that Google's guide for Python describes.</summary>
internal static class PythonDoc
{
    private const string PassResult = "The pass, to be called with a module.";

    /// <summary>What is said about a function.</summary>
    internal static string Of(ManifestFunction function) =>
        Of(function.Doc, function.Arguments, function.IsPass ? PassResult : function.Result.Doc);

    /// <summary>What is said about a method.</summary>
    internal static string Of(ManifestMethod method) =>
        Of(method.Doc, method.Arguments.Skip(method.IsStatic ? 0 : 1), method.Result.Doc);

    /// <summary>What is said about a type.</summary>
    internal static string Of(ManifestType type) =>
        Join(type.Doc, Section("Attributes", type.Fields.Select(static f => f.Argument)));

    private static string Of(string summary, IEnumerable<ManifestArgument> arguments, string result) => Join(
        summary,
        Section("Args", arguments),
        result.Length > 0 ? "Returns:\n" + Indented(result) : "");

    private static string Section(string title, IEnumerable<ManifestArgument> arguments)
    {
        // What follows the first line of a description is indented once more.
        string[] items = [.. arguments.Where(static a => a.Doc.Length > 0).Select(static a => $"{a.Name}: {Indented(a.Doc).TrimStart()}")];
        return items.Length > 0 ? $"{title}:\n{Indented(string.Join("\n", items))}" : "";
    }

    private static string Join(params string[] sections) => string.Join("\n\n", sections.Where(static s => s.Length > 0));

    private static string Indented(string text) => string.Join("\n", PythonText.Indented(text.Split('\n')));
}
