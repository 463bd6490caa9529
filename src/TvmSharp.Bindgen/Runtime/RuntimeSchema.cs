using TvmSharp.Bindgen.Schema;

namespace TvmSharp.Bindgen.Runtime;

/// <summary>What a running TVM says of itself through reflection. Types are spelled as its schemas spell them.</summary>
/// <param name="Library">The library, in words.</param>
/// <param name="Abi">Version of its C ABI.</param>
/// <param name="Types">Object types by key.</param>
/// <param name="Functions">Global functions by name.</param>
internal sealed record RuntimeSchema(
    string Library, string Abi, IReadOnlyList<RuntimeType> Types, IReadOnlyList<RuntimeFunction> Functions);

/// <summary>An object type.</summary>
/// <param name="Key">Type key.</param>
/// <param name="Parent">Type key of the parent; null for the root.</param>
/// <param name="Size">Bytes of an object; null when the type says nothing of itself.</param>
/// <param name="StructuralKind">How structural equality treats it; null when it does not.</param>
/// <param name="Fields">Its own fields.</param>
/// <param name="Methods">Its own methods.</param>
internal sealed record RuntimeType(
    string Key,
    string? Parent,
    int? Size,
    string? StructuralKind,
    IReadOnlyList<RuntimeField> Fields,
    IReadOnlyList<RuntimeFunction> Methods);

/// <summary>A field.</summary>
/// <param name="Name">Name.</param>
/// <param name="Type">Type; null when it is not known.</param>
/// <param name="Offset">Bytes from the start of the object.</param>
/// <param name="Size">Bytes.</param>
/// <param name="IsWritable">Whether it can be written.</param>
/// <param name="HasDefault">Whether it has a default.</param>
internal sealed record RuntimeField(string Name, TypeExpression? Type, int Offset, int Size, bool IsWritable, bool HasDefault);

/// <summary>A global function or a method.</summary>
/// <param name="Name">Name.</param>
/// <param name="Type"><c>ffi.Function</c> with the result and the parameters as arguments; without arguments where it is packed; null when unknown.</param>
internal sealed record RuntimeFunction(string Name, TypeExpression? Type);
