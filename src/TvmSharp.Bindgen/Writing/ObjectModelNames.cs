using TvmSharp.Bindgen.Schema;

namespace TvmSharp.Bindgen.Writing;

/// <summary>C# names of TVM's classes and enumerations.</summary>
internal sealed class ObjectModelNames
{
    /// <summary>Namespace of all modules, as names in full begin.</summary>
    public const string Root = "global::TvmSharp";

    private readonly Dictionary<string, string> _classes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _enums = new(StringComparer.Ordinal);

    /// <summary>Names all that headers of TVM declare. What would have the name of another in its module takes that of its inner namespace before its own.</summary>
    public ObjectModelNames(TvmSchema schema)
    {
        List<(string Cpp, string Module, Action<string> Set)> all =
        [
            .. schema.Types.Where(IsWritten).Select(type => (
                CppName(type), ModuleOf(type.Header!), (Action<string>)(name => _classes[type.Key] = name))),
            .. schema.Enums.Where(static one => IsWritten(one.Header)).Select(one => (
                one.CppName, ModuleOf(one.Header), (Action<string>)(name => _enums[one.CppName] = name))),
        ];
        foreach (var group in all.GroupBy(static one => (one.Module, Name: ClassName(one.Cpp, 0))))
        {
            int depth = 0;
            while (group.Select(one => ClassName(one.Cpp, depth)).Distinct(StringComparer.Ordinal).Count() < group.Count() && depth < 4)
            {
                depth++;
            }

            foreach ((string cpp, string module, Action<string> set) in group)
            {
                set($"{Root}.{module}.{ClassName(cpp, depth)}");
            }
        }
    }

    /// <summary>Whether a class is written for a type: those that TVM's own headers declare.</summary>
    public static bool IsWritten(TypeSchema type) => type.Header is { } header && IsWritten(header);

    /// <summary>Module of a header, the last part of the C# namespace: <c>tvm/s_tir/schedule/trace.h</c> is of <c>STir</c>.</summary>
    public static string ModuleOf(string header) => DotNetNames.Pascal(header.Split('/')[1]);

    /// <summary>The class for a type key, in full; null for none.</summary>
    public string? ClassOf(string key) => _classes.GetValueOrDefault(key);

    /// <summary>The enumeration for a C++ name, in full; null for none.</summary>
    public string? EnumOf(string cppName) => _enums.GetValueOrDefault(cppName);

    private static bool IsWritten(string header) =>
        header.StartsWith("tvm/", StringComparison.Ordinal) && !header.StartsWith("tvm/ffi/", StringComparison.Ordinal);

    // The reference class has the name that C++ code uses; without one, the object's class without its ending.
    private static string CppName(TypeSchema type) =>
        type.RefName ?? (type.CppName is { } name ? WithoutEnding(name) : type.Key.Replace(".", "::", StringComparison.Ordinal));

    // tirx::For is For; an enumeration inside of a class, script::printer::OperationDocNode::Kind, is OperationDocKind.
    private static string ClassName(string cppName, int depth)
    {
        string[] parts = cppName.Split("::");
        int first = parts.Length - 1;
        while (first > 0 && char.IsAsciiLetterUpper(parts[first - 1][0]))
        {
            first--;
        }

        first = Math.Max(0, first - depth);
        return string.Concat(parts.Skip(first).Select((part, i) => DotNetNames.Pascal(i == parts.Length - first - 1 ? part : WithoutEnding(part))));
    }

    private static string WithoutEnding(string name) =>
        name.EndsWith("Node", StringComparison.Ordinal) ? name[..^4] : name.EndsWith("Obj", StringComparison.Ordinal) ? name[..^3] : name;
}
