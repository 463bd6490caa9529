using TvmSharp.Ffi;
using TvmSharp.Ir;

namespace TvmSharp.Relax;

/// <summary>What relax's visitors and mutators ask of types and expressions.</summary>
internal static class RelaxTypes
{
    /// <summary>Whether a type is the one that stands for none: <c>Type::Missing()</c>, the only object of its very class.</summary>
    internal static bool IsMissing(Ir.Type type) => type.GetType() == typeof(Ir.Type) && type.TypeKey == "ir.Type";

    /// <summary><c>Type::Missing()</c>.</summary>
    internal static Ir.Type Missing => TvmCompiler.GetFunction("ir.TypeMissing").Call().As<Ir.Type>();

    /// <summary>Whether every value of one type is one of another: <c>relax.TypeIsBaseOf</c>.</summary>
    internal static bool IsBaseOf(Ir.Type general, Ir.Type special) =>
        TvmCompiler.GetFunction("relax.TypeIsBaseOf").Call(general, special).As<bool>();

    /// <summary>An expression of tirx that relax does not have.</summary>
    internal static NotSupportedException Unsupported(object functor, Expr node) => new(
        $"{functor.GetType().Name} met a `{node.TypeKey}`: relax does not support such expressions.");
}
