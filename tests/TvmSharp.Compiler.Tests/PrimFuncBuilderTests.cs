using Buffer = TvmSharp.Tirx.Buffer;

namespace TvmSharp.Compiler.Tests;

/// <summary>What is built from C# is what TVMScript makes of the same kernel.</summary>
public class PrimFuncBuilderTests
{
    [Fact]
    public void A_matmul_with_a_block_is_that_of_TVMScript()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PrimFunc built = PrimFuncBuilder.Build("matmul", static f =>
        {
            Buffer a = f.Buffer("A", [128, 64], DataType.Float32);
            Buffer b = f.Buffer("B", [64, 96], DataType.Float32);
            Buffer c = f.Buffer("C", [128, 96], DataType.Float32);
            f.Grid([("i", 128), ("j", 96), ("k", 64)], loops => f.Block("C", block =>
            {
                Var i = block.Spatial("vi", 128, loops[0]);
                Var j = block.Spatial("vj", 96, loops[1]);
                Var k = block.Reduce("vk", 64, loops[2]);
                block.Reads(a[i, k], b[k, j]);
                block.Writes(c[i, j]);
                block.Init(() => c[i, j] = 0f);
                c[i, j] = c[i, j] + (a[i, k] * b[k, j]);
            }));
        });
        AssertSame("matmul", built);
    }

    [Fact]
    public void A_tiled_matmul_with_threads_is_that_of_TVMScript()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PrimFunc built = PrimFuncBuilder.Build("tiled_matmul", static f =>
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
        });
        AssertSame("tiled_matmul", built, "s_tir");
    }

    [Fact]
    public void A_softmax_is_that_of_TVMScript()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PrimFunc built = PrimFuncBuilder.Build("softmax", static f =>
        {
            Buffer x = f.Buffer("X", [64, 256], DataType.Float32);
            Buffer y = f.Buffer("Y", [64, 256], DataType.Float32);
            Buffer largest = f.Alloc("largest", [64], DataType.Float32);
            Buffer total = f.Alloc("total", [64], DataType.Float32);
            f.For(
                "i",
                64,
                i =>
                {
                    largest[i] = float.MinValue;
                    f.For("j", 256, j => largest[i] = PrimOps.Max(largest[i], x[i, j]));
                    total[i] = 0f;
                    f.For("j", 256, j => total[i] = total[i] + PrimOps.Exp(x[i, j] - largest[i]));
                    f.For("j", 256, j => y[i, j] = PrimOps.Exp(x[i, j] - largest[i]) / total[i], ForKind.Vectorized);
                },
                ForKind.Parallel);
        });
        AssertSame("softmax", built, "s_tir");
    }

    [Fact]
    public void Numbers_take_the_type_of_the_expression_beside_them()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Var x = Var.Create("x", PrimType.Create(DataType.Int64)), h = Var.Create("h", PrimType.Create(DataType.Float16));
        Assert.Equal(DataType.Int64, ((Add)(x + 1)).B.DType);
        Assert.Equal(DataType.Float16, ((Mul)(2 * h)).A.DType);
        Assert.Equal(DataType.Float16, ((Mul)(h * 0.5)).B.DType);
        Assert.Equal(DataType.Bool, (x < 3).DType);
    }

    [Fact]
    public void Operands_of_different_types_are_matched()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Var narrow = Var.Create("n", PrimType.Create(DataType.Int32)), wide = Var.Create("w", PrimType.Create(DataType.Int64));
        Var real = Var.Create("f", PrimType.Create(DataType.Float32)), unsigned = Var.Create("u", PrimType.Create(DataType.UInt32));
        Assert.Equal(DataType.Int64, (narrow + wide).DType);
        Assert.Equal(DataType.Float32, (real * wide).DType);
        Assert.Equal(DataType.UInt32, (narrow - unsigned).DType);
        Assert.Equal(narrow, ((Cast)((Add)(narrow + wide)).A).Value);
    }

    [Fact]
    public void A_number_that_does_not_fit_is_an_error()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Var small = Var.Create("small", PrimType.Create(DataType.Int8));
        Assert.Contains("1000 is no value of `int8`", Assert.Throws<OverflowException>(() => small + 1000).Message);
    }

    [Fact]
    public void Integers_have_no_slash()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Var x = Var.Create("x", PrimType.Create(DataType.Int32));
        Assert.Contains("PrimOps.FloorDiv", Assert.Throws<InvalidOperationException>(() => x / 2).Message);
        Assert.IsType<FloorDiv>(PrimOps.FloorDiv(x, 2));
    }

    [Fact]
    public void What_does_not_fit_a_buffer_is_an_error()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Buffer buffer = Buffer.Create("a", [4, 4], DataType.Float32);
        Assert.Contains("`a` has 2 dimensions, and 1 indices are given", Assert.Throws<ArgumentException>(() => buffer[0]).Message);
        Assert.Contains("make a statement with Store", Assert.Throws<InvalidOperationException>(() => buffer[0, 0] = 1f).Message);
        Assert.Throws<ArgumentException>(() => new Buffer(Var.Create("x", PrimType.Create(DataType.Int32))));
    }

    [Fact]
    public void An_empty_scope_is_an_error()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Assert.Contains("loop over `i` is empty", Assert.Throws<InvalidOperationException>(
            () => PrimFuncBuilder.Build("f", static f => f.For("i", 4, static _ => { }))).Message);
    }

    // TVMScript marks every function of this kind; the builder marks those with blocks.
    private static void AssertSame(string name, PrimFunc built, string? mark = null)
    {
        IRModule expected = SavedModule.Load(name);
        if (mark is not null)
        {
            built = built.WithAttr(mark, true);
        }

        StructuralMismatch? mismatch = TvmObject.FirstMismatch(expected[name], built, mapFreeVariables: true);
        Assert.True(mismatch is null, $"{mismatch}\n{built}");
    }
}
