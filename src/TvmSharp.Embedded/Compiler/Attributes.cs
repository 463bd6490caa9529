using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Compiler;

/// <summary>Attributes of functions and modules: upstream's <c>WithAttr</c> and its like (<c>ir/attrs.h</c>).</summary>
internal static unsafe class Attributes
{
    /// <summary>Sets attributes on an owned function or module and returns it, or a copy when it is shared.</summary>
    public static TVMFFIAny With(TVMFFIObject* owned, NodeField field, params ReadOnlySpan<KeyValuePair<TVMFFIAny, TVMFFIAny>> added)
    {
        TVMFFIObject* node = Pool.Keep(Writable(owned));
        Containers.Set(WritableAttributes(node, field), NodeTypes.DictAttrsDict, added);
        return Value.Object(node);
    }

    /// <summary>Takes an attribute off an owned function or module and returns it, or a copy when it is shared.</summary>
    public static TVMFFIAny Without(TVMFFIObject* owned, NodeField field, TVMFFIAny key)
    {
        TVMFFIObject* node = Pool.Keep(Writable(owned));
        Containers.Remove(WritableAttributes(node, field), NodeTypes.DictAttrsDict, key);
        return Value.Object(node);
    }

    /// <summary>An attribute, None when there is none.</summary>
    public static TVMFFIAny Get(TVMFFIObject* attributes, TVMFFIAny key) =>
        attributes != null && Containers.TryGet(Node.Get(attributes, NodeTypes.DictAttrsDict), key, out TVMFFIAny value)
            ? value
            : Value.None;

    /// <summary>Attributes from None, a <c>DictAttrs</c> or a map; kept until the call ends.</summary>
    public static TVMFFIObject* From(TVMFFIObject* value)
    {
        if (Node.Is(value, NodeTypes.DictAttrs))
        {
            return value;
        }

        TVMFFIObject* attributes = Pool.Keep(Node.Create(NodeTypes.DictAttrs));
        if (value == null)
        {
            return attributes;
        }

        if (value->TypeIndex != TypeIndex.Map)
        {
            throw HostException.Internal("Expected attrs argument to be either DictAttrs or ffi::Map<ffi::String,ObjectRef>");
        }

        Node.Set(attributes, NodeTypes.DictAttrsDict, value);
        return attributes;
    }

    // A function of an extension's own type cannot be copied here.
    private static TVMFFIObject* Writable(TVMFFIObject* owned)
    {
        if (Node.TypeOf(owned) is not null)
        {
            return Node.CopyOnWrite(owned);
        }

        string key = Host.TypeKey(owned->TypeIndex);
        Host.DecRef(owned);
        throw HostException.Unsupported($"know functions of type {key}");
    }

    private static TVMFFIObject* WritableAttributes(TVMFFIObject* node, NodeField field)
    {
        TVMFFIObject** slot = (TVMFFIObject**)((byte*)node + field.Offset);
        *slot = *slot == null ? Node.Create(NodeTypes.DictAttrs) : Node.CopyOnWrite(*slot);
        return *slot;
    }
}
