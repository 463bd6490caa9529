using TvmSharp.Bindgen.Schema;

namespace TvmSharp.Bindgen.Writing;

/// <summary>A field that a functor visits.</summary>
/// <param name="Field">The field.</param>
/// <param name="Item">Its C++ type, or that of the elements of an array.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="IsArray">Whether it is an array.</param>
/// <param name="IsOptional">Whether it may be missing.</param>
internal sealed record FunctorChild(FieldSchema Field, TypeExpression Item, FunctorChildKind Kind, bool IsArray, bool IsOptional)
{
    /// <summary>C# property of the field.</summary>
    public string Property { get; } = DotNetNames.Pascal(Field.Name);
}
