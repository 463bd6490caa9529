using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using TvmSharp.Ffi.Abi;
using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi;

/// <summary>TVM's type table, and the wrapper class of each type.</summary>
public static unsafe class ObjectTypes
{
    private static readonly ConcurrentDictionary<string, WrapperFactory> FactoriesByKey = new();
    private static readonly ConcurrentDictionary<string, bool> ImmutableKeys = new();

    // TVMFFITypeInfo* and its description by type index, both made at first use; replaced, never changed, to grow.
    private static nint[] s_types = [];
    private static TvmTypeInfo?[] s_infos = [];

    static ObjectTypes()
    {
        Register<TvmObject>();
        Register<Function>();

        // Not as other classes: arrays are shapes too.
        ValueMarshaller<Shape>.SetDefault<ShapeMarshaller>();
        Register<Shape>();
        Register<Tensor>();
        Register<TvmEnum>();
        Register<TvmIntEnum>();
        Register<TvmStrEnum>();
        Register<AccessPath>();
        Register<AccessStep>();
        Register<VisitInterrupt>();
        Register<StructuralVisitor>();
        Register<VisitErrorContext>();
        Register<Module>();
        Register<Error>();
        Register<TvmArray<Any>>();
        Register<TvmMap<Any, Any>>();
        Register<TvmList<Any>>();
        Register<DotNetObject>();
        Register<TvmDict<Any, Any>>();
    }

    /// <summary>All types that are registered now, those of plain values included, by index.</summary>
    public static IReadOnlyList<TvmTypeInfo> All
    {
        get
        {
            using ObjectScope scope = ObjectScope.Enter();
            Any keys;
            lock (Registry.Gate)
            {
                keys = BuiltinFunctions.GetRegisteredTypeKeys.Call();
            }

            return [.. keys.AsArray<string>().Select(Get)];
        }
    }

    /// <summary>The type of a key.</summary>
    /// <exception cref="KeyNotFoundException">This TVM has no such type (yet).</exception>
    public static TvmTypeInfo Get(string typeKey) => TryGet(typeKey, out TvmTypeInfo? type)
        ? type
        : throw new KeyNotFoundException(
            $"This TVM has no type `{typeKey}` ({TvmRuntime.Description}). Check the key for this version of TVM, and that the library that registers it is loaded.");

    /// <summary>The type of a key, if this TVM has it.</summary>
    public static bool TryGet(string typeKey, [NotNullWhen(true)] out TvmTypeInfo? type)
    {
        ArgumentNullException.ThrowIfNull(typeKey);
        int index = IndexOf(typeKey);
        type = index < 0 ? null : InfoOf(index);
        return type is not null;
    }

    /// <summary>Names the wrapper class for objects of its type, and of derived types that have none.</summary>
    /// <remarks>Assemblies with wrapper classes call this once, from a module initializer.</remarks>
    public static void Register<T>()
        where T : TvmObject, ITvmObject<T>
    {
        FactoriesByKey[T.TypeKey] = new WrapperFactory(
            T.TypeKey, (nint)(delegate*<ObjectReference, T>)&T.Wrap, typeof(T), static () => T.Binding);
        ImmutableKeys[T.TypeKey] = T.IsImmutable;

        // Known here and nowhere else: with only the class, a conversion would have to make a wrapper to see its type.
        ValueMarshaller<T>.SetDefault<ObjectMarshaller<T>>();
        WrapperTable.Clear();
    }

    /// <summary>Index of a type; -1 when this TVM has no such type (yet).</summary>
    internal static int IndexOf(string typeKey)
    {
        byte[] key = Encoding.UTF8.GetBytes(typeKey);
        fixed (byte* data = key)
        {
            // Parent -2 asks only: other look-ups end the process when the type is unknown.
            TVMFFIByteArray name = new() { Data = data, Size = (nuint)key.Length };
            TvmFfiApi* api = TvmRuntime.Api;
            lock (Registry.Gate)
            {
                return Math.Max(api->TVMFFITypeGetOrAllocIndex(&name, -1, 0, 0, 0, -2), -1);
            }
        }
    }

    /// <summary>Type key of any kind of value, objects or not.</summary>
    internal static string KeyOf(int typeIndex) => typeIndex == TypeIndex.Any ? "Any" : InfoOf(typeIndex).Key;

    /// <summary>Whether the wrapper class of a type says that its fields never change.</summary>
    internal static bool IsImmutable(string typeKey) => ImmutableKeys.TryGetValue(typeKey, out bool value) && value;

    /// <summary>Whether objects with one type index are instances of the type with another. Makes no native call.</summary>
    /// <remarks>
    /// The number of child slots is not part of the type's information, so that indices only tell who cannot derive
    /// from whom; the ancestors tell the rest.
    /// </remarks>
    internal static bool IsInstance(int typeIndex, int target)
    {
        if (typeIndex == target)
        {
            return true;
        }

        // A derived type is always registered after, and so has a greater index than, its base.
        if (typeIndex < target || target < TypeIndex.StaticObjectBegin)
        {
            return false;
        }

        TVMFFITypeInfo* info = TypeOf(typeIndex);
        int depth = TypeOf(target)->TypeDepth;
        return info->TypeDepth > depth && info->TypeAncestors[depth]->TypeIndex == target;
    }

    /// <summary>The table's entry of a type. It never moves.</summary>
    /// <param name="typeIndex">Index of a type that exists: TVM ends the process for others.</param>
    internal static TVMFFITypeInfo* TypeOf(int typeIndex)
    {
        nint[] known = Volatile.Read(ref s_types);
        nint type = (uint)typeIndex < (uint)known.Length ? known[typeIndex] : 0;
        return (TVMFFITypeInfo*)(type != 0 ? type : LookUp(typeIndex));
    }

    /// <summary>The description of a type.</summary>
    /// <param name="typeIndex">Index of a type that exists: TVM ends the process for others.</param>
    internal static TvmTypeInfo InfoOf(int typeIndex)
    {
        TvmTypeInfo?[] known = Volatile.Read(ref s_infos);
        return ((uint)typeIndex < (uint)known.Length ? known[typeIndex] : null) ?? Describe(typeIndex);
    }

    private static nint LookUp(int typeIndex)
    {
        TvmFfiApi* api = TvmRuntime.Api;
        lock (Registry.Gate)
        {
            nint type = (nint)api->TVMFFIGetTypeInfo(typeIndex);
            nint[] grown = new nint[Math.Max(s_types.Length, typeIndex + 1)];
            s_types.CopyTo(grown, 0);
            grown[typeIndex] = type;
            Volatile.Write(ref s_types, grown);
            return type;
        }
    }

    private static TvmTypeInfo Describe(int typeIndex)
    {
        TVMFFITypeInfo* type = TypeOf(typeIndex);
        lock (Registry.Gate)
        {
            // Everyone has the same description of a type: it is where its fields are remembered.
            if (typeIndex < s_infos.Length && s_infos[typeIndex] is { } known)
            {
                return known;
            }

            TvmTypeInfo info = new(type);
            TvmTypeInfo?[] grown = new TvmTypeInfo?[Math.Max(s_infos.Length, typeIndex + 1)];
            s_infos.CopyTo(grown, 0);
            grown[typeIndex] = info;
            Volatile.Write(ref s_infos, grown);
            return info;
        }
    }

    /// <summary>What makes the wrappers of objects of a type: the class of the type, or of the nearest ancestor that has one.</summary>
    /// <exception cref="TvmBindingException">The library has another type than that class or one of its bases is for.</exception>
    internal static WrapperFactory FindFactory(int typeIndex)
    {
        TVMFFITypeInfo* type = TypeOf(typeIndex);
        WrapperFactory? factory = null;
        for (int depth = type->TypeDepth; depth >= 0; depth--)
        {
            TVMFFITypeInfo* ancestor = depth == type->TypeDepth ? type : type->TypeAncestors[depth];
            if (FactoriesByKey.TryGetValue(Utf8.ToString(ancestor->TypeKey), out WrapperFactory? found))
            {
                // Bases too: their properties are read from the same object.
                found.Verify();
                factory ??= found;
            }
        }

        return factory!;
    }
}
