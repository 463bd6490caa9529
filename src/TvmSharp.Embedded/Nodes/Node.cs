using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Nodes;

/// <summary>Objects with reflected fields: made, copied, read and changed in native memory.</summary>
internal static unsafe class Node
{
    /// <summary>Bytes before the body, as the C ABI wants them; a null <c>delete_space</c> is in the last eight.</summary>
    private const int Prefix = 16;

    private static readonly Dictionary<int, NodeType> Types = [];

    /// <summary>Registers types, parents before children, and makes their objects known to the deleter.</summary>
    public static void Register(params ReadOnlySpan<NodeType> types)
    {
        foreach (NodeType type in types)
        {
            type.Register();
            Types.Add(type.Index, type);
        }

        // The default of a field may be an object of any of them.
        foreach (NodeType type in types)
        {
            type.RegisterReflection();
        }
    }

    /// <summary>Whether an object is of a type or of one derived from it.</summary>
    public static bool Is(TVMFFIObject* value, NodeType type) =>
        value != null && Host.IsInstance(value->TypeIndex, type.Index);

    /// <summary>An empty object with one reference.</summary>
    public static TVMFFIObject* Create(NodeType type)
    {
        TVMFFIObject* node = Allocate(type);
        foreach (NodeField field in type.Fields)
        {
            byte* address = (byte*)node + field.Offset;
            if (field.Default != 0)
            {
                *(TVMFFIObject**)address = ((delegate*<TVMFFIObject*>)field.Default)();
                continue;
            }

            if (field.PlainDefault is { } make)
            {
                TVMFFIAny initial = make();
                FieldAccess.Write(address, field.Kind, &initial);
                Host.Release(&initial);
                continue;
            }

            switch (field.Kind)
            {
                case FieldKind.Array:
                    *(TVMFFIObject**)address = Host.CallGlobal("ffi.Array").Obj;
                    break;
                case FieldKind.List:
                    *(TVMFFIObject**)address = Host.CallGlobal("ffi.List").Obj;
                    break;
                case FieldKind.Map:
                    *(TVMFFIObject**)address = Host.CallGlobal("ffi.Map").Obj;
                    break;
                case FieldKind.Dict:
                    *(TVMFFIObject**)address = Host.CallGlobal("ffi.Dict").Obj;
                    break;
                case FieldKind.Shape:
                    *(TVMFFIObject**)address = Host.CallGlobal("ffi.Shape").Obj;
                    break;
                case FieldKind.Text:
                    *(TVMFFIAny*)address = Value.String([]);
                    break;
                case FieldKind.StandardString:
                    StandardString.Initialize((StandardString*)address);
                    break;
            }
        }

        return node;
    }

    /// <summary>A copy with one reference that shares what the fields refer to.</summary>
    public static TVMFFIObject* Copy(TVMFFIObject* source)
    {
        NodeType type = Types[source->TypeIndex];
        TVMFFIObject* node = Allocate(type);
        int header = sizeof(TVMFFIObject);
        int body = type.AllocatedSize - header;
        Buffer.MemoryCopy((byte*)source + header, (byte*)node + header, body, body);
        foreach (NodeField field in type.Fields)
        {
            byte* address = (byte*)node + field.Offset;
            if (field.Kind == FieldKind.StandardString)
            {
                // A short text is inside of the object: its address is another one in the copy.
                StandardString.Initialize((StandardString*)address);
                StandardString.Set((StandardString*)address, ((StandardString*)((byte*)source + field.Offset))->AsSpan());
                continue;
            }

            TVMFFIObject* held = field.IsPointer ? *(TVMFFIObject**)address
                : field.IsValue && Value.IsObject(*(TVMFFIAny*)address) ? ((TVMFFIAny*)address)->Obj
                : null;
            if (held != null)
            {
                Host.IncRef(held);
            }
        }

        return node;
    }

    /// <summary>An owned object that nobody else holds: the same one when that is so, else a copy.</summary>
    public static TVMFFIObject* CopyOnWrite(TVMFFIObject* owned)
    {
        if (Host.IsUnique(owned))
        {
            return owned;
        }

        TVMFFIObject* copy = Copy(owned);
        Host.DecRef(owned);
        return copy;
    }

    /// <summary>The type of an object that this class made; null for another.</summary>
    public static NodeType? TypeOf(TVMFFIObject* node) => Types.GetValueOrDefault(node->TypeIndex);

    /// <summary>A field of an object by name.</summary>
    public static NodeField Field(TVMFFIObject* node, string name) => (TypeOf(node)
        ?? throw HostException.Type($"`{Host.TypeKey(node->TypeIndex)}` is no type of the embedded host")).Field(name);

    /// <summary>The object in a field, borrowed.</summary>
    public static TVMFFIObject* Get(TVMFFIObject* node, string field) => Get(node, Field(node, field));

    /// <summary>Puts a borrowed object into a field.</summary>
    public static void Set(TVMFFIObject* node, string field, TVMFFIObject* value) => Set(node, Field(node, field), value);

    /// <summary>The string in a field.</summary>
    public static string Text(TVMFFIObject* node, string field) => Text(node, Field(node, field));

    /// <summary>The string or value in a field, borrowed.</summary>
    public static TVMFFIAny View(TVMFFIObject* node, string field) => View(node, Field(node, field));

    /// <summary>The plain data in a field.</summary>
    public static ref T Data<T>(TVMFFIObject* node, string field)
        where T : unmanaged => ref Data<T>(node, Field(node, field));

    /// <summary>The object in a field, borrowed.</summary>
    public static TVMFFIObject* Get(TVMFFIObject* node, NodeField field) => *(TVMFFIObject**)((byte*)node + field.Offset);

    /// <summary>The string in a field.</summary>
    public static string Text(TVMFFIObject* node, NodeField field) => Value.Text(*(TVMFFIAny*)((byte*)node + field.Offset));

    /// <summary>The string or value in a field, borrowed.</summary>
    public static TVMFFIAny View(TVMFFIObject* node, NodeField field) => *(TVMFFIAny*)((byte*)node + field.Offset);

    /// <summary>The plain data in a field.</summary>
    public static ref T Data<T>(TVMFFIObject* node, NodeField field)
        where T : unmanaged => ref *(T*)((byte*)node + field.Offset);

    /// <summary>Puts a borrowed object into a field.</summary>
    public static void Set(TVMFFIObject* node, NodeField field, TVMFFIObject* value) =>
        Store((TVMFFIObject**)((byte*)node + field.Offset), value);

    /// <summary>Puts a view into a field that holds a string or any value.</summary>
    public static void SetView(TVMFFIObject* node, NodeField field, TVMFFIAny view)
    {
        TVMFFIAny* slot = (TVMFFIAny*)((byte*)node + field.Offset);
        TVMFFIAny old = *slot;
        *slot = Host.ToOwned(view);
        Host.Release(old);
    }

    /// <summary>Puts a borrowed object into a slot that owns what it holds.</summary>
    public static void Store(TVMFFIObject** slot, TVMFFIObject* value)
    {
        if (value != null)
        {
            Host.IncRef(value);
        }

        TVMFFIObject* old = *slot;
        *slot = value;
        if (old != null)
        {
            Host.DecRef(old);
        }
    }

    private static TVMFFIObject* Allocate(NodeType type)
    {
        byte* block = (byte*)NativeMemory.AllocZeroed((nuint)(Prefix + type.AllocatedSize));
        TVMFFIObject* node = (TVMFFIObject*)(block + Prefix);
        node->CombinedRefCount = (1UL << 32) | 1;
        node->TypeIndex = type.Index;
        node->Deleter = &Delete;
        return node;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Delete(void* self, int flags)
    {
        if ((flags & ObjectDeleterFlags.Strong) != 0)
        {
            Ending.Enter();
            ReleaseFields((TVMFFIObject*)self);
            Ending.Leave();
        }

        if ((flags & ObjectDeleterFlags.Weak) != 0)
        {
            NativeMemory.Free((byte*)self - Prefix);
        }
    }

    private static void ReleaseFields(TVMFFIObject* node)
    {
        foreach (NodeField field in Types[node->TypeIndex].Fields)
        {
            byte* address = (byte*)node + field.Offset;
            if (field.IsPointer)
            {
                Ending.Release((TVMFFIObject**)address);
            }
            else if (field.IsValue)
            {
                Ending.Release((TVMFFIAny*)address);
            }
            else if (field.Kind == FieldKind.StandardString)
            {
                StandardString.Free((StandardString*)address);
            }
        }
    }
}
