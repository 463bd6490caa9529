namespace TvmSharp.Bindgen.Schema;

/// <summary>What reflection says of a field. The names are upstream's (<c>tvm/ffi/reflection/registry.h</c>, <c>c_api.h</c>).</summary>
[Flags]
internal enum FieldFlags
{
    /// <summary>Nothing special; the field can be written.</summary>
    None = 0,

    /// <summary>Registered with <c>def_ro</c>.</summary>
    ReadOnly = 1,

    /// <summary><c>AttachFieldFlag::SEqHashIgnore</c>.</summary>
    SEqHashIgnore = 2,

    /// <summary><c>AttachFieldFlag::SEqHashDefRecursive</c>.</summary>
    SEqHashDefRecursive = 4,

    /// <summary><c>AttachFieldFlag::SEqHashDefNonRecursive</c>.</summary>
    SEqHashDefNonRecursive = 8,
}
