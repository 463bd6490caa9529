using System.Collections.Concurrent;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi.Marshalling;

/// <summary>What rewrites of trees call: copies of nodes, and changes of objects that nobody else can see. Not for use by hand.</summary>
/// <remarks>
/// What is replaced stays alive as long as the owner of the object that it was part of: wrappers that share the owner may
/// still stand for it.
/// </remarks>
public static unsafe class InPlace
{
    private const string ShallowCopyAttribute = "__ffi_shallow_copy__";

    private static readonly ConcurrentDictionary<int, Function> Copiers = new();

    /// <summary>Whether there is one reference to the object: its parent's, or for a root its owner's.</summary>
    public static bool IsUnique(TvmObject target)
    {
        bool isUnique = RefCount.Strong(target.Handle) == 1;
        GC.KeepAlive(target);
        return isUnique;
    }

    /// <summary>A copy of an object with the same fields, by the type's <c>__ffi_shallow_copy__</c>.</summary>
    /// <exception cref="NotSupportedException">Objects of the type cannot be copied in this TVM.</exception>
    public static T ShallowCopy<T>(T source)
        where T : TvmObject
    {
        Function copier = Copiers.TryGetValue(source.RuntimeTypeIndex, out Function? known) ? known : FindCopier(source);
        return copier.Call(source).As<T>();
    }

    /// <summary>Puts a reference into a field that holds one. The type is not checked.</summary>
    /// <param name="target">An object that nobody else can see.</param>
    /// <param name="name">Name of the field.</param>
    /// <param name="value">Object; null for none.</param>
    /// <exception cref="MissingFieldException">The type has no such field in this TVM.</exception>
    public static void SetField(TvmObject target, string name, TvmObject? value)
    {
        TvmFieldInfo field = target.TypeInfo.GetField(name);
        TVMFFIObject** slot = (TVMFFIObject**)((byte*)target.Handle + field.Offset);
        TVMFFIObject* old = *slot;
        TVMFFIObject* obj = value is null ? null : value.Handle;
        if (obj != null)
        {
            RefCount.Increment(obj);
        }

        *slot = obj;
        if (old != null)
        {
            target.Reference.Owner.Retain(old);
        }

        GC.KeepAlive(value);
        GC.KeepAlive(target);
    }

    /// <summary>Puts an object in the place of another in an array.</summary>
    /// <param name="array">An array of objects that nobody else can see.</param>
    /// <param name="index">Position, within the array.</param>
    /// <param name="value">Object.</param>
    public static void SetElement<T>(TvmArray<T> array, int index, T value)
        where T : TvmObject
    {
        TVMFFIAny* element = ((TVMFFISeqCell*)(array.Handle + 1))->Elements + index;
        TVMFFIAny old = *element;
        value.WriteOwned(element);
        array.Reference.Owner.Retain(old.Obj);
        GC.KeepAlive(array);
    }

    private static Function FindCopier(TvmObject source)
    {
        Any attribute = source.TypeInfo.GetAttribute(ShallowCopyAttribute);
        if (attribute.IsNone)
        {
            throw new NotSupportedException($"This TVM ({TvmRuntime.Description}) cannot copy objects of type `{source.TypeKey}`: it registers no `{ShallowCopyAttribute}` for them.");
        }

        Function copier = (Function)attribute.As<Function>().Keep();
        Copiers[source.RuntimeTypeIndex] = copier;
        return copier;
    }
}
