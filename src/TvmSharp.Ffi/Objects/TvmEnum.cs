namespace TvmSharp.Ffi;

/// <summary>A member of an enumeration type: <c>tvm::ffi::Enum</c>, type key <c>ffi.Enum</c>.</summary>
/// <remarks>
/// Members are singletons: two are equal when they are the same object. <see cref="TvmTypeInfo.EnumMembers"/> lists those
/// of a type.
/// </remarks>
[TvmObject("ffi.Enum")]
public class TvmEnum : TvmObject, ITvmObject<TvmEnum>
{
    /// <summary>Makes a wrapper.</summary>
    /// <param name="reference">An object of type <c>ffi.Enum</c>.</param>
    protected internal TvmEnum(ObjectReference reference)
        : base(reference)
    {
    }

    static string ITvmObject<TvmEnum>.TypeKey => "ffi.Enum";

    /// <summary>Name within its type: <c>_str_index</c>.</summary>
    public string Name => GetField<string>("_str_index");

    /// <summary>Number within its type: <c>_int_index</c>. It is the position unless the type is a <see cref="TvmIntEnum"/>.</summary>
    public long Value => GetField<long>("_int_index");

    static TvmEnum ITvmObject<TvmEnum>.Wrap(ObjectReference reference) => new(reference);

    /// <summary>What was attached to the member under a name.</summary>
    /// <returns>The value; None when nothing was.</returns>
    public Any GetAttribute(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        TvmDict<string, Any> columns =
            TypeInfo.GetAttribute("__ffi_enum__").As<TvmObject>().GetField("attrs").AsObject<TvmDict<string, Any>>();
        return columns.TryGetValue(name, out Any column)
            && column.AsObject<TvmDict<Any, Any>>().TryGetValue(this, out Any value)
                ? value
                : Any.None;
    }
}
