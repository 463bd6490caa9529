using TvmSharp.Bindgen.Schema;

namespace TvmSharp.Bindgen.Runtime;

/// <summary>Says where a running TVM is not what its headers, or the bindings, say.</summary>
internal sealed class RuntimeComparer
{
    private readonly RuntimeTypes _types;
    private readonly Dictionary<string, RuntimeType> _runtimeTypes;
    private readonly Dictionary<string, RuntimeFunction> _runtimeFunctions;
    private readonly HashSet<string> _keys;
    private readonly HashSet<string> _parts;
    private readonly List<RuntimeDifference> _differences = [];
    private readonly List<string> _missingTypes = [];
    private readonly List<string> _missingFunctions = [];
    private int _fields;
    private int _signatures;
    private int _results;

    private RuntimeComparer(TvmSchema schema, RuntimeSchema runtime)
    {
        _types = new RuntimeTypes(schema);
        _runtimeTypes = runtime.Types.ToDictionary(static t => t.Key);
        _runtimeFunctions = runtime.Functions.ToDictionary(static f => f.Name);
        _keys = [.. schema.Types.Select(static t => t.Key)];
        _parts = [.. _runtimeTypes.Keys.Concat(_runtimeFunctions.Keys).Select(NamespaceOf)];
    }

    /// <summary>Compares parents, sizes, fields and their layout, and the parameters of global functions.</summary>
    /// <param name="schema">What headers or bindings say.</param>
    /// <param name="runtime">What the library says.</param>
    /// <returns>
    /// Differences by name, and what the library was built without: functions, most of which are of backends, and types of
    /// whose namespace it has nothing. What the library has beyond the schema is no difference: sources have types that no
    /// header declares.
    /// </returns>
    /// <exception cref="BindgenException">The library has none of the types: it is no compiler.</exception>
    public static RuntimeComparison Compare(TvmSchema schema, RuntimeSchema runtime)
    {
        RuntimeComparer comparer = new(schema, runtime);
        if (schema.Types.Count > 0 && !schema.Types.Any(type => comparer._runtimeTypes.ContainsKey(type.Key)))
        {
            throw new BindgenException(
                $"{runtime.Library} has none of TVM's {schema.Types.Count} types: there is no libtvm_compiler beside it. Name a directory with both by --library or TVM_LIBRARY_PATH");
        }

        foreach (TypeSchema type in schema.Types)
        {
            comparer.CompareType(type);
        }

        foreach (FunctionSchema function in schema.Functions)
        {
            comparer.CompareFunction(function);
        }

        return new(
            [.. comparer._differences.OrderBy(static d => d.Name, StringComparer.Ordinal)],
            comparer._missingTypes,
            comparer._missingFunctions,
            schema.Types.Count(type => comparer._runtimeTypes.ContainsKey(type.Key)),
            comparer._fields,
            comparer._signatures,
            comparer._results);
    }

    private void CompareType(TypeSchema type)
    {
        if (!_runtimeTypes.TryGetValue(type.Key, out RuntimeType? found))
        {
            // Without a definition there is no registration either, until something asks for the type's index.
            if (type.IsReflected && _parts.Contains(NamespaceOf(type.Key)))
            {
                Add(type.Key, "the library does not register the type");
            }
            else if (type.IsReflected)
            {
                _missingTypes.Add(type.Key);
            }

            return;
        }

        Expect(type.Key, "parent", type.Parent, found.Parent);
        if (!type.IsReflected)
        {
            return;
        }

        Expect(type.Key, "size", type.Size, found.Size);
        Dictionary<string, RuntimeField> fields = found.Fields.ToDictionary(static f => f.Name);
        foreach (FieldSchema field in type.Fields)
        {
            string name = $"{type.Key}.{field.Name}";
            if (!fields.Remove(field.Name, out RuntimeField? other))
            {
                Add(name, "the library's type has no such field");
                continue;
            }

            _fields++;
            Expect(name, "offset", field.Offset, other.Offset);
            Expect(name, "size", field.Size, other.Size);
            ExpectType(name, "type", field.Type, other.Type);
            if (field.Flags.HasFlag(FieldFlags.ReadOnly) == other.IsWritable)
            {
                Add(name, other.IsWritable ? "is writable in the library" : "is read-only in the library");
            }
        }

        foreach (RuntimeField field in fields.Values)
        {
            Add($"{type.Key}.{field.Name}", $"only the library has the field, of type {field.Type} at offset {field.Offset}");
        }
    }

    private void CompareFunction(FunctionSchema function)
    {
        if (!_runtimeFunctions.TryGetValue(function.Name, out RuntimeFunction? found))
        {
            _missingFunctions.Add(function.Name);
            return;
        }

        // Of a packed function the library says nothing, and of some the sources do not: those were reported when they were read.
        bool isUnknown = function is { CppName: null, Returns: null, Parameters: [] };
        if (function.IsPacked || isUnknown || found.Type is not { Arguments: [TypeExpression result, ..] signature })
        {
            return;
        }

        _signatures++;

        int count = signature.Count - 1;
        if (function.Parameters.Count != count)
        {
            Add(function.Name, $"takes {function.Parameters.Count} parameters in the sources and {count} in the library: {found.Type}");
            return;
        }

        if (function.Returns is not null)
        {
            _results += _types.Of(function.Returns) is null ? 0 : 1;
            ExpectType(function.Name, "result", function.Returns, result);
        }

        for (int i = 0; i < count; i++)
        {
            ExpectType(function.Name, $"parameter `{function.Parameters[i].Name}`", function.Parameters[i].Type, signature[i + 1]);
        }
    }

    private void ExpectType(string name, string what, TypeExpression expected, TypeExpression? actual)
    {
        if (_types.Of(expected) is { } known && actual is not null && !_types.IsSame(known, Declared(actual)))
        {
            Add(name, $"{what} is {known} in the sources and {actual} in the library");
        }
    }

    // A class of a source is what it derives from: sources are read only as far as headers declare what they name.
    private TypeExpression Declared(TypeExpression type)
    {
        string name = type.Name;
        while (!_keys.Contains(name) && _runtimeTypes.TryGetValue(name, out RuntimeType? found) && found.Parent is { } parent
            && !name.StartsWith("ffi.", StringComparison.Ordinal))
        {
            name = parent;
        }

        return new TypeExpression(name, [.. type.Arguments.Select(Declared)]);
    }

    private static string NamespaceOf(string name) => name[..Math.Max(0, name.LastIndexOf('.'))];

    /// <summary>Notes a difference, unless one side says nothing.</summary>
    private void Expect<T>(string name, string what, T? expected, T? actual)
    {
        if (expected is not null && actual is not null && !expected.Equals(actual))
        {
            Add(name, $"{what} is {expected} in the sources and {actual} in the library");
        }
    }

    private void Add(string name, string message) => _differences.Add(new RuntimeDifference(name, message));
}
