using TvmSharp.Embedded.Hosting;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary>The attribute <c>__ffi_convert__</c>: any view to an object of a type, as a parameter of that type takes it.</summary>
internal static unsafe class Conversions
{
    public static void Register()
    {
        Register(TypeIndex.Object, HostType.Nullable("ffi.Object"));
        Register(TypeIndex.Str, HostType.Text);
        Register(TypeIndex.Bytes, HostType.Bytes);
        Register(TypeIndex.Error, HostType.Object("ffi.Error"));
        Register(TypeIndex.Function, HostType.Function);
        Register(TypeIndex.Shape, HostType.Nullable("ffi.Shape"));
        Register(TypeIndex.Tensor, HostType.Nullable("ffi.Tensor"));
        Register(TypeIndex.Array, HostType.ArrayOf(HostType.Any));
        Register(TypeIndex.List, HostType.ListOf(HostType.Any));
        Register(TypeIndex.Map, HostType.MapOf(HostType.Any, HostType.Any));
        Register(TypeIndex.Dict, HostType.DictOf(HostType.Any, HostType.Any));
    }

    /// <summary>Registers the conversion to a type.</summary>
    public static void Register(int typeIndex, HostType type)
    {
        TVMFFIObject* function = HostFunction.Create("", HostType.Any, [HostType.AnyView], arguments =>
        {
            TVMFFIAny view = arguments.View(0);
            if (!type.Accepts(&view))
            {
                throw HostException.Type($"Cannot cast from `{Host.TypeKey(view.TypeIndex)}` to `{type.Name}`");
            }

            return Convert(arguments.Any(0), typeIndex);
        });
        try
        {
            TypeTable.RegisterAttribute(typeIndex, "__ffi_convert__", Value.Object(function));
        }
        finally
        {
            Host.DecRef(function);
        }
    }

    /// <summary>A sequence or map as the kind that is wanted; anything else as it is. Kept until the call ends.</summary>
    public static TVMFFIAny Convert(TVMFFIAny value, int typeIndex) => (typeIndex, value.TypeIndex) switch
    {
        (TypeIndex.Array, TypeIndex.List) => Value.Object(Pool.Keep(Sequences.CreateArray(Value.Elements(value.Obj)))),
        (TypeIndex.List, TypeIndex.Array) => Value.Object(Pool.Keep(Sequences.CreateList(Value.Elements(value.Obj)))),
        (TypeIndex.Map, TypeIndex.Dict) or (TypeIndex.Dict, TypeIndex.Map) => Value.Object(Pool.Keep(Maps.Copy(typeIndex, value.Obj))),
        _ => value,
    };
}
