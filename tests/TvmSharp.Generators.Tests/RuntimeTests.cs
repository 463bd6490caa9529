using System.Reflection;
using System.Runtime.Loader;
using TvmSharp.Embedded;
using TvmSharp.Ffi;
using TvmSharp.Ir;

namespace TvmSharp.Generators.Tests;

/// <summary>Emitted code does what it says, on the embedded host.</summary>
public sealed class RuntimeTests
{
    private const string Source = """
        [assembly: TvmExtension("generated")]

        namespace Generated;

        public static partial class Functions
        {
            [TvmExport] public static long AddOne(long x) => x + 1;
            [TvmExport] public static byte Narrow(byte x) => x;
            [TvmExport] public static string Join(string a, string b = "!", TvmArray<long>? c = null) => $"{a}{b}{c?.Count}";
            [TvmExport] public static void Nothing() { }
            [TvmExport] public static void Fail(string message) => throw new ArgumentException(message);
            [TvmExport] public static long? Maybe(long? x) => x;

            [TvmExport] public static long Sum(TensorView data, DataType type, Device device, Shape shape)
            {
                long sum = type.Bits + device.Index + shape.ElementCount;
                foreach (int x in data.AsReadOnlySpan<int>()) sum += x;
                return sum;
            }

            [TvmImport("generated.sum")] private static partial long ImportedSum(TensorView data, DataType type, Device device, Shape shape);
            public static long SumOf(Tensor data, Shape shape) => ImportedSum(data, DataType.Int8, new Device(DeviceType.Cuda, 1), shape);

            [TvmImport("generated.join")] public static partial string ImportedJoin(string a, string b, TvmArray<long>? c);
            [TvmImport("generated.add_one")] public static partial long ImportedAddOne(long x);
            [TvmImport("generated.nothing")] public static partial void ImportedNothing();
            [TvmImport("generated.missing")] public static partial void Missing();
            [TvmImport("generated.fail")] public static partial void ImportedFail(string message);

            public static int Runs;

            [TvmPass(OptLevel = 1, Required = ["generated.other"])]
            public static IRModule Count(IRModule m, PassContext c, int by = 10, TvmObject? kept = null)
            {
                Runs += by + (kept is null ? 0 : kept.TypeKey.Length);
                return m;
            }
        }
        """;

    // The registry belongs to the process, so the extension is registered once for all tests.
    private static readonly Lazy<Assembly> Extension = new(Load);

    [Fact]
    public void Exports_are_called()
    {
        Assert.Equal(42, Call("generated.add_one", 41).As<long>());
        Assert.Equal("ab", Call("generated.join", "a", "b").As<string>());
        Assert.True(Call("generated.nothing").IsNone);
        Assert.True(Call("generated.maybe", Any.None).IsNone);
        Assert.Equal(3, Call("generated.maybe", 3).As<long>());
    }

    [Fact]
    public void Defaults_stand_for_arguments_that_are_left_out()
    {
        Assert.Equal("a!", Call("generated.join", "a").As<string>());
        Assert.Equal("ab2", Call("generated.join", "a", "b", TvmArray.Create(1L, 2L)).As<string>());
    }

    [Fact]
    public void Wrong_arguments_are_reported_with_signature_and_position()
    {
        TvmException type = Assert.Throws<TvmException>(static () => Call("generated.join", "a", 2));
        Assert.Equal("TypeError", type.Kind);
        Assert.Contains("argument #1 when calling: `generated.join(0: str, 1: str, 2: Optional<Array<int>>) -> str`", type.Message, StringComparison.Ordinal);
        Assert.Contains("Expected `str` but got `int`", type.Message, StringComparison.Ordinal);

        TvmException count = Assert.Throws<TvmException>(static () => Call("generated.add_one"));
        Assert.Contains("Expected 1 but got 0 arguments", count.Message, StringComparison.Ordinal);

        TvmException range = Assert.Throws<TvmException>(static () => Call("generated.narrow", 256));
        Assert.Equal("OverflowError", range.Kind);
        Assert.Contains("argument #0 when calling: `generated.narrow(0: int) -> int`", range.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Imports_call()
    {
        Assert.Equal("ab1", Static("ImportedJoin", "a", "b", TvmArray.Create(1L)));
        Assert.Equal(2L, Static("ImportedAddOne", 1L));
        Assert.Null(Static("ImportedNothing"));
        Assert.Throws<MissingFunctionException>(static () => Static("Missing"));
        Assert.Equal("text", Assert.Throws<ArgumentException>(static () => Static("ImportedFail", "text")).Message);
    }

    [Fact]
    public void Tensors_are_borrowed_and_strings_stand_for_types_and_devices()
    {
        Tensor data = Tensor.CopyFrom<int>([1, 2, 3]);
        Assert.Equal(6 + 32 + 2 + 20, Call("generated.sum", data, "int32", "cuda:2", TvmArray.Create(4L, 5L)).As<long>());
        Assert.Equal(6L + 8 + 1 + 7, Static("SumOf", data, Shape.Create(7)));
        Assert.Equal("ValueError", Assert.Throws<TvmException>(() => Call("generated.sum", data, "int32?", "cpu", Shape.Create())).Kind);
        TvmException error = Assert.Throws<TvmException>(() => Call("generated.sum", data, "int32", "gpu", Shape.Create()));
        Assert.Equal("TypeError", error.Kind);
        Assert.Contains("`generated.sum(0: DLTensor*, 1: DataType, 2: Device, 3: ffi.Shape) -> int`", error.Message, StringComparison.Ordinal);
        Assert.Contains("DLTensor*", Assert.Throws<TvmException>(() => Call("generated.sum", 1, "int32", "cpu", Shape.Create())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Passes_run_with_the_parameters_of_their_factory()
    {
        Assembly assembly = Extension.Value;
        FieldInfo runs = assembly.GetType("Generated.Functions")!.GetField("Runs")!;
        runs.SetValue(null, 0);
        IRModule module = IRModule.Create(new Dictionary<string, BaseFunc>());

        Pass pass = Call("generated.transform.Count").As<Pass>();
        pass.Run(module);
        Assert.Equal(10, runs.GetValue(null));
        Assert.Equal("generated.transform.Count", pass.Info.Name);
        Assert.Equal(1, pass.Info.OptLevel);

        // The object that is passed to the factory outlives the scope of that call.
        Call("generated.transform.Count", 5, TvmArray.Create(1L)).As<Pass>().Run(module);
        Assert.Equal(15 + "ffi.Array".Length, runs.GetValue(null));

        MethodInfo typed = assembly.GetType("MyProject.TvmExtension+Passes")!.GetMethod("Count")!;
        ((Pass)typed.Invoke(null, [7, null])!).Run(module);
        Assert.Equal(22 + "ffi.Array".Length, runs.GetValue(null));
    }

    [Fact]
    public void Registering_twice_is_an_error_that_names_the_functions()
    {
        MethodInfo register = Extension.Value.GetType("MyProject.TvmExtension")!.GetMethod("Register")!;
        TvmException error = Assert.Throws<TvmException>(() =>
            register.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [false], null));
        Assert.Contains("generated.add_one", error.Message, StringComparison.Ordinal);
        Assert.Contains("generated.transform.Count", error.Message, StringComparison.Ordinal);
        register.Invoke(null, [true]);
    }

    private static Any Call(string name, params Any[] arguments)
    {
        _ = Extension.Value;
        return Function.Get(name).Call(arguments);
    }

    private static object? Static(string method, params object?[] arguments)
        => Extension.Value.GetType("Generated.Functions")!.GetMethod(method)!
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);

    private static Assembly Load()
    {
        TvmRuntime.UseHost(EmbeddedHost.GetFunctionTable(), "the embedded host", EmbeddedHost.GetEnvironmentTable());
        GeneratedProject project = new TestProject(Source).Generate();
        project.AssertCompiles();
        using var image = new MemoryStream();
        Assert.True(project.Compilation.Emit(image).Success);
        image.Position = 0;
        Assembly assembly = AssemblyLoadContext.Default.LoadFromStream(image);
        assembly.GetType("MyProject.TvmExtension")!.GetMethod("Register")!.Invoke(null, [false]);
        return assembly;
    }
}
