using System.Runtime.CompilerServices;
using TvmSharp.Relax;
using Function = TvmSharp.Ffi.Function;

namespace TvmSharp.Compiler.Tests;

/// <summary>Modules are lowered, built and run: on TVM's own compiler. Elsewhere the error says what is missing.</summary>
public class BuildTests
{
    private const int Rows = 128, Inner = 64, Columns = 96;

    [Theory]
    [InlineData("matmul")]
    [InlineData("matmul_lowered")]
    public void A_matmul_is_built_and_run(string name) => OnRealCompiler(() =>
    {
        Module built = TvmCompiler.Build(Saved(name), Target.Target.Create("llvm"));
        Assert.Equal("llvm", built.Kind);
        CheckMatmul(built["matmul"]);
    });

    [Fact]
    public void Without_a_target_it_is_built_for_the_host() => OnRealCompiler(() => CheckMatmul(TvmCompiler.Build(Saved("matmul"))["matmul"]));

    [Fact]
    public void The_current_target_is_used() => OnRealCompiler(() =>
    {
        using Target.Target.Activation activation = Target.Target.Create("c").Enter();
        Assert.Equal("c", TvmCompiler.Build(Saved("matmul")).Kind);
    });

    [Fact]
    public void C_source_can_be_read() => OnRealCompiler(() =>
    {
        string source = TvmCompiler.Build(Saved("matmul"), Target.Target.Create("c")).InspectSource();
        Assert.Contains("__tvm_ffi_matmul(", source);
        Assert.Contains("for (int32_t", source);
    });

    [Fact]
    public void A_kernel_made_and_changed_in_CSharp_is_built_and_run() => OnRealCompiler(static () =>
        CheckAddIndex(TvmCompiler.Build(TvmExtension.Passes.Mark().Run(AddIndex()), Target.Target.Create("llvm"))["add_index"]));

    [Fact]
    public void The_tirx_pipeline_builds_functions_without_blocks() => OnRealCompiler(static () =>
        CheckAddIndex(TirxBuilder.Build(AddIndex(), Target.Target.Create("llvm"), TirxPipeline.CreateTirx())["add_index"]));

    [Fact]
    public void A_built_function_checks_its_arguments() => OnRealCompiler(() =>
    {
        Function matmul = TvmCompiler.Build(Saved("matmul"), Target.Target.Create("llvm"))["matmul"];
        using Tensor wrong = Tensor.Zeros([2, 2], DataType.Parse("float32"));
        Assert.Contains("argument #0", Assert.Throws<TvmException>(() => matmul.Call(wrong, wrong, wrong)).Message);
    });

    [Fact]
    public void The_configuration_says_which_passes_there_are() => OnRealCompiler(() =>
    {
        Assert.Contains("tirx.StorageRewrite", Names());
        using (PassContext.Create(config: [KeyValuePair.Create("tirx.disable_storage_rewrite", (Any)true)]).Enter())
        {
            Assert.DoesNotContain("tirx.StorageRewrite", Names());
        }

        static string[] Names() => [.. ((Sequential)TirxPipeline.CreateSTir().Lower).Passes.Select(static pass => pass.Info.Name)];
    });

    [Fact]
    public void Every_pass_of_the_pipeline_is_told_to_instruments() => OnRealCompiler(() =>
    {
        Ir.Instruments.PassTimingInstrument timing = new();
        using (PassContext.Create(instruments: [timing]).Enter())
        {
            TvmCompiler.Build(Saved("matmul"), Target.Target.Create("llvm"));
        }

        Assert.Contains(timing.Timings, static one => one is { Name: "s_tir_pipeline", Depth: 0, Calls: 1 });
        Assert.Contains(timing.Timings, static one => one is { Name: "tirx.MakePackedAPI", Depth: 1, Calls: 1 });
        Assert.Contains(timing.Timings, static one => one is { Name: "finalize_host", Depth: 0, Calls: 1 });
    });

    [Fact]
    public void A_relax_module_is_built_and_run() => OnRealCompiler(() =>
    {
        VirtualMachine machine = new(TvmCompiler.Build(Saved("mlp_legalized"), Target.Target.Create("llvm")), Device.Cpu);
        float[] x = Numbers(8 * 64, 1), w1 = Numbers(64 * 128, 2), b1 = Numbers(128, 3), w2 = Numbers(128 * 10, 4), b2 = Numbers(10, 5);
        Tensor result = machine["main"].Call(
            Tensor.CopyFrom<float>(x, [8, 64]), Tensor.CopyFrom<float>(w1, [64, 128]), Tensor.CopyFrom<float>(b1), Tensor.CopyFrom<float>(w2, [128, 10]), Tensor.CopyFrom<float>(b2)).As<Tensor>();
        Assert.Equal([8, 10], result.Shape.ToArray());
        float[] expected = Mlp(x, w1, b1, w2, b2), actual = result.ToArray<float>();
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-4f);
        }
    });

    [Fact]
    public void A_target_that_there_is_none_of_is_named()
    {
        if (TestHost.IsRealCompiler)
        {
            Assert.Contains("no_such_target", Assert.Throws<TvmException>(static () => Target.Target.Create("no_such_target")).Message);
        }
        else
        {
            Assert.Contains("embedded host", Assert.ThrowsAny<TvmException>(static () => Target.Target.Create("llvm")).Message);
        }
    }

    /// <summary>Does it on a real compiler; elsewhere checks that building says what it needs.</summary>
    private static void OnRealCompiler(Action test)
    {
        using ObjectScope scope = ObjectScope.Enter();
        if (TestHost.IsRealCompiler)
        {
            test();
            return;
        }

        Assert.All(
            [
                Assert.Throws<NotSupportedException>(static () => TvmCompiler.Build(Modules.OfTwoFunctions())),
                Assert.Throws<NotSupportedException>(static () => TirxBuilder.Build(Modules.OfTwoFunctions())),
                Assert.Throws<NotSupportedException>(static () => RelaxBuilder.Build(Modules.OfTwoFunctions())),
            ],
            static error =>
            {
                Assert.Contains("embedded host", error.Message);
                Assert.Contains("TVM_LIBRARY_PATH", error.Message);
            });
    }

    /// <summary>C[i] = A[i] + i for 16 elements, with a vector loop.</summary>
    private static IRModule AddIndex()
    {
        PrimType type = PrimType.Create(DataType.Parse("float32"));
        Var a = BufferOf("A", type, 16), c = BufferOf("C", type, 16), i = Var.Create("i", PrimType.Create(DataType.Parse("int32")));
        Stmt body = BufferStore.Create(c, Add.Create(BufferLoad.Create(a, TvmArray.Create<Expr>([i])), Cast.Create(type, i)), TvmArray.Create<Expr>([i]));
        Stmt loop = For.Create(i, IntImm.Create(DataType.Parse("int32"), 0), IntImm.Create(DataType.Parse("int32"), 16), ForKind.Vectorized, body);
        PrimFunc function = PrimFunc.Create(TvmArray.Create<TvmObject>([a, c]), loop).WithAttr("global_symbol", "add_index");
        return IRModule.Create([KeyValuePair.Create("add_index", (BaseFunc)function)]);
    }

    private static void CheckAddIndex(Function addIndex)
    {
        float[] elements = [.. Enumerable.Range(0, 16).Select(static n => n * 0.5f)];
        using Tensor input = Tensor.CopyFrom<float>(elements), output = Tensor.Zeros([16], DataType.Parse("float32"));
        addIndex.Call(input, output);
        Assert.Equal(Enumerable.Range(0, 16).Select(static n => n * 0.5f + n), output.ToArray<float>());
    }

    private static void CheckMatmul(Function matmul)
    {
        float[] a = Numbers(Rows * Inner, 1), b = Numbers(Inner * Columns, 2);
        using Tensor left = Tensor.CopyFrom<float>(a, [Rows, Inner]), right = Tensor.CopyFrom<float>(b, [Inner, Columns]);
        using Tensor product = Tensor.Zeros([Rows, Columns], DataType.Parse("float32"));
        matmul.Call(left, right, product);
        float[] expected = Product(a, b, Rows, Inner, Columns), actual = product.ToArray<float>();
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-4f);
        }
    }

    private static float[] Mlp(float[] x, float[] w1, float[] b1, float[] w2, float[] b2)
    {
        float[] hidden = [.. Product(x, w1, 8, 64, 128).Select((value, i) => Math.Max(0, value + b1[i % 128]))];
        float[] logits = [.. Product(hidden, w2, 8, 128, 10).Select((value, i) => value + b2[i % 10])];
        return [.. logits.Chunk(10).SelectMany(static row =>
        {
            double[] exp = [.. row.Select(value => Math.Exp(value - row.Max()))];
            return exp.Select(value => (float)(value / exp.Sum()));
        })];
    }

    private static float[] Product(float[] a, float[] b, int rows, int inner, int columns)
    {
        float[] result = new float[rows * columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                double sum = 0;
                for (int k = 0; k < inner; k++)
                {
                    sum += (double)a[i * inner + k] * b[k * columns + j];
                }

                result[i * columns + j] = (float)sum;
            }
        }

        return result;
    }

    private static float[] Numbers(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
    }

    private static Var BufferOf(string name, PrimType type, int extent) => Var.Create(name, Function.Get("tirx.BufferType").Call(
        "global", type, TvmArray.Create<Expr>([IntImm.Create(DataType.Parse("int32"), extent)]), TvmArray.Create<Expr>([]), Any.None, 64, 0, Any.None, TvmArray.Create<Expr>([]), Any.None).As<Ir.Type>());

    private static IRModule Saved(string name, [CallerFilePath] string file = "") =>
        TvmJson.FromGraphString(File.ReadAllText(Path.Combine(Path.GetDirectoryName(file)!, "SavedModules", name + ".json"))).As<IRModule>();
}
