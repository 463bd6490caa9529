using BankConflictPadding;
using Buffer = TvmSharp.Tirx.Buffer;

namespace TvmSharp.Samples.Tests;

public class BankConflictPaddingTests
{
    [Fact]
    public void A_transposed_tile_conflicts_until_its_rows_are_padded()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PrimFunc function = TiledMatmul.Create();
        PrimFunc padded = Run(function);
        Assert.Equal(new BankConflicts(Accesses: 132, Conflicting: 2, WorstDegree: 32, TotalTurns: 194, Unknown: 0), BankConflicts.Count(function));
        Assert.Equal(new BankConflicts(Accesses: 132, Conflicting: 0, WorstDegree: 1, TotalTurns: 132, Unknown: 0), BankConflicts.Count(padded));
    }

    [Fact]
    public void A_module_that_TVM_saved_is_padded_as_well()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Assert.True(Run(TestHost.Saved("tiled_matmul")).StructuralEquals(Run(TiledMatmul.Create())));
        Assert.Contains("A_tile[tx * 33 + ty] = A[by * 32 + ty, k * 32 + tx]", Run(TestHost.Saved("tiled_matmul")).ToString());
    }

    [Fact]
    public void Each_element_keeps_a_place_of_its_own()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PrimFunc function = TiledMatmul.Create();
        AssertSamePlaces(function, Run(function));
    }

    [Fact]
    public void A_buffer_of_three_dimensions_has_its_last_rows_padded()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PrimFunc function = Shared([3, 4, 16], static (f, tile) => f.Grid([("i", 3), ("j", 4)], loops => tile[loops[0], loops[1], 5] = 1f));
        PrimFunc padded = Run(function);
        BufferType type = TypeOf(padded);
        Assert.Equal(3 * 4 * 33, ((IntImm)Assert.Single(type.Shape)).Value);
        Assert.Contains("[i * 132 + j * 33 + 5] = ", padded.ToString());
        AssertSamePlaces(function, padded);
    }

    [Fact]
    public void Blocks_allocate_and_say_what_they_touch()
    {
        using ObjectScope scope = ObjectScope.Enter();
        Buffer tile = Buffer.Create("tile", [8, 32], DataType.Float32, "shared");
        PrimFunc function = PrimFuncBuilder.Build("f", f => f.For("i", 8, loop => f.Block("fill", block =>
        {
            Var i = block.Spatial("vi", 8, loop);
            block.Writes(tile[i, 3]);
            f.Emit(tile.Store(1f, i, 3));
        })));
        SBlockRealize realize = (SBlockRealize)function.Body;
        SBlock root = realize.Block;
        SBlock allocating = SBlock.Create(
            root.IterVars, root.Reads, root.Writes, root.NameHint, root.Body, root.Init, [tile.Var], root.MatchBuffers, root.Annotations);
        function = PrimFunc.Create([], SBlockRealize.Create(realize.IterValues, realize.Predicate, allocating));

        PrimFunc padded = Run(function);
        SBlock newRoot = ((SBlockRealize)padded.Body).Block;
        SBlock fill = ((SBlockRealize)((For)newRoot.Body).Body).Block;
        Var flat = Assert.Single(newRoot.AllocBuffers);
        BufferRegion written = Assert.Single(fill.Writes);
        Assert.True(written.Buffer.IsSameAs(flat));
        Assert.Equal("vi * 33 + 3", Assert.Single(written.Region).Min.ToString());
        AssertSamePlaces(function, padded);
    }

    [Fact]
    public void What_is_padded_already_comes_back_itself()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PrimFunc padded = Run(TiledMatmul.Create());
        Assert.True(Run(padded).IsSameAs(padded));
        PrimFunc odd = Shared([4, 33], static (_, tile) => tile[0, 0] = 1f);
        Assert.True(Run(odd).IsSameAs(odd));
        Assert.Equal("its rows are padded already", Assert.Single(RowPadding.Plan(odd, 32, 1)).Obstacle);
    }

    [Fact]
    public void Only_shared_memory_is_padded()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PrimFunc function = TestHost.Saved("softmax");
        Assert.True(Run(function).IsSameAs(function));
    }

    [Fact]
    public void A_buffer_that_is_reached_through_a_pointer_stays()
    {
        using ObjectScope scope = ObjectScope.Enter();
        AssertStays("it is reached through a pointer", Shared([4, 32], static (f, tile) =>
        {
            tile[0, 0] = 1f;
            f.Evaluate(PrimOps.Intrinsic(DataType.Int32, "tirx.address_of", tile[0, 0]));
        }));
        AssertStays("it is reached through a pointer", Shared([4, 32], static (f, tile) =>
        {
            Buffer alias = Buffer.Create("alias", [128], DataType.Float32, "shared");
            PointerType pointer = PointerType.Create(PrimType.Create(DataType.Float32), "shared");
            f.Emit(DeclBuffer.Create(alias, Call.Create(pointer, Op.Get("tirx.buffer_data"), [tile.Var], null, [])));
            f.Emit(alias.Store(1f, 5));
            tile[0, 0] = 1f;
        }));
    }

    [Fact]
    public void A_buffer_that_a_block_matches_a_part_of_stays()
    {
        using ObjectScope scope = ObjectScope.Enter();
        AssertStays("a block matches a part of it", Shared([4, 32], static (f, tile) =>
        {
            Buffer row = Buffer.Create("row", [1, 32], DataType.Float32, "shared");
            BufferRegion source = BufferRegion.Create(tile, [Ir.Range.FromMinExtent(0, 1), Ir.Range.FromMinExtent(0, 32)]);
            SBlock block = SBlock.Create(
                [], [], [], "match", row.Store(1f, 0, 0), null, [], [MatchBufferRegion.Create(row, source)], TvmMap.Create<string, Any>([]));
            f.Emit(SBlockRealize.Create([], true, block));
        }));
    }

    [Fact]
    public void Vectors_stay_aligned()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PrimFunc function = Shared([4, 32], static (f, tile) =>
            f.For("i", 4, i => tile[i, Ramp.Create(8, 1, 4)] = Broadcast.Create(1f, 4)));
        AssertStays("vectors of 4 elements are read or written, and would not be aligned in rows of 33", function);
        PrimFunc padded = new PaddedBy(32, 4).Run(function);
        Assert.Equal(4 * 36, ((IntImm)Assert.Single(TypeOf(padded).Shape)).Value);
        BufferStore store = (BufferStore)((For)((SeqStmt)padded.Body).Seq[1]).Body;
        Assert.Equal("i * 36 + 8", Assert.IsType<Ramp>(Assert.Single(store.Indices)).Base.ToString());
        AssertStays(
            "vectors of 8 elements are read or written, and would not be aligned in rows of 33",
            Shared([4, 32], static (f, tile) => f.For("j", 8, j => tile[0, j] = 1f, ForKind.Vectorized)));
    }

    [Fact]
    public void A_factor_that_is_not_positive_is_an_error()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PrimFunc function = TiledMatmul.Create();
        Assert.Throws<ArgumentOutOfRangeException>(() => new PaddedBy(0, 1).Run(function));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PaddedBy(32, -1).Run(function));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 1)]
    [InlineData(32, 32)]
    [InlineData(33, 1)]
    public void The_degree_of_a_strided_access_is_that_of_its_stride(int stride, int degree)
    {
        using ObjectScope scope = ObjectScope.Enter();
        PrimFunc function = PrimFuncBuilder.Build("f", f =>
        {
            Var tx = f.Thread("threadIdx.x", 32);
            Buffer buffer = f.Alloc("buffer", [2048], DataType.Float32, "shared");
            buffer[tx * stride] = 1f;
        });
        Assert.Equal(degree, BankConflicts.Count(function).WorstDegree);
    }

    [Fact]
    public void Threads_that_read_one_word_or_do_nothing_do_not_conflict()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PrimFunc function = PrimFuncBuilder.Build("f", static f =>
        {
            Var tx = f.Thread("threadIdx.x", 32);
            Buffer buffer = f.Alloc("buffer", [1024], DataType.Float32, "shared"), local = f.Alloc("local", [1], DataType.Float32, "local");
            local[0] = buffer[7];
            f.If(tx < 2, () => buffer[tx * 32] = 1f);
            f.If(tx < 0, () => buffer[tx * 32] = 1f);
        });
        Assert.Equal([1, 2], WarpTracer.Trace(function).Select(static access => access.ConflictDegree));
    }

    [Fact]
    public void An_index_that_is_computed_is_counted_apart()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PrimFunc function = PrimFuncBuilder.Build("f", static f =>
        {
            Buffer index = f.Buffer("index", [32], DataType.Int32);
            Var tx = f.Thread("threadIdx.x", 32);
            Buffer buffer = f.Alloc("buffer", [1024], DataType.Float32, "shared");
            buffer[index[tx]] = 1f;
        });
        Assert.Equal(new BankConflicts(1, 0, 0, 0, Unknown: 1), BankConflicts.Count(function));
    }

    [Fact]
    public void What_cannot_be_followed_is_an_error()
    {
        using ObjectScope scope = ObjectScope.Enter();
        PrimFunc whileLoop = PrimFuncBuilder.Build("f", static f => f.While(true, () => f.Evaluate(0)));
        Assert.Contains("tirx.While", Assert.Throws<NotSupportedException>(() => BankConflicts.Count(whileLoop)).Message);
        PrimFunc unknown = PrimFuncBuilder.Build("f", static f => f.For("i", f.Scalar("n", DataType.Int32), i => f.Evaluate(i)));
        Assert.Contains("`n`", Assert.Throws<NotSupportedException>(() => BankConflicts.Count(unknown)).Message);
    }

    private static PrimFunc Run(PrimFunc function) => new PaddedBy(32, 1).Run(function);

    private static PrimFunc Shared(ReadOnlySpan<Expr> shape, Action<PrimFuncBuilder, Buffer> write)
    {
        Expr[] extents = [.. shape];
        return PrimFuncBuilder.Build("f", f => write(f, f.Alloc("tile", extents, DataType.Float32, "shared")));
    }

    private static BufferType TypeOf(PrimFunc function) => (BufferType)((AllocBuffer)((SeqStmt)function.Body).Seq[0]).Buffer.Ty;

    private static void AssertStays(string obstacle, PrimFunc function)
    {
        Assert.Equal(obstacle, Assert.Single(RowPadding.Plan(function, 32, 1)).Obstacle);
        Assert.True(Run(function).IsSameAs(function));
    }

    // The same accesses in the same order; elements that were one stay one, others stay apart, and all lie in the allocation.
    private static void AssertSamePlaces(PrimFunc before, PrimFunc after)
    {
        IReadOnlyList<WarpAccess> oldAccesses = WarpTracer.Trace(before), newAccesses = WarpTracer.Trace(after);
        Assert.NotEmpty(oldAccesses);
        Assert.Equal(oldAccesses.Count, newAccesses.Count);
        Dictionary<(string, long), long> forward = [];
        Dictionary<(string, long), long> back = [];
        foreach ((WarpAccess oldAccess, WarpAccess newAccess) in oldAccesses.Zip(newAccesses))
        {
            Assert.Equal((oldAccess.Buffer.Name, oldAccess.IsStore, oldAccess.Bytes), (newAccess.Buffer.Name, newAccess.IsStore, newAccess.Bytes));
            long size = ((BufferType)newAccess.Buffer.Ty).Shape.Aggregate(4L, static (product, extent) => product * ((IntImm)extent).Value);
            foreach ((long? oldPlace, long? newPlace) in oldAccess.Addresses!.Zip(newAccess.Addresses!))
            {
                Assert.Equal(oldPlace is null, newPlace is null);
                if (oldPlace is { } from && newPlace is { } to)
                {
                    Assert.InRange(to, 0, size - newAccess.Bytes);
                    Assert.Equal(to, forward.TryAdd((oldAccess.Buffer.Name, from), to) ? to : forward[(oldAccess.Buffer.Name, from)]);
                    Assert.Equal(from, back.TryAdd((oldAccess.Buffer.Name, to), from) ? from : back[(oldAccess.Buffer.Name, to)]);
                }
            }
        }
    }

    // The pass by its name, as TVM runs it.
    private sealed class PaddedBy(int factor, int offset)
    {
        public PrimFunc Run(PrimFunc function)
        {
            Pass pass = Function.Get("bank_conflict_padding.transform.PadSharedMemory").Call(factor, offset).As<Pass>();
            return (PrimFunc)pass.Run(IRModule.Create([KeyValuePair.Create("f", (BaseFunc)function)]))["f"];
        }
    }
}
