using System.Globalization;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>
/// Refuses graphs that would end the process: upstream calls a null function for types that it cannot make, and follows a
/// node that contains itself without end. What is malformed otherwise is left to its own errors.
/// </summary>
internal sealed class JsonGraphCheck
{
    private readonly Any[] _nodes;
    private readonly Progress[] _progress;
    private readonly Dictionary<string, TvmTypeInfo?> _types = [];

    private JsonGraphCheck(Any[] nodes)
    {
        _nodes = nodes;
        _progress = new Progress[nodes.Length];
    }

    private enum Progress : byte
    {
        New,
        Open,
        Done,
    }

    /// <exception cref="NotSupportedException">A type cannot be made.</exception>
    /// <exception cref="FormatException">A node contains itself.</exception>
    internal static void Check(Any graph)
    {
        using ObjectScope scope = ObjectScope.Enter();
        if (Entry(graph, "nodes").TryAs(out TvmArray<Any>? nodes) && Entry(graph, "root_index").TryAs(out long root))
        {
            new JsonGraphCheck(nodes!.ToArray()).Walk(root);
        }
    }

    private static Any Entry(Any value, string key) =>
        value.TryAs(out TvmMap<Any, Any>? map) && map!.TryGetValue(key, out Any entry) ? entry : Any.None;

    private static bool CanBeRead(TvmTypeInfo type) =>
        type.Index is TypeIndex.None or TypeIndex.Bool or TypeIndex.Int or TypeIndex.Float or TypeIndex.DataType
            or TypeIndex.Device or TypeIndex.Str or TypeIndex.Bytes or TypeIndex.Map or TypeIndex.Dict or TypeIndex.Array
            or TypeIndex.List or TypeIndex.Shape
        || type.HasCreator
        || ReadsItself(type);

    /// <summary>Whether what a node of the type holds is not for the graph to follow.</summary>
    private static bool ReadsItself(TvmTypeInfo type) =>
        !type.GetAttribute("__data_from_json__").IsNone
        || (ObjectTypes.TryGet("ffi.Enum", out TvmTypeInfo? enumeration) && type.IsAssignableTo(enumeration));

    /// <summary>Goes depth first, as upstream does, but not by recursion.</summary>
    private void Walk(long root)
    {
        Stack<(long Node, Queue<long> Next)> path = [];
        Enter(root, path);
        while (path.TryPeek(out (long Node, Queue<long> Next) last))
        {
            if (last.Next.TryDequeue(out long next))
            {
                Enter(next, path);
            }
            else
            {
                _progress[last.Node] = Progress.Done;
                path.Pop();
            }
        }
    }

    private void Enter(long node, Stack<(long Node, Queue<long> Next)> path)
    {
        if (node < 0 || node >= _nodes.Length || _progress[node] == Progress.Done)
        {
            return;
        }

        if (_progress[node] == Progress.Open)
        {
            throw new FormatException(string.Create(
                CultureInfo.InvariantCulture, $"Invalid JSON Object Graph: node {node} contains itself, and no object can be made of it."));
        }

        _progress[node] = Progress.Open;
        path.Push((node, new(References(_nodes[node]))));
    }

    /// <summary>The nodes that a node refers to.</summary>
    private IEnumerable<long> References(Any node)
    {
        if (TypeOf(node) is not { } type)
        {
            return [];
        }

        Any data = Entry(node, "data");
        IEnumerable<Any> values = type.Index switch
        {
            TypeIndex.Array or TypeIndex.List or TypeIndex.Map or TypeIndex.Dict =>
                data.TryAs(out TvmArray<Any>? elements) ? elements! : [],
            < TypeIndex.StaticObjectBegin or TypeIndex.Str or TypeIndex.Bytes or TypeIndex.Shape => [],
            _ => ReadsItself(type) ? [] : type.AllFields.Where(static field => field.IsNodeInJson).Select(field => Entry(data, field.Name)),
        };
        return values.Where(static value => value.Kind == AnyKind.Int).Select(static value => value.As<long>());
    }

    private TvmTypeInfo? TypeOf(Any node)
    {
        if (!Entry(node, "type").TryAs(out string? key))
        {
            return null;
        }

        if (!_types.TryGetValue(key!, out TvmTypeInfo? type))
        {
            ObjectTypes.TryGet(key!, out type);
            if (type is not null && !CanBeRead(type))
            {
                throw new NotSupportedException(
                    $"The graph has objects of type `{key}`, which registered neither a creator nor `__data_from_json__`.");
            }

            _types.Add(key!, type);
        }

        return type;
    }
}
