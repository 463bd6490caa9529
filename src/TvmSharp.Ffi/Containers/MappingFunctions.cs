namespace TvmSharp.Ffi;

/// <summary>The functions that tvm-ffi registers for one kind of map.</summary>
/// <param name="Size">Number of entries.</param>
/// <param name="Count">Whether there is a key.</param>
/// <param name="GetItemOrMissing">The value of a key, or <see cref="BuiltinFunctions.MissingValue"/>.</param>
/// <param name="ForwardIterFunctor">Makes an iterator.</param>
internal sealed record MappingFunctions(Function Size, Function Count, Function GetItemOrMissing, Function ForwardIterFunctor)
{
    internal static MappingFunctions Of(int typeIndex) =>
        typeIndex == Abi.TypeIndex.Dict ? BuiltinFunctions.DictFunctions : BuiltinFunctions.MapFunctions;
}
