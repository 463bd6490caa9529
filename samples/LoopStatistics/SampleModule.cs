using TvmSharp.Ffi;
using TvmSharp.Ir;
using TvmSharp.Tirx;
using Buffer = TvmSharp.Tirx.Buffer;

namespace LoopStatistics;

/// <summary>The module whose loops the sample prints when it is given none.</summary>
public static class SampleModule
{
    /// <summary>A softmax over the rows of a matrix, and the sum of two vectors whose length is known at the call.</summary>
    public static IRModule Create() => IRModule.Create(
        [
            KeyValuePair.Create("softmax", (BaseFunc)PrimFuncBuilder.Build("softmax", static f =>
            {
                Buffer x = f.Buffer("X", [64, 256], DataType.Float32), y = f.Buffer("Y", [64, 256], DataType.Float32);
                Buffer largest = f.Alloc("largest", [64], DataType.Float32), total = f.Alloc("total", [64], DataType.Float32);
                f.For(
                    "i",
                    64,
                    i =>
                    {
                        largest[i] = float.MinValue;
                        f.For("j", 256, j => largest[i] = PrimOps.Max(largest[i], x[i, j]));
                        total[i] = 0f;
                        f.For("k", 256, k => total[i] = total[i] + PrimOps.Exp(x[i, k] - largest[i]));
                        f.For("l", 256, l => y[i, l] = PrimOps.Exp(x[i, l] - largest[i]) / total[i], ForKind.Vectorized);
                    },
                    ForKind.Parallel);
            })),
            KeyValuePair.Create("add", (BaseFunc)PrimFuncBuilder.Build("add", static f =>
            {
                Var n = f.Scalar("n", DataType.Int32);
                Buffer a = f.Buffer("A", [n], DataType.Float32), b = f.Buffer("B", [n], DataType.Float32);
                f.For("i", n, i => b[i] = a[i] + b[i]);
            })),
        ]);
}
