using System.Text;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary>
/// <c>ffi.ToJSONGraph</c>: a value as JSON values, <c>{"root_index", "nodes": [{"type", "data"}], "metadata"}</c>,
/// in which each distinct value is one node and refers to others by their index.
/// </summary>
internal sealed unsafe class JsonGraphWriter
{
    private static readonly TypeTable.Column ToJson = TypeTable.EnsureColumn("__data_to_json__");

    private readonly Dictionary<TVMFFIAny, long> _indices = new(AnyComparer.Instance);
    private readonly List<TVMFFIAny> _nodes = [];
    private readonly HashSet<nint> _open = [];

    /// <summary>The graph of a value, kept until the call ends. Metadata of None is left out.</summary>
    public static TVMFFIAny Write(TVMFFIAny value, TVMFFIAny metadata)
    {
        JsonGraphWriter writer = new();
        List<TVMFFIAny> result = [Text("root_index"), Value.Int(writer.IndexOf(value))];
        result.AddRange([Text("nodes"), Array([.. writer._nodes])]);
        if (metadata.TypeIndex != TypeIndex.None)
        {
            result.AddRange([Text("metadata"), metadata]);
        }

        return Map(result);
    }

    private static TVMFFIAny Text(string text) => Pool.Keep(Value.String(text));

    private static TVMFFIAny Array(ReadOnlySpan<TVMFFIAny> elements) => Value.Object(Pool.Keep(Sequences.CreateArray(elements)));

    private static TVMFFIAny Map(List<TVMFFIAny> entries) =>
        Value.Object(Pool.Keep(Maps.Create(TypeIndex.Map, entries.ToArray())));

    private long IndexOf(TVMFFIAny value)
    {
        Nesting.Check();
        if (_indices.TryGetValue(value, out long known))
        {
            return known;
        }

        int type = value.TypeIndex switch
        {
            TypeIndex.SmallStr => TypeIndex.Str,
            TypeIndex.SmallBytes => TypeIndex.Bytes,
            _ => value.TypeIndex,
        };
        List<TVMFFIAny> node = [Text("type"), Text(Host.TypeKey(type))];
        if (type != TypeIndex.None)
        {
            node.AddRange([Text("data"), Data(value, type)]);
        }

        long index = _nodes.Count;
        _nodes.Add(Map(node));
        _indices.Add(value, index);
        return index;
    }

    private TVMFFIAny Data(TVMFFIAny value, int type)
    {
        switch (type)
        {
            case TypeIndex.Bool or TypeIndex.Int or TypeIndex.Float or TypeIndex.Str:
                return value;
            case TypeIndex.DataType:
                return Text(DataTypes.ToText(value.DType));
            case TypeIndex.Device:
                return Array([Value.Int(value.Device.DeviceType), Value.Int(value.Device.DeviceId)]);
            case TypeIndex.Bytes:
                return Text(Convert.ToBase64String(Value.Bytes(&value)));
            case TypeIndex.Array:
                return Elements(value.Obj);
            case TypeIndex.Map:
                return Entries(value.Obj);
            case TypeIndex.List or TypeIndex.Dict:
                if (!_open.Add((nint)value.Obj))
                {
                    string name = type == TypeIndex.List ? "List" : "Dict";
                    throw HostException.Value($"Cycle detected during serialization: a {name} contains itself");
                }

                TVMFFIAny data = type == TypeIndex.List ? Elements(value.Obj) : Entries(value.Obj);
                _open.Remove((nint)value.Obj);
                return data;
            case TypeIndex.Shape:
                TVMFFIShapeCell* shape = (TVMFFIShapeCell*)(value.Obj + 1);
                TVMFFIAny[] extents = new TVMFFIAny[(int)shape->Size];
                for (int i = 0; i < extents.Length; i++)
                {
                    extents[i] = Value.Int(shape->Data[i]);
                }

                return Array(extents);
            case >= TypeIndex.StaticObjectBegin:
                return ObjectData(value);
            default:
                throw HostException.Runtime($"Cannot serialize type `{Host.TypeKey(type)}`");
        }
    }

    private TVMFFIAny Elements(TVMFFIObject* sequence)
    {
        List<TVMFFIAny> indices = [];
        foreach (TVMFFIAny element in Sequences.Stable(sequence))
        {
            indices.Add(Value.Int(IndexOf(element)));
        }

        return Array(indices.ToArray());
    }

    private TVMFFIAny Entries(TVMFFIObject* map)
    {
        List<TVMFFIAny> indices = [];
        foreach ((TVMFFIAny key, TVMFFIAny value) in Maps.Stable(map))
        {
            indices.Add(Value.Int(IndexOf(key)));
            indices.Add(Value.Int(IndexOf(value)));
        }

        return Array(indices.ToArray());
    }

    private TVMFFIAny ObjectData(TVMFFIAny value)
    {
        if (Enums.TryGetIndex(value.Obj, out TVMFFIAny index))
        {
            return index;
        }

        TVMFFIAny custom = TypeTable.Attribute(ToJson, value.TypeIndex);
        if (custom.TypeIndex == TypeIndex.Function)
        {
            return Pool.Keep(Host.Call(custom.Obj, value));
        }

        if (!Reflection.CanCreate(value.TypeIndex))
        {
            throw HostException.Type(
                $"Type `{Host.TypeKey(value.TypeIndex)}` does not support ToJSONGraph (no native creator or __ffi_new__ type attr)");
        }

        List<TVMFFIAny> fields = [];
        foreach (nint address in TypeTable.Fields(value.TypeIndex))
        {
            TVMFFIFieldInfo* field = (TVMFFIFieldInfo*)address;
            TVMFFIAny content = Reflection.Get(value.Obj, field);

            // What the type of the field says needs no node that says it again.
            fields.Add(Pool.Keep(Strings.String(field->Name.AsSpan())));
            fields.Add(field->FieldStaticTypeIndex switch
            {
                TypeIndex.None => Value.None,
                TypeIndex.Bool or TypeIndex.Int or TypeIndex.Float => content,
                TypeIndex.DataType => Text(DataTypes.ToText(content.DType)),
                _ => Value.Int(IndexOf(content)),
            });
        }

        return Map(fields);
    }
}
