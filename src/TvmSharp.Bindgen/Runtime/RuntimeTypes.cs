using TvmSharp.Bindgen.Schema;

namespace TvmSharp.Bindgen.Runtime;

/// <summary>Types as a running TVM spells them, from types as headers do.</summary>
/// <remarks>
/// Reflection says less than C++: integers of all widths and enumerations are <c>int</c>, views are what they are over, and typed
/// functions without a signature are <c>ffi.Function</c>. So this goes one way only.
/// </remarks>
internal sealed class RuntimeTypes
{
    private static readonly Dictionary<string, string> BuiltIn = new(StringComparer.Ordinal)
    {
        ["void"] = "None",
        ["bool"] = "bool",
        ["int8"] = "int", ["int16"] = "int", ["int32"] = "int", ["int64"] = "int",
        ["uint8"] = "int", ["uint16"] = "int", ["uint32"] = "int", ["uint64"] = "int",
        ["float32"] = "float", ["float64"] = "float",
        ["DLDataType"] = "DataType",
        ["DLDevice"] = "Device",
        ["Any"] = "Any",
        ["String"] = "ffi.String",
        ["Bytes"] = "ffi.Bytes",
        ["Shape"] = "ffi.Shape",
        ["Tensor"] = "ffi.Tensor",
        ["Module"] = "ffi.Module",
        ["Error"] = "ffi.Error",
        ["Object"] = "ffi.Object",
        ["ObjectRef"] = "ffi.Object",
        ["Array"] = "ffi.Array",
        ["List"] = "ffi.List",
        ["Map"] = "ffi.Map",
        ["Dict"] = "ffi.Dict",
        ["Optional"] = "Optional",
        ["Variant"] = "Variant",
        ["Tuple"] = "Tuple",
        ["Function"] = "ffi.Function",
    };

    private readonly HashSet<string> _unnamed;
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>Knows the types of a schema.</summary>
    public RuntimeTypes(TvmSchema schema)
    {
        _unnamed = [.. schema.Types.Where(static type => !type.IsReflected || type.IsMutable).Select(static type => type.Key)];
        foreach (TypeSchema type in schema.Types)
        {
            Add(type.RefName, type.Key);
            Add(type.CppName, type.Key);
        }

        foreach (ViewSchema view in schema.Views)
        {
            Add(view.CppName, view.Key);
        }

        foreach (EnumSchema e in schema.Enums)
        {
            Add(e.CppName, "int");
        }
    }

    /// <summary>The type in the runtime's spelling; null when one of its names is not known.</summary>
    public TypeExpression? Of(TypeExpression type)
    {
        if (!BuiltIn.TryGetValue(type.Name, out string? name) && !_names.TryGetValue(type.Name, out name))
        {
            return null;
        }

        // What a view says of its objects is not part of reflection.
        if (!BuiltIn.ContainsKey(type.Name))
        {
            return new TypeExpression(name);
        }

        TypeExpression?[] arguments = [.. type.Arguments.Select(Of)];
        return arguments.Contains(null) ? null : new TypeExpression(name, arguments!);
    }

    /// <summary>Whether two types are the same, as far as the runtime tells types apart.</summary>
    /// <param name="expected">What <see cref="Of"/> returned.</param>
    /// <param name="actual">What the library says.</param>
    public bool IsSame(TypeExpression expected, TypeExpression actual)
    {
        // Signatures of typed functions, and arguments of containers, can be left out.
        if (expected.Arguments.Count > 0 && actual.Arguments.Count > 0)
        {
            return expected.Name == actual.Name
                && expected.Arguments.Count == actual.Arguments.Count
                && expected.Arguments.Zip(actual.Arguments).All(pair => IsSame(pair.First, pair.Second));
        }

        // std::string is a String to all but C++. A class that registers no type of its own, or a reference class that upstream
        // wrote by hand (its objects count as mutable), does not tell reflection which objects it is over.
        return expected.Name == actual.Name
            || (expected.Name == "ffi.String" && actual.Name == "std::string")
            || (_unnamed.Contains(expected.Name) && actual.Name == "ffi.Object");
    }

    private void Add(string? cppName, string name)
    {
        if (cppName is not null)
        {
            _names.TryAdd(cppName, name);
        }
    }
}
