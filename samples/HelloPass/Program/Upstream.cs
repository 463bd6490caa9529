using TvmSharp;
using TvmSharp.Ffi;
using TvmSharp.Tirx;

namespace HelloPass;

/// <summary>Functions of TVM's own that this sample calls; the generator writes the bodies.</summary>
internal static partial class Upstream
{
    [TvmImport("ir.PrimType")]
    internal static partial TvmObject PrimType(string dtype);

    [TvmImport("ir.IntImm")]
    internal static partial TvmObject IntImm(string dtype, long value, TvmObject? span);

    [TvmImport("ir.FloatImm")]
    internal static partial TvmObject FloatImm(string dtype, double value, TvmObject? span);

    [TvmImport("ir.Var")]
    internal static partial TvmObject Var(string name, TvmObject? type, TvmObject? span);

    [TvmImport("ir.Range_from_min_extent")]
    internal static partial TvmObject Range(TvmObject min, TvmObject extent, TvmObject? span);

    [TvmImport("tirx.Evaluate")]
    internal static partial TvmObject Evaluate(TvmObject value, TvmObject? span);

    [TvmImport("tirx.Add")]
    internal static partial TvmObject Add(TvmObject a, TvmObject b, TvmObject? span);

    [TvmImport("tirx.Mul")]
    internal static partial TvmObject Mul(TvmObject a, TvmObject b, TvmObject? span);

    [TvmImport("tirx.IterVar")]
    internal static partial TvmObject IterVar(TvmObject dom, TvmObject var, int iterType, string threadTag, TvmObject? span);

    [TvmImport("tirx.CommReducer")]
    internal static partial TvmObject CommReducer(
        TvmArray<TvmObject> lhs, TvmArray<TvmObject> rhs, TvmArray<TvmObject> result, TvmArray<TvmObject> identity, TvmObject? span);

    [TvmImport("tirx.Reduce")]
    internal static partial TvmObject Reduce(
        TvmObject combiner, TvmArray<TvmObject> source, TvmArray<TvmObject> axis, TvmObject condition, int valueIndex, TvmArray<TvmObject> init, TvmObject? span);

    [TvmImport("tirx.ProducerLoad")]
    internal static partial TvmObject ProducerLoad(TvmObject producer, TvmArray<TvmObject> indices, TvmObject? span);

    [TvmImport("te.Placeholder")]
    internal static partial TvmObject Placeholder(TvmArray<TvmObject> shape, TvmObject dtype, string name);

    [TvmImport("te.ComputeOp")]
    internal static partial TvmObject ComputeOp(
        string name, string tag, TvmMap<string, Any>? attrs, TvmArray<TvmObject> axis, TvmArray<TvmObject> body);

    [TvmImport("te.OpGetOutput")]
    internal static partial TvmObject OpGetOutput(TvmObject op, long output);

    [TvmImport("te.CreatePrimFunc")]
    internal static partial PrimFunc CreatePrimFunc(TvmArray<TvmObject> args, TvmObject? indexDtypeOverride);
}
