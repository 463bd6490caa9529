using System.Globalization;
using TvmSharp.Embedded.Hosting;
using TvmSharp.Embedded.Nodes;
using TvmSharp.Ffi.Abi;

namespace TvmSharp.Embedded.Ffi;

/// <summary>
/// The base types of enumerations, as <c>tvm/ffi/enum.h</c>: objects with a number and a name, one for each member,
/// that the attribute <c>__ffi_enum__</c> of their type lists.
/// </summary>
internal static unsafe class Enums
{
    private static readonly NodeField IntIndex = new("_int_index", FieldKind.Int64, 24, HostType.Int, FieldFlags.SEqHashIgnore);
    private static readonly NodeField StrIndex = new("_str_index", FieldKind.Text, 32, HostType.Text);

    /// <summary><c>ffi.Enum</c>.</summary>
    public static readonly NodeType EnumType = new(
        "ffi.Enum", null, 48, 0, SEqHashKind.UniqueInstance, (nint)(delegate* unmanaged[Cdecl]<TVMFFIObject**, int>)&BuiltinCreators.Enum, IntIndex, StrIndex);

    // The fields of the derived types are other names of the parent's: what they hold is the parent's to release.
    private static readonly NodeField IntValue = new(
        "value", FieldKind.Int64, 24, HostType.Int, FieldFlags.SEqHashIgnore | FieldFlags.InitOff) { IsAlias = true };

    private static readonly NodeField StrValue = new(
        "value", FieldKind.Text, 32, HostType.Text, FieldFlags.SEqHashIgnore | FieldFlags.InitOff) { IsAlias = true };

    /// <summary><c>ffi.IntEnum</c>.</summary>
    public static readonly NodeType IntEnumType = new(
        "ffi.IntEnum", EnumType, 48, 0, SEqHashKind.UniqueInstance, (nint)(delegate* unmanaged[Cdecl]<TVMFFIObject**, int>)&BuiltinCreators.IntEnum, IntValue);

    /// <summary><c>ffi.StrEnum</c>.</summary>
    public static readonly NodeType StrEnumType = new(
        "ffi.StrEnum", EnumType, 48, 0, SEqHashKind.UniqueInstance, (nint)(delegate* unmanaged[Cdecl]<TVMFFIObject**, int>)&BuiltinCreators.StrEnum, StrValue);

    private static readonly HostType AnyObject = HostType.Nullable("ffi.Object");
    private static readonly NodeField Entries = new("entries", FieldKind.List, 24, HostType.ListOf(AnyObject), FieldFlags.InitOff);
    private static readonly NodeField Indexes = new("indexes", FieldKind.Dict, 32, HostType.DictOf(HostType.Any, AnyObject), FieldFlags.InitOff);
    private static readonly NodeField Attrs = new(
        "attrs", FieldKind.Dict, 40, HostType.DictOf(HostType.Text, HostType.DictOf(AnyObject, HostType.Any)), FieldFlags.InitOff);

    /// <summary><c>ffi.EnumState</c>.</summary>
    public static readonly NodeType StateType = new(
        "ffi.EnumState", null, 48, 0, SEqHashKind.Unsupported, (nint)(delegate* unmanaged[Cdecl]<TVMFFIObject**, int>)&BuiltinCreators.EnumState, Entries, Indexes, Attrs)
    {
        IsFinal = true,
    };

    private static readonly TypeTable.Column State = TypeTable.EnsureColumn("__ffi_enum__");

    public static void Register()
    {
        Node.Register(StateType);
        StateType.RegisterConstructor([], static _ => Value.Object(Pool.Keep(Node.Create(StateType))));
        foreach (NodeType type in (NodeType[])[EnumType, IntEnumType, StrEnumType])
        {
            Node.Register(type);
        }

        Conversions.Register(IntEnumType.Index, HostType.Nullable(IntEnumType.Key));
        Conversions.Register(StrEnumType.Index, HostType.Nullable(StrEnumType.Key));
    }

    /// <summary>Whether a type is an enumeration.</summary>
    public static bool IsEnum(int typeIndex) => Host.IsInstance(typeIndex, EnumType.Index);

    /// <summary>What stands for a member in JSON: its number, or its name.</summary>
    public static bool TryGetIndex(TVMFFIObject* value, out TVMFFIAny index)
    {
        index = Host.IsInstance(value->TypeIndex, IntEnumType.Index)
            ? Value.Int(Node.Data<long>(value, IntIndex))
            : IsEnum(value->TypeIndex) ? Node.View(value, StrIndex) : Value.None;
        return index.TypeIndex != TypeIndex.None;
    }

    /// <summary>Name of a member.</summary>
    public static string NameOf(TVMFFIObject* value) => Node.Text(value, StrIndex);

    /// <summary>The member of a type with a number or a name; borrowed.</summary>
    public static TVMFFIAny Find(int typeIndex, TVMFFIAny index)
    {
        (Host.IsInstance(typeIndex, IntEnumType.Index) ? HostType.Int : HostType.Text).Cast(index);
        TVMFFIAny state = TypeTable.Attribute(State, typeIndex);
        if (state.TypeIndex == StateType.Index
            && Maps.Entries(Node.Get(state.Obj, Indexes)).TryGetValue(index, out TVMFFIAny member))
        {
            return member;
        }

        string text = Value.IsText(index) ? Value.Text(index) : index.Int64.ToString(CultureInfo.InvariantCulture);
        throw HostException.Value($"Enum `{Host.TypeKey(typeIndex)}` has no instance with index {text}");
    }
}
