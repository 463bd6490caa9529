using System.Collections.Concurrent;
using System.Text;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>TVM's type table, and the wrapper class of each type.</summary>
public static unsafe class ObjectTypes
{
    private static readonly ConcurrentDictionary<string, nint> FactoriesByKey = new();

    // delegate*<ObjectReference, TvmObject> by type index; replaced, never changed, when it has to grow.
    private static nint[] s_factoriesByIndex = [];

    static ObjectTypes()
    {
        Register<TvmObject>();
        Register<Function>();
        Register<TvmArray<Any>>();
        Register<TvmMap<Any, Any>>();
    }

    /// <summary>Names the wrapper class for objects of its type, and of derived types that have none.</summary>
    /// <remarks>Assemblies with wrapper classes call this once, from a module initializer.</remarks>
    public static void Register<T>()
        where T : TvmObject, ITvmObject<T>
    {
        FactoriesByKey[T.TypeKey] = (nint)(delegate*<ObjectReference, TvmObject>)&Create;

        // A new array each time: an empty one is always the same, and would look unchanged to FindFactory.
        Volatile.Write(ref s_factoriesByIndex, new nint[1]);

        static TvmObject Create(ObjectReference reference) => T.Wrap(reference);
    }

    /// <summary>Makes a wrapper of the most derived class that is known for the object.</summary>
    internal static TvmObject Wrap(ObjectReference reference)
    {
        int index = reference.Object->TypeIndex;
        nint[] factories = Volatile.Read(ref s_factoriesByIndex);
        nint factory = (uint)index < (uint)factories.Length ? factories[index] : 0;
        if (factory == 0)
        {
            factory = FindFactory(index);
        }

        return ((delegate*<ObjectReference, TvmObject>)factory)(reference);
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
    internal static string KeyOf(int typeIndex) =>
        typeIndex == TypeIndex.Any ? "Any" : Utf8.ToString(TvmRuntime.Api->TVMFFIGetTypeInfo(typeIndex)->TypeKey);

    /// <summary>Whether objects with one type index are instances of the type with another.</summary>
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

        TVMFFITypeInfo* info = TvmRuntime.Api->TVMFFIGetTypeInfo(typeIndex);
        int depth = TvmRuntime.Api->TVMFFIGetTypeInfo(target)->TypeDepth;
        return info->TypeDepth > depth && info->TypeAncestors[depth]->TypeIndex == target;
    }

    /// <summary>The field of a type or of its ancestors, or null.</summary>
    internal static TVMFFIFieldInfo* FindField(int typeIndex, string name)
    {
        byte[] wanted = Encoding.UTF8.GetBytes(name);
        TVMFFITypeInfo* type = TvmRuntime.Api->TVMFFIGetTypeInfo(typeIndex);
        for (int depth = type->TypeDepth; depth >= 0; depth--)
        {
            TVMFFITypeInfo* declaring = depth == type->TypeDepth ? type : type->TypeAncestors[depth];
            for (int i = 0; i < declaring->NumFields; i++)
            {
                if (declaring->Fields[i].Name.AsSpan().SequenceEqual(wanted))
                {
                    return declaring->Fields + i;
                }
            }
        }

        return null;
    }

    /// <summary>Names of all fields of a type, inherited ones first.</summary>
    internal static List<string> FieldNames(int typeIndex)
    {
        List<string> names = [];
        TVMFFITypeInfo* type = TvmRuntime.Api->TVMFFIGetTypeInfo(typeIndex);
        for (int depth = 0; depth <= type->TypeDepth; depth++)
        {
            TVMFFITypeInfo* declaring = depth == type->TypeDepth ? type : type->TypeAncestors[depth];
            for (int i = 0; i < declaring->NumFields; i++)
            {
                names.Add(Utf8.ToString(declaring->Fields[i].Name));
            }
        }

        return names;
    }

    private static nint FindFactory(int index)
    {
        nint[] known = Volatile.Read(ref s_factoriesByIndex);
        TVMFFITypeInfo* type = TvmRuntime.Api->TVMFFIGetTypeInfo(index);
        nint factory = 0;
        for (int depth = type->TypeDepth; depth >= 0 && factory == 0; depth--)
        {
            TVMFFITypeInfo* ancestor = depth == type->TypeDepth ? type : type->TypeAncestors[depth];
            FactoriesByKey.TryGetValue(Utf8.ToString(ancestor->TypeKey), out factory);
        }

        nint[] grown = new nint[Math.Max(known.Length, index + 1)];
        known.CopyTo(grown, 0);
        grown[index] = factory;

        // Lost when another thread got there first or a class was registered meanwhile; then it is found again.
        Interlocked.CompareExchange(ref s_factoriesByIndex, grown, known);
        return factory;
    }
}
