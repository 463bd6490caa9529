using System.Runtime.InteropServices;
using System.Text;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary>The table of types with their reflection, and the columns of type attributes.</summary>
/// <remarks>
/// Type information lives as long as the process. Readers take no lock: an entry never moves, and a table that
/// grows is replaced as a whole.
/// </remarks>
internal static unsafe class TypeTable
{
    /// <summary>Index that <see cref="GetOrAllocate"/> gives back for "only look up" when there is no such type.</summary>
    public const int NotFound = -2;

    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, Entry> ByKey = new(StringComparer.Ordinal);
    private static readonly Dictionary<string, Column> Columns = new(StringComparer.Ordinal);

    /// <summary>Column of the equality that map keys use.</summary>
    public static readonly Column AnyEqual = EnsureColumn("__any_equal__");

    /// <summary>Column of the hash that map keys use.</summary>
    public static readonly Column AnyHash = EnsureColumn("__any_hash__");

    /// <summary>Column of printers.</summary>
    public static readonly Column Repr = EnsureColumn("__ffi_repr__");

    private static Entry?[] s_entries = new Entry?[TypeIndex.DynObjectBegin];
    private static int s_counter = TypeIndex.DynObjectBegin;

    /// <summary>One type.</summary>
    public sealed class Entry
    {
        public required TVMFFITypeInfo* Info { get; init; }

        public required string Key { get; init; }

        /// <summary>Indices that are reserved for the type and its children.</summary>
        public required int Slots { get; init; }

        /// <summary>How many of them are given out.</summary>
        public int AllocatedSlots { get; set; } = 1;

        public required bool CanOverflow { get; init; }
    }

    /// <summary>One attribute; the native part keeps its address.</summary>
    public sealed class Column(TVMFFITypeAttrColumn* native)
    {
        public TVMFFITypeAttrColumn* Native { get; } = native;
    }

    /// <summary>Fills the table with the types that every tvm-ffi has.</summary>
    public static void RegisterBuiltins()
    {
        GetOrAllocate("ffi.Object", TypeIndex.Object, 0, 0, true, -1);
        TVMFFITypeMetadata metadata = new() { TotalSize = sizeof(TVMFFIObject) };
        RegisterMetadata(TypeIndex.Object, &metadata);

        ReadOnlySpan<(int, string)> plain =
        [
            (TypeIndex.None, "None"), (TypeIndex.Int, "int"), (TypeIndex.Bool, "bool"), (TypeIndex.Float, "float"),
            (TypeIndex.OpaquePtr, "void*"), (TypeIndex.DataType, "DataType"), (TypeIndex.Device, "Device"),
            (TypeIndex.DLTensorPtr, "DLTensor*"), (TypeIndex.RawStr, "const char*"),
            (TypeIndex.ByteArrayPtr, "TVMFFIByteArray*"), (TypeIndex.ObjectRValueRef, "ObjectRValueRef"),
            (TypeIndex.SmallStr, "ffi.SmallStr"), (TypeIndex.SmallBytes, "ffi.SmallBytes"),
        ];
        foreach ((int index, string key) in plain)
        {
            GetOrAllocate(key, index, 0, 0, false, -1);
        }

        ReadOnlySpan<(int, string)> objects =
        [
            (TypeIndex.Str, "ffi.String"), (TypeIndex.Bytes, "ffi.Bytes"), (TypeIndex.Error, "ffi.Error"),
            (TypeIndex.Function, "ffi.Function"), (TypeIndex.Shape, "ffi.Shape"), (TypeIndex.Tensor, "ffi.Tensor"),
            (TypeIndex.Array, "ffi.Array"), (TypeIndex.List, "ffi.List"), (TypeIndex.Map, "ffi.Map"),
            (TypeIndex.Dict, "ffi.Dict"), (TypeIndex.Module, "ffi.Module"),
            (TypeIndex.OpaquePyObject, "ffi.OpaquePyObject"), (TypeIndex.VisitInterrupt, "ffi.VisitInterrupt"),
        ];
        foreach ((int index, string key) in objects)
        {
            GetOrAllocate(key, index, 1, 0, false, TypeIndex.Object);
        }
    }

    /// <summary>The index of a type, given out when it is new; see <c>TVMFFITypeGetOrAllocIndex</c>.</summary>
    public static int GetOrAllocate(string key, int staticIndex, int depth, int childSlots, bool canOverflow, int parentIndex)
    {
        lock (Gate)
        {
            if (ByKey.TryGetValue(key, out Entry? known))
            {
                return known.Info->TypeIndex;
            }

            if (parentIndex == NotFound)
            {
                return NotFound;
            }

            Entry? parent = parentIndex < 0 ? null : Find(parentIndex)
                ?? throw HostException.Internal($"The parent type {parentIndex} of `{key}` is not registered");
            if (depth != (parent is null ? 0 : parent.Info->TypeDepth + 1))
            {
                throw HostException.Internal($"Type `{key}` has depth {depth}, which does not fit its parent");
            }

            int index = Place(key, staticIndex, childSlots + 1, parent);
            Entry entry = new()
            {
                Info = (TVMFFITypeInfo*)NativeMemory.AllocZeroed((nuint)sizeof(TVMFFITypeInfo)),
                Key = key,
                Slots = childSlots + 1,
                CanOverflow = canOverflow && (parent is null || parent.CanOverflow),
            };
            byte[] name = Encoding.UTF8.GetBytes(key);
            entry.Info->TypeIndex = index;
            entry.Info->TypeDepth = depth;
            entry.Info->TypeKey = Memory.Copy(name);
            entry.Info->TypeKeyHash = Hash(name);
            entry.Info->TypeAncestors = (TVMFFITypeInfo**)NativeMemory.AllocZeroed((nuint)(Math.Max(depth, 1) * sizeof(void*)));
            for (int i = 0; i + 1 < depth; i++)
            {
                entry.Info->TypeAncestors[i] = parent!.Info->TypeAncestors[i];
            }

            if (parent is not null)
            {
                entry.Info->TypeAncestors[depth - 1] = parent.Info;
            }

            s_entries[index] = entry;
            ByKey.Add(key, entry);
            return index;
        }
    }

    /// <summary>A type, or null.</summary>
    public static Entry? Find(int index)
    {
        Entry?[] entries = Volatile.Read(ref s_entries);
        return (uint)index < (uint)entries.Length ? entries[index] : null;
    }

    /// <summary>A type, with upstream's error when there is none.</summary>
    public static Entry Get(int index) =>
        Find(index) ?? throw HostException.Internal(
            $"Check failed: (entry != nullptr) is false: Cannot find type info for type_index={index}");

    /// <summary>The index of a type that must be there.</summary>
    public static int IndexOf(string key)
    {
        lock (Gate)
        {
            return ByKey.TryGetValue(key, out Entry? entry)
                ? entry.Info->TypeIndex
                : throw HostException.Internal(
                    $"Check failed: (it != type_key2index_.end()) is false: Cannot find type `{key}`");
        }
    }

    /// <summary>Keys of all types, by index.</summary>
    public static string[] Keys() => [.. Volatile.Read(ref s_entries).OfType<Entry>().Select(entry => entry.Key)];

    public static void RegisterField(int index, TVMFFIFieldInfo* field)
    {
        lock (Gate)
        {
            Entry entry = Get(index);
            ReadOnlySpan<byte> name = field->Name.AsSpan();
            for (int i = 0; i < entry.Info->NumFields; i++)
            {
                if (entry.Info->Fields[i].Name.AsSpan().SequenceEqual(name))
                {
                    throw HostException.Internal($"Duplicate field name \"{Encoding.UTF8.GetString(name)}\" in type \"{entry.Key}\"");
                }
            }

            WarnOfShadowing(entry, name);
            TVMFFIFieldInfo copy = *field;
            copy.Name = CopyText(field->Name);
            copy.Doc = CopyText(field->Doc);
            copy.Metadata = CopyText(field->Metadata);
            if ((field->Flags & FieldFlags.SetterIsFunctionObj) != 0 && field->Setter != null)
            {
                Host.IncRef((TVMFFIObject*)field->Setter);
            }

            copy.DefaultValueOrFactory = (field->Flags & FieldFlags.HasDefault) != 0 ? Host.ToOwned(field->DefaultValueOrFactory) : default;

            // Whoever reads the old array meanwhile must find it: it stays, as all type information does.
            TVMFFIFieldInfo* fields = Grow(entry.Info->Fields, entry.Info->NumFields);
            fields[entry.Info->NumFields] = copy;
            entry.Info->Fields = fields;
            entry.Info->NumFields++;
        }
    }

    public static void RegisterMethod(int index, TVMFFIMethodInfo* method)
    {
        lock (Gate)
        {
            Entry entry = Get(index);
            TVMFFIMethodInfo copy = *method;
            copy.Name = CopyText(method->Name);
            copy.Doc = CopyText(method->Doc);
            copy.Metadata = CopyText(method->Metadata);
            copy.Method = Host.ToOwned(method->Method);
            TVMFFIMethodInfo* methods = Grow(entry.Info->Methods, entry.Info->NumMethods);
            methods[entry.Info->NumMethods] = copy;
            entry.Info->Methods = methods;
            entry.Info->NumMethods++;
        }
    }

    public static void RegisterMetadata(int index, TVMFFITypeMetadata* metadata)
    {
        lock (Gate)
        {
            Entry entry = Get(index);
            if (entry.Info->Metadata != null)
            {
                throw HostException.Runtime($"Overriding {entry.Key}, possible causes:\n- two registrations of the same type\n- another type with the same key is already registered");
            }

            TVMFFITypeMetadata* copy = (TVMFFITypeMetadata*)NativeMemory.Alloc((nuint)sizeof(TVMFFITypeMetadata));
            *copy = *metadata;
            copy->Doc = CopyText(metadata->Doc);
            entry.Info->Metadata = copy;
        }
    }

    public static void RegisterAttribute(int index, string name, TVMFFIAny value)
    {
        lock (Gate)
        {
            Column column = EnsureColumn(name);
            if (index == TypeIndex.None)
            {
                return;
            }

            if (index < 0)
            {
                throw HostException.Internal($"Cannot register TypeAttr `{name}` for type index {index}");
            }

            TVMFFITypeAttrColumn* native = column.Native;
            if (index >= native->Size)
            {
                TVMFFIAny* grown = (TVMFFIAny*)NativeMemory.AllocZeroed((nuint)index + 1, (nuint)sizeof(TVMFFIAny));
                new ReadOnlySpan<TVMFFIAny>(native->Data, native->Size).CopyTo(new(grown, index + 1));

                // The old array stays: a reader may be on it.
                native->Data = grown;
                native->Size = index + 1;
            }

            if (native->Data[index].TypeIndex != TypeIndex.None)
            {
                throw HostException.Runtime(
                    $"TypeAttr `{name}` is already registered for type index {index}. To update the stored value, register a mutable container (e.g., Dict/List) once and mutate it in place on subsequent calls.");
            }

            native->Data[index] = Host.ToOwned(value);
        }
    }

    /// <summary>A column, made when it is new.</summary>
    public static Column EnsureColumn(string name)
    {
        lock (Gate)
        {
            if (!Columns.TryGetValue(name, out Column? column))
            {
                column = new((TVMFFITypeAttrColumn*)NativeMemory.AllocZeroed((nuint)sizeof(TVMFFITypeAttrColumn)));
                Columns.Add(name, column);
            }

            return column;
        }
    }

    /// <summary>A column, or null.</summary>
    public static TVMFFITypeAttrColumn* FindColumn(string name)
    {
        lock (Gate)
        {
            return Columns.TryGetValue(name, out Column? column) ? column.Native : null;
        }
    }

    /// <summary>The attribute of a type, borrowed; None when there is none.</summary>
    public static TVMFFIAny Attribute(Column column, int typeIndex) =>
        (uint)typeIndex < (uint)column.Native->Size ? column.Native->Data[typeIndex] : default;

    /// <summary>The fields of a type and of its ancestors, those of the root first.</summary>
    public static List<nint> Fields(int typeIndex)
    {
        TVMFFITypeInfo* info = Get(typeIndex).Info;
        List<nint> result = [];
        for (int i = 0; i <= info->TypeDepth; i++)
        {
            TVMFFITypeInfo* level = i < info->TypeDepth ? info->TypeAncestors[i] : info;
            for (int j = 0; j < level->NumFields; j++)
            {
                result.Add((nint)(level->Fields + j));
            }
        }

        return result;
    }

    private static int Place(string key, int staticIndex, int slots, Entry? parent)
    {
        if (staticIndex >= 0)
        {
            return staticIndex < s_entries.Length && s_entries[staticIndex] is null
                ? staticIndex
                : throw HostException.Internal($"Conflicting static index {staticIndex} of {key}");
        }

        if (parent is null)
        {
            throw HostException.Internal($"Type `{key}` has neither a static index nor a parent");
        }

        if (parent.AllocatedSlots + slots <= parent.Slots)
        {
            int reserved = parent.Info->TypeIndex + parent.AllocatedSlots;
            parent.AllocatedSlots += slots;
            return reserved;
        }

        if (!parent.CanOverflow)
        {
            throw HostException.Internal($"Reach maximum number of sub-classes for {parent.Key}");
        }

        int index = s_counter;
        s_counter += slots;
        if (s_counter > s_entries.Length)
        {
            Entry?[] grown = new Entry?[Math.Max(s_counter, s_entries.Length * 2)];
            s_entries.CopyTo(grown, 0);
            Volatile.Write(ref s_entries, grown);
        }

        return index;
    }

    private static void WarnOfShadowing(Entry entry, ReadOnlySpan<byte> name)
    {
        for (int i = 0; i < entry.Info->TypeDepth; i++)
        {
            TVMFFITypeInfo* ancestor = entry.Info->TypeAncestors[i];
            for (int j = 0; j < ancestor->NumFields; j++)
            {
                if (ancestor->Fields[j].Name.AsSpan().SequenceEqual(name))
                {
                    Console.Error.WriteLine(
                        $"[WARNING] Field \"{Encoding.UTF8.GetString(name)}\" in type \"{entry.Key}\" duplicates an ancestor field in \"{Encoding.UTF8.GetString(ancestor->TypeKey.AsSpan())}\". Child types should not re-register inherited fields.");
                }
            }
        }
    }

    private static TVMFFIByteArray CopyText(TVMFFIByteArray text) => text.Size == 0 ? default : Memory.Copy(text.AsSpan());

    private static T* Grow<T>(T* old, int count)
        where T : unmanaged
    {
        T* grown = (T*)NativeMemory.AllocZeroed((nuint)count + 1, (nuint)sizeof(T));
        new ReadOnlySpan<T>(old, count).CopyTo(new(grown, count));
        return grown;
    }

    /// <summary>FNV-1a: the field only has to be stable within the process.</summary>
    private static ulong Hash(ReadOnlySpan<byte> text)
    {
        ulong hash = 14695981039346656037;
        foreach (byte b in text)
        {
            hash = unchecked((hash ^ b) * 1099511628211);
        }

        return hash;
    }
}
