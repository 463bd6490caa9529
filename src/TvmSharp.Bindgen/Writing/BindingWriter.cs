using TvmSharp.Bindgen.Abi;
using TvmSharp.Bindgen.Schema;

namespace TvmSharp.Bindgen.Writing;

/// <summary>Writes all C# that comes from a TVM's sources.</summary>
internal static class BindingWriter
{
    /// <summary>The C# files of the ABI layer and of the compiler's object model with its functors.</summary>
    /// <param name="abi">The C ABI.</param>
    /// <param name="schema">The compiler's object model.</param>
    /// <param name="problems">Gets what could not be bound.</param>
    public static IReadOnlyList<GeneratedFile> Write(AbiSchema abi, TvmSchema schema, ICollection<SourceProblem> problems) =>
        [
            .. AbiWriter.Write(abi),
            .. ObjectModelWriter.Write(schema, problems),
            .. FunctorWriter.Write(schema, problems),
            .. GlobalFunctionWriter.Write(schema, problems),
        ];
}
