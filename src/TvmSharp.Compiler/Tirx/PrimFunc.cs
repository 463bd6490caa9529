using TvmSharp.Ffi;
using TvmSharp.Ir;

namespace TvmSharp.Tirx;

public partial class PrimFunc
{
    /// <summary>Makes a function without a source location, by <c>tirx.PrimFunc</c>.</summary>
    /// <param name="parameters">Parameters, each an <c>ir.Var</c>.</param>
    /// <param name="body">Body, a <c>tirx.Stmt</c>.</param>
    /// <param name="retType">Return type, an <c>ir.Type</c>; null for a function that returns nothing.</param>
    /// <param name="attrs">Attributes; null for none.</param>
    /// <exception cref="TvmException">A parameter or the body is of the wrong type.</exception>
    public static PrimFunc Create(
        TvmArray<TvmObject> parameters, TvmObject body, TvmObject? retType = null, DictAttrs? attrs = null) =>
        TvmCompiler.GetFunction("tirx.PrimFunc").Call(
            parameters,
            body,
            retType ?? VoidType(),
            attrs ?? DictAttrs.Create([]),
            Any.None).As<PrimFunc>();

    /// <summary>A copy of the function with an attribute set. The body is shared.</summary>
    /// <param name="key">Name, such as <c>global_symbol</c>.</param>
    /// <param name="value">Value; replaces an earlier one.</param>
    public new PrimFunc WithAttr(string key, Any value) => (PrimFunc)base.WithAttr(key, value);

    // Upstream's VoidType() is the empty tuple.
    private static TvmObject VoidType() =>
        TvmCompiler.GetFunction("ir.TupleType").Call(TvmArray.Create<TvmObject>([]), Any.None).As<TvmObject>();
}
