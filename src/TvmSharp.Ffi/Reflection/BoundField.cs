namespace TvmSharp.Ffi;

/// <summary>One field of a type, as bindings have it.</summary>
/// <param name="Name">Name under which it is reflected, such as <c>loop_var</c>.</param>
/// <param name="Offset">Bytes from the start of the object to the field.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Type">Type as the runtime's schemas name it, such as <c>ffi.Array&lt;ir.Expr&gt;</c>; null where it is not compared.</param>
public readonly record struct BoundField(string Name, int Offset, int Size, string? Type);
