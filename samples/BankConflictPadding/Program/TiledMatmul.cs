using TvmSharp.Ffi;
using TvmSharp.Ir;
using TvmSharp.Tirx;
using Buffer = TvmSharp.Tirx.Buffer;

namespace BankConflictPadding;

/// <summary>The kernel that the sample pads when it is given none.</summary>
public static class TiledMatmul
{
    /// <summary>
    /// C[i, j] = sum over k of A[i, k] * B[k, j] in tiles of 32 by 32, a thread an element. The tile of A is stored transposed, so
    /// that a warp writes a column of it: all 32 threads to one bank.
    /// </summary>
    public static PrimFunc Create() => PrimFuncBuilder.Build("tiled_matmul", static f =>
    {
        Buffer a = f.Buffer("A", [128, 64], DataType.Float32);
        Buffer b = f.Buffer("B", [64, 96], DataType.Float32);
        Buffer c = f.Buffer("C", [128, 96], DataType.Float32);
        Var by = f.Thread("blockIdx.y", 4, "by"), bx = f.Thread("blockIdx.x", 3, "bx");
        Var ty = f.Thread("threadIdx.y", 32, "ty"), tx = f.Thread("threadIdx.x", 32, "tx");
        Buffer aTile = f.Alloc("A_tile", [32, 32], DataType.Float32, "shared");
        Buffer bTile = f.Alloc("B_tile", [32, 32], DataType.Float32, "shared");
        Buffer total = f.Alloc("total", [1], DataType.Float32, "local");
        total[0] = 0f;
        f.For("k", 2, k =>
        {
            aTile[tx, ty] = a[(by * 32) + ty, (k * 32) + tx];
            bTile[ty, tx] = b[(k * 32) + ty, (bx * 32) + tx];
            f.StorageSync("shared");
            f.For("kk", 32, kk => total[0] = total[0] + (aTile[kk, ty] * bTile[kk, tx]), ForKind.Unrolled);
            f.StorageSync("shared");
        });
        c[(by * 32) + ty, (bx * 32) + tx] = total[0];
    }).WithAttr("s_tir", true);
}
