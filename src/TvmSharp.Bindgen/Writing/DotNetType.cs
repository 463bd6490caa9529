namespace TvmSharp.Bindgen.Writing;

/// <summary>A C# type and how its values cross.</summary>
/// <param name="Name">C# type, as generated code spells it.</param>
/// <param name="Marshaller">Type that moves its values, of <c>TvmSharp.Ffi.Marshalling</c>.</param>
/// <param name="Storage">How values lie in an object.</param>
/// <param name="Arguments">Of a container: the types of its elements and their marshallers, as type arguments.</param>
/// <param name="IsValueType">Whether it is a value type.</param>
/// <param name="IsNullable">Whether null is one of its values.</param>
/// <param name="ConvertsToAny">Whether C# converts it to <c>Any</c> by itself.</param>
internal sealed record DotNetType(
    string Name,
    string Marshaller,
    DotNetStorage Storage,
    string Arguments = "",
    bool IsValueType = false,
    bool IsNullable = false,
    bool ConvertsToAny = true)
{
    /// <summary>The type with null as a value.</summary>
    public DotNetType ToNullable() => IsNullable ? this : this with
    {
        Name = Name + "?",
        Marshaller = $"{(IsValueType ? "NullableMarshaller" : "OptionalMarshaller")}<{Name}, {Marshaller}>",

        // A missing number cannot be told from a number in the same bytes.
        Storage = Storage.Kind == DotNetStorageKind.Value ? DotNetStorage.Cell : Storage,
        IsNullable = true,
    };
}
