using System.Globalization;
using System.Text;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Compiler;

/// <summary>
/// TVM's object types as its headers have them on 64-bit machines: parents, fields, offsets, flags and constructors, read
/// from <see cref="SchemaTable"/>.
/// </summary>
internal static unsafe class Schema
{
    private static readonly Dictionary<string, NodeType> ByKey = new(StringComparer.Ordinal);
    private static readonly Dictionary<string, SchemaType> ByText = new(StringComparer.Ordinal);
    private static readonly HashSet<string> Nullable = new(StringComparer.Ordinal);

    // Type keys by the names of reference classes.
    private static readonly Dictionary<string, string> References = new(StringComparer.Ordinal)
    {
        ["reflection::AccessPath"] = "ffi.reflection.AccessPath",
    };

    private static readonly Dictionary<string, string> Parents = new(StringComparer.Ordinal);
    private static readonly HashSet<string> Enumerations = new(StringComparer.Ordinal);

    // Reference classes without an empty value, themselves and what derives from them (TVM_FFI_DEFINE_OBJECT_REF_METHODS_NOTNULLABLE).
    private static readonly HashSet<string> Defined =
        ["ir.Type", "ir.IRModule", "ir.SourceMap", "transform.Pass", "transform.PassInfo", "transform.PassContext"];

    static Schema() => Read(Encoding.UTF8.GetString(SchemaTable.Text).Split('\n'));

    /// <summary>All types, parents first.</summary>
    public static List<NodeType> Types { get; } = [];

    /// <summary>The functions that make objects from their fields.</summary>
    public static List<SchemaConstructor> Constructors { get; } = [];

    /// <summary>A type by its key.</summary>
    public static NodeType Type(string key) => ByKey[key];

    /// <summary>A type by its key; null for none.</summary>
    public static NodeType? Find(string key) => ByKey.GetValueOrDefault(key);

    private static void Read(string[] lines)
    {
        // What is referred to may stand behind.
        foreach (string line in lines)
        {
            string[] words = line.Split('|');
            switch (words[0])
            {
                case "E":
                    Enumerations.Add(words[1]);
                    break;
                case "V":
                    References[words[1]] = words[2];
                    break;
                case "T":
                    Parents[words[1]] = words[2];
                    References[words[6]] = words[1];
                    if (words[4].Contains('n', StringComparison.Ordinal))
                    {
                        Nullable.Add(words[1]);
                    }

                    break;
            }
        }

        string[]? type = null;
        string? constructor = null;
        List<NodeField> fields = [];
        List<SchemaParameter> parameters = [];
        foreach (string line in lines)
        {
            string[] words = line.Split('|');
            switch (words[0])
            {
                case "T":
                    Add();
                    type = words;
                    break;
                case "F":
                    fields.Add(Field(words));
                    break;
                case "C":
                    constructor = words[1];
                    break;
                case "P":
                    parameters.Add(new(words[1], TypeOf(words[2])));
                    break;
            }
        }

        Add();

        void Add()
        {
            if (type is null)
            {
                return;
            }

            NodeType added = Create(type, [.. fields]);
            ByKey.Add(added.Key, added);
            Types.Add(added);
            if (constructor is not null)
            {
                Constructors.Add(new(constructor, added, [.. parameters]));
            }

            constructor = null;
            fields.Clear();
            parameters.Clear();
        }
    }

    private static NodeType Create(string[] words, NodeField[] fields)
    {
        NodeType? parent = ByKey.GetValueOrDefault(words[2]);
        int kind = words[5] switch
        {
            "TreeNode" => SEqHashKind.TreeNode,
            "FreeVar" => SEqHashKind.FreeVar,
            "DAGNode" => SEqHashKind.DAGNode,
            "ConstTreeNode" => SEqHashKind.ConstTreeNode,
            "UniqueInstance" => SEqHashKind.UniqueInstance,
            _ => parent?.Equality ?? SEqHashKind.Unsupported,
        };
        bool isReflected = words[4].Contains('r', StringComparison.Ordinal);
        return new(words[1], parent, Number(words[3]), 0, kind, 0, [.. fields, .. HiddenFields.Of(words[1])])
        {
            IsFinal = words[4].Contains('f', StringComparison.Ordinal),
            IsReflected = isReflected,
            IsCreatable = isReflected,
        };
    }

    private static NodeField Field(string[] words)
    {
        SchemaType type = TypeOf(words[2]);
        string initial = words[6];
        long flags = initial.Length > 0 ? FieldFlags.HasDefault : 0;
        foreach (char flag in words[5])
        {
            flags |= (long)(flag switch
            {
                'w' => FieldFlags.Writable,
                'i' => FieldFlags.SEqHashIgnore,
                'd' => FieldFlags.SEqHashDefRecursive,
                'e' => 0,
                _ => FieldFlags.SEqHashDefNonRecursive,
            });
        }

        delegate*<TVMFFIObject*> make = type.Kind switch
        {
            FieldKind.Type => &NodeDefaults.MissingTypeReference,
            FieldKind.Attrs => &NodeDefaults.Attrs,
            FieldKind.SourceMap => &NodeDefaults.SourceMap,
            _ => null,
        };
        return new(words[1], type.Kind, Number(words[3]), type.Type, flags, (nint)make)
        {
            IsNullable = words[5].Contains('e', StringComparison.Ordinal),
            PlainDefault = make == null && initial.Length > 0 ? () => Default(initial, type.Kind) : null,
            Setter = type.Setter,
            Convert = type.Convert,
        };
    }

    private static SchemaType TypeOf(string text)
    {
        if (!ByText.TryGetValue(text, out SchemaType? type))
        {
            ByText.Add(text, type = SchemaType.Parse(text, Leaf));
        }

        return type;
    }

    private static SchemaType Leaf(string name)
    {
        if (Enumerations.Contains(name))
        {
            return SchemaType.Enumeration();
        }

        if (!References.TryGetValue(name, out string? reference))
        {
            throw new InvalidOperationException($"The schema does not say what `{name}` is.");
        }

        bool isDefined = false;
        for (string? key = reference; key is not null && !isDefined; key = Parents.GetValueOrDefault(key))
        {
            isDefined = Defined.Contains(key);
        }

        return SchemaType.Reference(name, reference, Nullable.Contains(reference), isDefined);
    }

    // C++ expressions that upstream's headers have as defaults.
    private static TVMFFIAny Default(string text, FieldKind kind) => kind switch
    {
        FieldKind.Bool => Value.Bool(text == "true"),
        FieldKind.Int32 or FieldKind.Int64 => Value.Int(text == "kInvalidDeviceType" ? -1 : long.Parse(text, CultureInfo.InvariantCulture)),
        FieldKind.Float64 => Value.Float(double.Parse(text, CultureInfo.InvariantCulture)),
        FieldKind.Text => Value.String(text.Trim('"')),
        FieldKind.DataType => DataType(text),
        FieldKind.Object or FieldKind.Optional when text.EndsWith("()", StringComparison.Ordinal) => Value.None,
        _ => throw new InvalidOperationException($"The embedded host does not know the default `{text}`."),
    };

    // (DLDataType{kDLInt, 64, 1})
    private static TVMFFIAny DataType(string text)
    {
        string[] parts = text[(text.IndexOf('{', StringComparison.Ordinal) + 1)..text.IndexOf('}', StringComparison.Ordinal)].Split(',', StringSplitOptions.TrimEntries);
        byte code = parts[0] switch
        {
            "kDLInt" => 0,
            "kDLUInt" => 1,
            "kDLFloat" => 2,
            _ => throw new InvalidOperationException($"The embedded host does not know the default `{text}`."),
        };
        return new()
        {
            TypeIndex = TypeIndex.DataType,
            DType = new() { Code = code, Bits = (byte)Number(parts[1]), Lanes = (ushort)Number(parts[2]) },
        };
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
