using TvmSharp.Ffi;
using TvmSharp.Ir;
using TvmSharp.Tirx;

namespace HelloPass;

/// <summary>The module that the sample runs its pass on.</summary>
internal static class SampleModule
{
    private const int DataPar = 0;
    private const int CommReduce = 2;

    /// <summary>A matmul through te.* where TVM has it; else two functions that only evaluate a number.</summary>
    public static IRModule Create() =>
        Function.TryGet("te.CreatePrimFunc", out _)
            ? IRModule.Create([KeyValuePair.Create("matmul", (BaseFunc)Matmul(64, 32, 16))])
            : IRModule.Create(
                [
                    KeyValuePair.Create("first", (BaseFunc)EvaluateNumber(1)),
                    KeyValuePair.Create("second", (BaseFunc)EvaluateNumber(2)),
                ]);

    private static PrimFunc EvaluateNumber(int value) =>
        PrimFunc.Create([], Upstream.Evaluate(Upstream.IntImm("int32", value, null), null));

    /// <summary>C[i, j] = sum over k of A[i, k] * B[k, j], all float32.</summary>
    private static PrimFunc Matmul(int m, int n, int k)
    {
        TvmObject float32 = Upstream.PrimType("float32");
        TvmObject a = Upstream.Placeholder([Int(m), Int(k)], float32, "A");
        TvmObject b = Upstream.Placeholder([Int(k), Int(n)], float32, "B");

        (TvmObject i, TvmObject iAxis) = Axis("i", m, DataPar);
        (TvmObject j, TvmObject jAxis) = Axis("j", n, DataPar);
        (TvmObject r, TvmObject rAxis) = Axis("k", k, CommReduce);

        TvmObject x = Upstream.Var("x", float32, null);
        TvmObject y = Upstream.Var("y", float32, null);
        TvmObject sum = Upstream.CommReducer([x], [y], [Upstream.Add(x, y, null)], [Upstream.FloatImm("float32", 0, null)], null);
        TvmObject product = Upstream.Mul(
            Upstream.ProducerLoad(a, [i, r], null), Upstream.ProducerLoad(b, [r, j], null), null);
        TvmObject body = Upstream.Reduce(sum, [product], [rAxis], Upstream.IntImm("bool", 1, null), 0, [], null);

        TvmObject c = Upstream.OpGetOutput(Upstream.ComputeOp("C", "", null, [iAxis, jAxis], [body]), 0);
        return Upstream.CreatePrimFunc([a, b, c], null);
    }

    private static (TvmObject Var, TvmObject Axis) Axis(string name, int extent, int kind)
    {
        TvmObject var = Upstream.Var(name, Upstream.PrimType("int32"), null);
        return (var, Upstream.IterVar(Upstream.Range(Int(0), Int(extent), null), var, kind, "", null));
    }

    private static TvmObject Int(int value) => Upstream.IntImm("int32", value, null);
}
