using System.Text;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Nodes;

/// <summary>An object type with reflected fields, described once and registered through the C ABI.</summary>
/// <param name="Key">Type key.</param>
/// <param name="Parent">Parent, null for <c>ffi.Object</c>.</param>
/// <param name="Size">Size of an object in bytes.</param>
/// <param name="ChildSlots">Type indices to reserve for children.</param>
/// <param name="Equality">One of <see cref="SEqHashKind"/>.</param>
/// <param name="Creator">Address of the function that makes an empty object; zero for a type without reflection.</param>
/// <param name="OwnFields">Fields beyond the parent's, in upstream's order of reflection.</param>
internal sealed unsafe record NodeType(
    string Key, NodeType? Parent, int Size, int ChildSlots, int Equality, nint Creator, params NodeField[] OwnFields)
{
    /// <summary>Type index in this process.</summary>
    public int Index { get; private set; } = -1;

    /// <summary>The type index that the C ABI fixes for the type, -1 for one that is given out.</summary>
    public int StaticIndex { get; init; } = -1;

    /// <summary>Whether there are no derived types beyond the reserved indices.</summary>
    public bool IsFinal { get; init; }

    /// <summary>Whether the type has reflection.</summary>
    public bool IsReflected { get; init; } = Creator != 0;

    /// <summary>Whether reflection makes empty objects of the type, by <c>__ffi_new__</c> where there is no creator.</summary>
    public bool IsCreatable { get; init; } = Creator != 0;

    /// <summary>Bytes that an object takes: what is not reflected may lie behind the size of upstream's class.</summary>
    public int AllocatedSize { get; } = OwnFields.Length == 0 ? Size : Math.Max(Size, OwnFields[^1].Offset + OwnFields[^1].Size);

    /// <summary>Number of ancestors.</summary>
    public int Depth { get; } = (Parent?.Depth ?? 0) + 1;

    /// <summary>What an object stores: all fields, the parent's first, each once.</summary>
    public NodeField[] Fields { get; } = [.. Parent?.Fields ?? [], .. OwnFields.Where(static field => !field.IsAlias)];

    /// <summary>Registers the type itself.</summary>
    public void Register()
    {
        byte[] key = Encoding.UTF8.GetBytes(Key);
        fixed (byte* keyData = key)
        {
            TVMFFIByteArray keyArray = new() { Data = keyData, Size = (nuint)key.Length };
            Index = Host.Api->TVMFFITypeGetOrAllocIndex(
                &keyArray, StaticIndex, Depth, ChildSlots, IsFinal ? 0 : 1, Parent?.Index ?? TypeIndex.Object);
        }

        if (Index < 0)
        {
            throw Host.TakeRaised();
        }
    }

    /// <summary>Registers fields and metadata of a registered type.</summary>
    public void RegisterReflection()
    {
        if (!IsReflected)
        {
            return;
        }

        foreach (NodeField field in OwnFields)
        {
            if (field.Name.Length > 0)
            {
                RegisterField(field);
            }
        }

        TVMFFITypeMetadata metadata = new()
        {
            TotalSize = Size,
            StructuralEqHashKind = Equality,
            Creator = (delegate* unmanaged[Cdecl]<TVMFFIObject**, int>)Creator,
        };
        Host.Check(Host.Api->TVMFFITypeRegisterMetadata(Index, &metadata));
        if (!IsCreatable)
        {
            return;
        }

        RegisterAttribute("__ffi_new__", HostType.Nullable(Key), [], _ => Value.Object(Pool.Keep(Node.Create(this))));
        RegisterAttribute("__ffi_shallow_copy__", HostType.Nullable(Key), [HostType.Nullable(Key)],
            static arguments => Value.Object(Pool.Keep(Node.Copy(arguments.Object(0)))));
    }

    /// <summary>A field by its reflected name, of the type or of a parent.</summary>
    public NodeField Field(string name) => Array.Find(Fields, field => field.Name == name)
        ?? throw new InvalidOperationException($"`{Key}` has no field `{name}`.");

    /// <summary>A field by its reflected name, of the type or of a parent; null for none.</summary>
    public NodeField? FindField(string name) => Array.Find(Fields, field => field.Name == name);

    /// <summary>Registers a function as an attribute of the type; without parameters it takes anything.</summary>
    public void RegisterAttribute(string name, HostType result, HostType[]? parameters, HostBody body)
    {
        TVMFFIObject* function = HostFunction.Create($"{Key}.{name}", result, parameters, body);
        try
        {
            RegisterAttribute(name, Value.Object(function));
        }
        finally
        {
            Host.DecRef(function);
        }
    }

    /// <summary>Registers a value as an attribute of the type.</summary>
    public void RegisterAttribute(string name, TVMFFIAny value)
    {
        byte[] text = Encoding.UTF8.GetBytes(name);
        fixed (byte* data = text)
        {
            TVMFFIByteArray array = new() { Data = data, Size = (nuint)text.Length };
            Host.Check(Host.Api->TVMFFITypeRegisterAttr(Index, &array, &value));
        }
    }

    /// <summary>Registers a method; one that is not static has the object as its first parameter.</summary>
    public void RegisterMethod(string name, bool isStatic, HostType result, HostType[] parameters, HostBody body)
    {
        byte[] nameBytes = Encoding.UTF8.GetBytes(name);
        byte[] metadata = HostFunction.Metadata(result, parameters);
        TVMFFIObject* function = HostFunction.Create($"{Key}.{name}", result, parameters, body);
        try
        {
            fixed (byte* nameData = nameBytes)
            fixed (byte* metadataData = metadata)
            {
                TVMFFIMethodInfo info = new()
                {
                    Name = new() { Data = nameData, Size = (nuint)nameBytes.Length },
                    Metadata = new() { Data = metadataData, Size = (nuint)metadata.Length },
                    Flags = isStatic ? FieldFlags.IsStaticMethod : 0,
                    Method = Value.Object(function),
                };
                Host.Check(Host.Api->TVMFFITypeRegisterMethod(Index, &info));
            }
        }
        finally
        {
            Host.DecRef(function);
        }
    }

    /// <summary>
    /// Registers <c>__ffi_init__</c> with a signature, as a static method and as the attribute of the type.
    /// </summary>
    public void RegisterConstructor(HostType[] parameters, HostBody body)
    {
        RegisterMethod("__ffi_init__", isStatic: true, HostType.Object("ffi.Object"), parameters, body);
        RegisterAttribute("__ffi_init__", HostType.Object("ffi.Object"), parameters, body);
    }

    private void RegisterField(NodeField field)
    {
        byte[] name = Encoding.UTF8.GetBytes(field.Name);
        byte[] metadata = HostFunction.Metadata(field.Type.Schema);
        TVMFFIAny initial = (field.Flags & FieldFlags.HasDefault) == 0 ? default
            : field.Default != 0 ? Value.Object(((delegate*<TVMFFIObject*>)field.Default)())
            : field.PlainDefault?.Invoke() ?? default;
        TVMFFIObject* setter = (TVMFFIObject*)(field.Setter?.Invoke() ?? 0);
        fixed (byte* nameData = name)
        fixed (byte* metadataData = metadata)
        {
            TVMFFIFieldInfo info = new()
            {
                Name = new() { Data = nameData, Size = (nuint)name.Length },
                Metadata = new() { Data = metadataData, Size = (nuint)metadata.Length },
                Flags = field.Flags | (setter != null ? FieldFlags.SetterIsFunctionObj : 0L),
                Size = field.Size,
                Alignment = field.Alignment,
                Offset = field.Offset,
                Getter = FieldAccess.Getter(field.Kind),
                Setter = setter != null ? setter : FieldAccess.Setter(field.Kind),
                DefaultValueOrFactory = initial,
                FieldStaticTypeIndex = field.Kind switch
                {
                    FieldKind.Int64 or FieldKind.Int32 => TypeIndex.Int,
                    FieldKind.Bool => TypeIndex.Bool,
                    FieldKind.Float64 => TypeIndex.Float,
                    FieldKind.DataType => TypeIndex.DataType,
                    FieldKind.Text or FieldKind.Any or FieldKind.OptionalValue or FieldKind.Optional or FieldKind.StandardString => TypeIndex.Any,
                    FieldKind.Array => TypeIndex.Array,
                    FieldKind.List => TypeIndex.List,
                    FieldKind.Shape => TypeIndex.Shape,
                    _ => TypeIndex.Object,
                },
            };
            Host.Check(Host.Api->TVMFFITypeRegisterField(Index, &info));
        }

        Host.Release(initial);
        if (setter != null)
        {
            Host.DecRef(setter);
        }
    }
}
