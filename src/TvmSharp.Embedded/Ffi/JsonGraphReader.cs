using System.Text;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary><c>ffi.FromJSONGraph</c>: the value that <see cref="JsonGraphWriter"/> wrote; kept until the call ends.</summary>
internal sealed unsafe class JsonGraphReader
{
    private static readonly TypeTable.Column FromJson = TypeTable.EnsureColumn("__data_from_json__");

    private static readonly HostType AnyMap = HostType.MapOf(HostType.Any, HostType.Any);

    private readonly TVMFFIAny[] _nodes;
    private readonly TVMFFIAny?[] _values;
    private readonly bool[] _open;

    private JsonGraphReader(ReadOnlySpan<TVMFFIAny> nodes)
    {
        _nodes = nodes.ToArray();
        _values = new TVMFFIAny?[_nodes.Length];
        _open = new bool[_nodes.Length];
    }

    public static TVMFFIAny Read(TVMFFIAny graph)
    {
        if (graph.TypeIndex != TypeIndex.Map)
        {
            throw Invalid("expected an object");
        }

        if (!TryGet(graph.Obj, "root_index"u8, out TVMFFIAny root) || root.TypeIndex != TypeIndex.Int)
        {
            throw Invalid("expected `root_index` integer field");
        }

        return TryGet(graph.Obj, "nodes"u8, out TVMFFIAny nodes) && nodes.TypeIndex == TypeIndex.Array
            ? new JsonGraphReader(Value.Elements(nodes.Obj)).Node(root)
            : throw Invalid("expected `nodes` array field");
    }

    private static HostException Invalid(string what) => HostException.Value($"Invalid JSON Object Graph, {what}");

    private static bool TryGet(TVMFFIObject* map, ReadOnlySpan<byte> key, out TVMFFIAny value) =>
        Maps.Entries(map).TryGetValue(Pool.Keep(Strings.String(key)), out value);

    private TVMFFIAny Node(TVMFFIAny reference)
    {
        Nesting.Check();
        long index = HostType.Int.Cast(reference).Int64;
        if (index < 0 || index >= _nodes.Length)
        {
            throw HostException.Value($"Invalid JSON Object Graph: invalid node index {index}");
        }

        if (_values[index] is { } known)
        {
            return known;
        }

        if (_open[index])
        {
            throw HostException.Value($"Invalid JSON Object Graph: node {index} contains itself");
        }

        _open[index] = true;
        TVMFFIAny value = Decode(AnyMap.Cast(_nodes[index]).Obj);
        _values[index] = value;
        return value;
    }

    private TVMFFIAny Decode(TVMFFIObject* node)
    {
        int type = TypeTable.IndexOf(Value.Text(HostType.Text.Cast(Maps.At(node, Pool.Keep(Value.String("type"))))));
        if (type == TypeIndex.None)
        {
            return Value.None;
        }

        TVMFFIAny data = Maps.At(node, Pool.Keep(Value.String("data")));
        switch (type)
        {
            case TypeIndex.Bool or TypeIndex.Int or TypeIndex.Float or TypeIndex.DataType:
                return Plain(type, data);
            case TypeIndex.Device:
                ReadOnlySpan<TVMFFIAny> device = Elements(data, HostType.Int);
                return device.Length == 2
                    ? new()
                    {
                        TypeIndex = TypeIndex.Device,
                        Device = new() { DeviceType = checked((int)device[0].Int64), DeviceId = checked((int)device[1].Int64) },
                    }
                    : throw HostException.Value(
                        $"Invalid JSON Object Graph: Device data must be an array of [device_type, device_id], got {device.Length} element(s)");
            case TypeIndex.Str:
                return HostType.Text.Cast(data);
            case TypeIndex.Bytes:
                return Pool.Keep(Strings.Bytes(Base64(Value.Text(HostType.Text.Cast(data)))));
            case TypeIndex.Array:
                return Value.Object(Pool.Keep(Sequences.CreateArray(Children(data))));
            case TypeIndex.List:
                return Value.Object(Pool.Keep(Sequences.CreateList(Children(data))));
            case TypeIndex.Map or TypeIndex.Dict:
                TVMFFIAny[] entries = Children(data);
                return entries.Length % 2 == 0
                    ? Value.Object(Pool.Keep(Maps.Create(type, entries)))
                    : throw HostException.Value(
                        $"Invalid JSON Object Graph: Map/Dict data must contain an even number of [key, value] entries, got {entries.Length}");
            case TypeIndex.Shape:
                ReadOnlySpan<TVMFFIAny> elements = Elements(data, HostType.Int);
                long[] extents = new long[elements.Length];
                for (int i = 0; i < extents.Length; i++)
                {
                    extents[i] = elements[i].Int64;
                }

                return Value.Object(Pool.Keep(Shapes.Create(extents)));
            default:
                return DecodeObject(type, data);
        }
    }

    private static TVMFFIAny Plain(int type, TVMFFIAny data)
    {
        switch (type)
        {
            case TypeIndex.None:
                return Value.None;
            case TypeIndex.Bool:
                return Value.Bool(HostType.Bool.Cast(data).Int64 != 0);
            case TypeIndex.Int:
                return Value.Int(HostType.Int.Cast(data).Int64);
            case TypeIndex.Float:
                HostType.Float.Cast(data);
                return Value.Float(data.TypeIndex == TypeIndex.Float ? data.Float64 : data.Int64);
            default:
                return new() { TypeIndex = TypeIndex.DataType, DType = DataTypes.Parse(Value.Text(HostType.Text.Cast(data))) };
        }
    }

    private static byte[] Base64(string text)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            throw HostException.Internal("invalid base64 encoding");
        }
    }

    private static ReadOnlySpan<TVMFFIAny> Elements(TVMFFIAny data, HostType element) =>
        Value.Elements(HostType.ArrayOf(element).Cast(data).Obj);

    private TVMFFIAny[] Children(TVMFFIAny data)
    {
        ReadOnlySpan<TVMFFIAny> indices = Elements(data, HostType.Int);
        TVMFFIAny[] values = new TVMFFIAny[indices.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Node(indices[i]);
        }

        return values;
    }

    private TVMFFIAny DecodeObject(int type, TVMFFIAny data)
    {
        if (Enums.IsEnum(type))
        {
            return Enums.Find(type, data);
        }

        TVMFFIAny custom = TypeTable.Attribute(FromJson, type);
        if (custom.TypeIndex == TypeIndex.Function)
        {
            return Pool.Keep(Host.Call(custom.Obj, data));
        }

        TVMFFIObject* result = Pool.Keep(Reflection.CreateEmpty(type));
        TVMFFIObject* fields = AnyMap.Cast(data).Obj;
        foreach (nint address in TypeTable.Fields(type))
        {
            TVMFFIFieldInfo* field = (TVMFFIFieldInfo*)address;
            if (TryGet(fields, field->Name.AsSpan(), out TVMFFIAny content))
            {
                Reflection.Set(result, field, field->FieldStaticTypeIndex is >= TypeIndex.None and <= TypeIndex.Float or TypeIndex.DataType
                    ? Plain(field->FieldStaticTypeIndex, content)
                    : Node(content));
            }
            else
            {
                Reflection.SetDefault(result, field);
            }
        }

        return Value.Object(result);
    }
}
