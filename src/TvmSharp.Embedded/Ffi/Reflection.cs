using System.Text;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary>Makes objects and reads their fields through what their types registered.</summary>
internal static unsafe class Reflection
{
    private static readonly TypeTable.Column New = TypeTable.EnsureColumn("__ffi_new__");

    /// <summary>The value of a field, kept until the call ends.</summary>
    public static TVMFFIAny Get(TVMFFIObject* value, TVMFFIFieldInfo* field)
    {
        TVMFFIAny result = default;
        Host.Check(field->Getter((byte*)value + field->Offset, &result));
        return Pool.Keep(result);
    }

    /// <summary>Whether there is a way to make an empty object of a type.</summary>
    public static bool CanCreate(int typeIndex)
    {
        TVMFFITypeMetadata* metadata = TypeTable.Get(typeIndex).Info->Metadata;
        return (metadata != null && metadata->Creator != null)
            || TypeTable.Attribute(New, typeIndex).TypeIndex == TypeIndex.Function;
    }

    /// <summary>An empty object with one reference, from the creator of its type or from <c>__ffi_new__</c>.</summary>
    public static TVMFFIObject* CreateEmpty(int typeIndex)
    {
        TypeTable.Entry type = TypeTable.Get(typeIndex);
        TVMFFITypeMetadata* metadata = type.Info->Metadata;
        if (metadata != null && metadata->Creator != null)
        {
            TVMFFIObject* created = null;
            Host.Check(metadata->Creator(&created));
            return created;
        }

        TVMFFIAny create = TypeTable.Attribute(New, typeIndex);
        if (create.TypeIndex != TypeIndex.Function)
        {
            throw HostException.Runtime(
                $"Type `{type.Key}` does not support reflection creation (no native creator or __ffi_new__ type attr)");
        }

        TVMFFIAny result = Host.Call(create.Obj);
        if (result.TypeIndex == typeIndex)
        {
            return result.Obj;
        }

        Host.Release(result);
        throw HostException.Type($"`__ffi_new__` of type `{type.Key}` gave `{Host.TypeKey(result.TypeIndex)}`");
    }

    /// <summary>Name of a field.</summary>
    public static string Name(TVMFFIFieldInfo* field) => Encoding.UTF8.GetString(field->Name.AsSpan());

    /// <summary>
    /// <c>ffi.MakeObjectFromPackedArgs</c>: a type index or key, then field names and values in turn. The object
    /// has one reference.
    /// </summary>
    public static TVMFFIObject* Make(Arguments arguments)
    {
        if (arguments.Count % 2 != 1)
        {
            throw HostException.Internal("Check failed: (args.size() % 2 == 1) is false: ");
        }

        int typeIndex = arguments.View(0).TypeIndex == TypeIndex.Int
            ? checked((int)arguments.Int(0))
            : TypeTable.IndexOf(arguments.Text(0));
        TypeTable.Entry type = TypeTable.Get(typeIndex);
        TVMFFIObject* result = CreateEmpty(typeIndex);
        try
        {
            Dictionary<string, TVMFFIAny> given = new(StringComparer.Ordinal);
            for (int i = 1; i < arguments.Count; i += 2)
            {
                given.TryAdd(arguments.Text(i), arguments.Any(i + 1));
            }

            foreach (nint address in TypeTable.Fields(typeIndex))
            {
                TVMFFIFieldInfo* field = (TVMFFIFieldInfo*)address;
                string name = Name(field);
                if (given.Remove(name, out TVMFFIAny value))
                {
                    Set(result, field, value);
                }
                else
                {
                    SetDefault(result, field);
                }
            }

            foreach (string name in given.Keys)
            {
                throw HostException.Type($"Type `{type.Key}` does not have field `{name}`");
            }

            return result;
        }
        catch
        {
            Host.DecRef(result);
            throw;
        }
    }

    /// <summary>Sets a field to its default; upstream's error when it has none.</summary>
    public static void SetDefault(TVMFFIObject* target, TVMFFIFieldInfo* field)
    {
        if ((field->Flags & FieldFlags.HasDefault) == 0)
        {
            throw HostException.Type($"Required field `{Name(field)}` not set in type `{Host.TypeKey(target->TypeIndex)}`");
        }

        Set(target, field, (field->Flags & FieldFlags.DefaultFromFactory) != 0
            ? Pool.Keep(Host.Call(field->DefaultValueOrFactory.Obj))
            : field->DefaultValueOrFactory);
    }

    /// <summary>Sets a field through its setter.</summary>
    public static void Set(TVMFFIObject* target, TVMFFIFieldInfo* field, TVMFFIAny value)
    {
        void* address = (byte*)target + field->Offset;
        if ((field->Flags & FieldFlags.SetterIsFunctionObj) != 0)
        {
            Pool.Keep(Host.Call((TVMFFIObject*)field->Setter, new() { TypeIndex = TypeIndex.OpaquePtr, Ptr = address }, value));
            return;
        }

        if (field->Setter == null)
        {
            throw HostException.Runtime($"Field `{Name(field)}` cannot be set");
        }

        Host.Check(((delegate* unmanaged[Cdecl]<void*, TVMFFIAny*, int>)field->Setter)(address, &value));
    }
}
