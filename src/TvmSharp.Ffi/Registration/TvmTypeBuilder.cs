using System.Collections.Concurrent;
using System.Text;
using TvmSharp.Ffi.Abi;
using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi;

/// <summary>
/// Defines an object type that TVM and every language on it can see: fields and methods by name, a constructor with
/// keywords and defaults, printing, comparison and copies.
/// </summary>
/// <remarks>
/// <para>Objects of the type are made, copied and freed by tvm-ffi itself, as those of Python's <c>@py_class</c> are; only
/// conversions of field values and methods run C#. A type stays for the life of the process.</para>
/// <para>Numbers, truth values, addresses, element types, devices and objects are stored as themselves, in 1 to 8 bytes;
/// strings, bytes and everything else as an <c>Any</c> of 16 bytes.</para>
/// </remarks>
public sealed unsafe class TvmTypeBuilder
{
    // Upstream ends the process when a type has no room for children. These are known to have.
    private static readonly ConcurrentDictionary<string, byte> Extensible = new() { ["ffi.Object"] = 0 };

    private readonly string _typeKey;
    private readonly string? _parentKey;
    private readonly string _doc;
    private readonly List<FieldDefinition> _fields = [];
    private readonly List<(string Name, Function Function, string Doc, string Metadata, bool IsStatic)> _methods = [];
    private readonly List<(string Name, Any Value)> _attributes = [];
    private StructuralKind _structuralKind = StructuralKind.Unsupported;
    private bool _isRegistered;

    /// <summary>Begins a type.</summary>
    /// <param name="typeKey">Type key, such as <c>my_project.IntPair</c>.</param>
    /// <param name="parent">A type that was made by a builder, whose fields and methods are inherited; null for <c>ffi.Object</c>.</param>
    /// <param name="doc">Documentation.</param>
    /// <exception cref="ArgumentException">The key is no name, or the parent is a type of TVM's own.</exception>
    public TvmTypeBuilder(string typeKey, TvmTypeInfo? parent = null, string doc = "")
    {
        ArgumentException.ThrowIfNullOrEmpty(typeKey);
        ArgumentNullException.ThrowIfNull(doc);
        if (!typeKey.Split('.').All(IsName))
        {
            throw new ArgumentException($"`{typeKey}` is no type key: use identifiers joined by dots.", nameof(typeKey));
        }

        if (parent is not null && !Extensible.ContainsKey(parent.Key))
        {
            throw new ArgumentException($"`{parent.Key}` was not made by {nameof(TvmTypeBuilder)}: TVM does not say whether types can be derived from it.", nameof(parent));
        }

        _typeKey = typeKey;
        _parentKey = parent?.Key;
        _doc = doc;
    }

    /// <summary>Adds a required field.</summary>
    /// <typeparam name="T">Type of its values, which are converted and checked when they are set.</typeparam>
    /// <param name="name">Name.</param>
    /// <param name="doc">Documentation.</param>
    /// <param name="flags">What construction, printing and comparison make of it.</param>
    /// <exception cref="NotSupportedException">Values of the type do not cross to TVM.</exception>
    public TvmTypeBuilder Field<T>(string name, string doc = "", TvmFieldFlags flags = TvmFieldFlags.None) => Add<T>(name, doc, flags, null);

    /// <summary>Adds a field with a default value.</summary>
    /// <typeparam name="T">Type of its values, which are converted and checked when they are set.</typeparam>
    /// <param name="name">Name.</param>
    /// <param name="defaultValue">
    /// What it is when the constructor is not given it. The builder keeps objects, and all that have the default share them.
    /// </param>
    /// <param name="doc">Documentation.</param>
    /// <param name="flags">What construction, printing and comparison make of it.</param>
    public TvmTypeBuilder FieldWithDefault<T>(string name, T defaultValue, string doc = "", TvmFieldFlags flags = TvmFieldFlags.None) =>
        Add<T>(name, doc, flags, ValueMarshaller<T>.Default.ToAny(defaultValue));

    /// <summary>Adds a field whose default is made anew for each object.</summary>
    /// <typeparam name="T">Type of its values, which are converted and checked when they are set.</typeparam>
    /// <param name="name">Name.</param>
    /// <param name="factory">Makes the default.</param>
    /// <param name="doc">Documentation.</param>
    /// <param name="flags">What construction, printing and comparison make of it.</param>
    public TvmTypeBuilder FieldWithFactory<T>(string name, Func<T> factory, string doc = "", TvmFieldFlags flags = TvmFieldFlags.None)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return Add<T>(name, doc, flags | TvmFieldFlags.DefaultFromFactory, Function.From(factory));
    }

    /// <summary>Adds a method, whose first argument is the object.</summary>
    /// <param name="name">Name.</param>
    /// <param name="function">What it does. The builder keeps it.</param>
    /// <param name="doc">Documentation.</param>
    /// <exception cref="ObjectDisposedException">The function's scope has ended, or it was moved.</exception>
    public TvmTypeBuilder Method(string name, Function function, string doc = "") => AddMethod(name, function, doc, isStatic: false);

    /// <summary>Adds a method that belongs to the type and gets no object.</summary>
    /// <inheritdoc cref="Method"/>
    public TvmTypeBuilder StaticMethod(string name, Function function, string doc = "") => AddMethod(name, function, doc, isStatic: true);

    /// <summary>Gives the type an attribute, by which TVM finds what the type does itself: how it is printed, compared, visited and so on.</summary>
    /// <param name="name">One of the names of <see cref="TypeAttribute"/>, or of an attribute that others look for.</param>
    /// <param name="value">A function for most. The builder keeps it.</param>
    /// <exception cref="ArgumentException">tvm-ffi sets the attribute itself, or the type has it already.</exception>
    /// <exception cref="ObjectDisposedException">The scope of the value has ended, or it was moved.</exception>
    public TvmTypeBuilder Attribute(string name, Any value)
    {
        CheckMember(name, "", mayBeReserved: true);
        if (TypeAttribute.IsReserved(name) && !TypeAttribute.IsKnown(name))
        {
            throw new ArgumentException($"`{name}` of `{_typeKey}` is tvm-ffi's own to set; {nameof(TypeAttribute)} has those that a type may give.", nameof(name));
        }

        // The type is registered later, perhaps in another scope.
        value.Wrapper?.Keep();
        _attributes.Add((name, value));
        return this;
    }

    /// <summary>Says how objects of the type are compared by structure; without it they are not.</summary>
    public TvmTypeBuilder ComparedAs(StructuralKind kind)
    {
        _structuralKind = kind;
        return this;
    }

    /// <summary>Registers the type.</summary>
    /// <returns>The type, by which objects are made.</returns>
    /// <exception cref="InvalidOperationException">The key is taken, or a member is inherited already; nothing is changed.</exception>
    public TvmTypeInfo Register()
    {
        lock (Registry.Gate)
        {
            if (_isRegistered || ObjectTypes.IndexOf(_typeKey) >= 0)
            {
                throw new InvalidOperationException($"There is a type `{_typeKey}` already. Is the extension registered twice, or does another one use the same key?");
            }

            TvmTypeInfo parent = ObjectTypes.Get(_parentKey ?? "ffi.Object");
            IEnumerable<string> names = _fields.Select(static field => field.Name).Concat(_methods.Select(static method => method.Name));
            if (names.FirstOrDefault(name => parent.TryGetField(name, out _) || parent.TryGetMethod(name, out _)) is { } hidden)
            {
                throw new InvalidOperationException($"`{_typeKey}` cannot have a member `{hidden}`: `{parent.Key}` has one.");
            }

            // Looked up while nothing is changed yet: an index that is given out stays.
            Function makeGetter = Function.Get("ffi.MakeFieldGetter");
            Function makeSetter = Function.Get("ffi.MakeFieldSetter");
            Function registerConstructor = Function.Get("ffi._PyClassRegisterTypeAttrColumns");
            int index = Allocate(parent);
            _isRegistered = true;
            long end = parent.AllFields.Select(static field => field.Offset + field.Size).Append(parent.TotalSize).Append(sizeof(TVMFFIObject)).Max();
            foreach (FieldDefinition field in _fields)
            {
                long offset = (end + field.Alignment - 1) / field.Alignment * field.Alignment;
                RegisterField(index, field, offset, makeGetter, makeSetter);
                end = offset + field.Size;
            }

            int size = checked((int)((end + sizeof(long) - 1) / sizeof(long) * sizeof(long)));
            RegisterMetadata(index, size);
            _methods.ForEach(method => RegisterMethod(index, method.Name, method.Function, method.Doc, method.Metadata, method.IsStatic));
            _attributes.ForEach(attribute => RegisterAttribute(index, attribute.Name, attribute.Value));

            // Last: the constructor looks at the fields once, when it is made.
            registerConstructor.Call(index, size);
            Extensible[_typeKey] = 0;
            return ObjectTypes.Get(_typeKey);
        }
    }

    /// <summary>Registers types that the generator has described, each behind the one that it derives from.</summary>
    /// <param name="types">Types.</param>
    /// <param name="keepExisting">Whether types that there are already stay as they are; otherwise they are an error.</param>
    internal static void Register(IEnumerable<TypeEntryInfo> types, bool keepExisting)
    {
        foreach (TypeEntryInfo type in types.Where(type => !keepExisting || ObjectTypes.IndexOf(type.Key) < 0))
        {
            TvmTypeInfo? parent = type.Parent is null ? null : ObjectTypes.Get(type.Parent);
            TvmTypeBuilder builder = new TvmTypeBuilder(type.Key, parent, type.Doc).ComparedAs(type.StructuralKind);
            builder._fields.AddRange(type.Fields.Select(static field => new EntryFieldDefinition(field)));
            foreach (MethodEntryInfo method in type.Methods)
            {
                Function function = Function.FromEntryPoint(method.Entry.Entry, null);
                if (TypeAttribute.IsKnown(method.Entry.Name))
                {
                    builder._attributes.Add((method.Entry.Name, function));
                }
                else
                {
                    builder._methods.Add((method.Entry.Name, function, method.Entry.Doc, method.Entry.Metadata, method.IsStatic));
                }
            }

            builder.Register();
        }
    }

    private static bool IsName(string text) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');

    private static TVMFFIByteArray Bytes(byte* data, byte[] utf8) => new() { Data = data, Size = (nuint)utf8.Length };

    private TvmTypeBuilder Add<T>(string name, string doc, TvmFieldFlags flags, Any? defaultValue)
    {
        CheckMember(name, doc);

        // A type that does not cross is an error here, and not when the first value is set.
        _ = ValueMarshaller<T>.Default;

        // The type is registered later, perhaps in another scope.
        defaultValue?.Wrapper?.Keep();
        _fields.Add(new TypedFieldDefinition<T>(_typeKey, name, doc, flags, defaultValue));
        return this;
    }

    private TvmTypeBuilder AddMethod(string name, Function function, string doc, bool isStatic)
    {
        ArgumentNullException.ThrowIfNull(function);
        CheckMember(name, doc);

        // A reference of the builder's own: the type is registered later, perhaps when the function's scope has ended.
        Function kept = (Function)Function.Wrap(ObjectReference.Share(function.Handle)).Keep();
        GC.KeepAlive(function);
        _methods.Add((name, kept, doc, "", isStatic));
        return this;
    }

    private void CheckMember(string name, string doc, bool mayBeReserved = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(doc);
        if (_isRegistered)
        {
            throw new InvalidOperationException($"`{_typeKey}` is registered: a type cannot be changed afterwards.");
        }

        if (!IsName(name))
        {
            throw new ArgumentException($"`{name}` is no name for a member of `{_typeKey}`: use an identifier.", nameof(name));
        }

        if (TypeAttribute.IsReserved(name) && !mayBeReserved)
        {
            throw new ArgumentException($"`{name}` is a name of tvm-ffi's: {nameof(Attribute)} gives `{_typeKey}` what TVM finds by such a name.", nameof(name));
        }

        if (_fields.Exists(field => field.Name == name) || _methods.Exists(method => method.Name == name)
            || _attributes.Exists(attribute => attribute.Name == name))
        {
            throw new ArgumentException($"`{_typeKey}` has a member `{name}` already.", nameof(name));
        }
    }

    private int Allocate(TvmTypeInfo parent)
    {
        byte[] key = Encoding.UTF8.GetBytes(_typeKey);
        fixed (byte* data = key)
        {
            TVMFFIByteArray name = Bytes(data, key);
            int index = TvmRuntime.Api->TVMFFITypeGetOrAllocIndex(&name, -1, parent.Ancestors.Count + 1, 0, 1, parent.Index);
            TvmError.ThrowIfFailed(index < 0 ? index : 0);
            return index;
        }
    }

    private static void RegisterField(int type, FieldDefinition field, long offset, Function makeGetter, Function makeSetter)
    {
        byte[] name = Encoding.UTF8.GetBytes(field.Name);
        byte[] doc = Encoding.UTF8.GetBytes(field.Doc);
        byte[] metadata = Encoding.UTF8.GetBytes(field.Metadata);
        nint getter = (nint)makeGetter.Call(field.StaticTypeIndex).As<long>();
        (nint context, nint convert) = field.CreateConverter();
        Function setter = makeSetter.Call(field.StaticTypeIndex, (long)context, (long)convert).As<Function>();
        TVMFFIAny defaultValue = default;
        field.DefaultValue?.WriteOwned(&defaultValue);
        fixed (byte* nameData = name, docData = doc, metadataData = metadata)
        {
            TVMFFIFieldInfo info = new()
            {
                Name = Bytes(nameData, name),
                Doc = Bytes(docData, doc),
                Metadata = Bytes(metadataData, metadata),
                Flags = field.Flags,
                Size = field.Size,
                Alignment = field.Alignment,
                Offset = offset,
                Getter = (delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int>)getter,
                Setter = setter.Handle,
                DefaultValueOrFactory = defaultValue,
                FieldStaticTypeIndex = field.StaticTypeIndex,
            };

            // The table takes references of its own.
            int code = TvmRuntime.Api->TVMFFITypeRegisterField(type, &info);
            RefCount.Release(&defaultValue);
            GC.KeepAlive(setter);
            TvmError.ThrowIfFailed(code);
        }
    }

    private static void RegisterMethod(int type, string name, Function function, string doc, string metadata, bool isStatic)
    {
        byte[] nameBytes = Encoding.UTF8.GetBytes(name);
        byte[] docBytes = Encoding.UTF8.GetBytes(doc);
        byte[] metadataBytes = Encoding.UTF8.GetBytes(metadata);
        fixed (byte* nameData = nameBytes, docData = docBytes, metadataData = metadataBytes)
        {
            TVMFFIMethodInfo info = new()
            {
                Name = Bytes(nameData, nameBytes),
                Doc = Bytes(docData, docBytes),
                Metadata = Bytes(metadataData, metadataBytes),
                Flags = isStatic ? FieldFlags.IsStaticMethod : 0,
                Method = new() { TypeIndex = TypeIndex.Function, Obj = function.Handle },
            };
            TvmError.ThrowIfFailed(TvmRuntime.Api->TVMFFITypeRegisterMethod(type, &info));
            GC.KeepAlive(function);
        }
    }

    private static void RegisterAttribute(int type, string name, Any value)
    {
        byte[] nameBytes = Encoding.UTF8.GetBytes(name);
        TVMFFIAny owned;
        value.WriteOwned(&owned);
        fixed (byte* nameData = nameBytes)
        {
            // The table takes a reference of its own.
            TVMFFIByteArray key = Bytes(nameData, nameBytes);
            int code = TvmRuntime.Api->TVMFFITypeRegisterAttr(type, &key, &owned);
            RefCount.Release(&owned);
            TvmError.ThrowIfFailed(code);
        }
    }

    private void RegisterMetadata(int type, int size)
    {
        byte[] doc = Encoding.UTF8.GetBytes(_doc);
        fixed (byte* data = doc)
        {
            TVMFFITypeMetadata metadata = new() { Doc = Bytes(data, doc), TotalSize = size, StructuralEqHashKind = (int)_structuralKind };
            TvmError.ThrowIfFailed(TvmRuntime.Api->TVMFFITypeRegisterMetadata(type, &metadata));
        }
    }
}
