using System.Reflection;
using System.Runtime.CompilerServices;
using ClrType = System.Type;

namespace TvmSharp.Compiler.Tests;

/// <summary>The generated methods for TVM's passes and analyses.</summary>
public class GlobalFunctionTests
{
    /// <summary>Every generated method that makes a pass, as <c>Tirx.Transform.StmtSimplify</c>.</summary>
    public static TheoryData<string> PassMethods => [.. Methods.Keys];

    // What makes passes of functions, and prints; the embedded host does that too.
    private static string[] OfPassInfrastructure { get; } =
    [
        "Ir.Transform.MakeModulePass", "Ir.Transform.PrintIR", "Relax.Transform.MakeDataflowBlockPass", "Relax.Transform.MakeFunctionPass",
        "Tirx.Transform.CreatePrimFuncPass",
    ];

    private static Dictionary<string, MethodInfo> Methods { get; } = typeof(Pass).Assembly.GetExportedTypes()
        .Where(static type => type.IsAbstract && type.IsSealed && type != typeof(Relax.RelaxBuilder) && !type.Namespace!.Contains("Marshalling", StringComparison.Ordinal))
        .SelectMany(static type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Where(static method => method.ReturnType == typeof(Pass))
        .ToDictionary(static method => $"{method.DeclaringType!.FullName!["TvmSharp.".Length..]}.{method.Name}", StringComparer.Ordinal);

    [Fact]
    public void There_is_a_method_for_each_pass() => Assert.True(Methods.Count > 140, $"{Methods.Count} passes");

    [Theory]
    [MemberData(nameof(PassMethods))]
    public void A_pass_is_made_where_TVM_has_it(string method)
    {
        using ObjectScope scope = ObjectScope.Enter();
        if (TestHost.IsRealCompiler)
        {
            // Some look at the target when they are made.
            using Target.Target.Activation activation = Target.Target.Create("""{"kind": "llvm", "num-cores": 1}""").Enter();
            if (method is "Relax.Transform.MetaScheduleApplyDatabase")
            {
                // Half of it is written in Python.
                Assert.Contains("meta_schedule.normalize_mod", Assert.Throws<TvmException>(() => Make(Methods[method], Sample)).Message);
                return;
            }

            Assert.NotEqual("", Make(Methods[method], Sample).Info.Name);
        }
        else if (OfPassInfrastructure.Contains(method))
        {
            Assert.NotEqual("", Make(Methods[method], Sample).Info.Name);
        }
        else
        {
            // Nothing that TVM makes is to be had here.
            MissingFunctionException error = Assert.Throws<MissingFunctionException>(() => Make(
                Methods[method], static parameter => parameter.ParameterType == typeof(string) ? "main" : RuntimeHelpers.GetUninitializedObject(parameter.ParameterType)));
            Assert.EndsWith($".{method[(method.LastIndexOf('.') + 1)..]}", error.FunctionName);
            Assert.Contains(error.FunctionName, error.Message);
            Assert.Contains("the embedded host", error.Message);
        }
    }

    [Fact]
    public void A_null_where_a_pass_needs_a_node_is_named()
    {
        Assert.Equal("target", Assert.Throws<ArgumentNullException>(static () => Tirx.Transform.BindTarget(null!)).ParamName);
        Assert.Equal("newVdevice", Assert.Throws<ArgumentNullException>(static () => Relax.Transform.UpdateVDevice(null!, 0)).ParamName);
        Assert.Equal("func", Assert.Throws<ArgumentNullException>(static () => Tirx.Analysis.VerifyMemory(null!)).ParamName);
        Assert.Equal("passes", Assert.Throws<ArgumentException>(static () => Sequential.Create([TvmExtension.Passes.Mark(), null!])).ParamName);
        Assert.Equal("instruments", Assert.Throws<ArgumentException>(static () => PassContext.Create(instruments: [(PassInstrument)null!])).ParamName);
        Assert.Equal("module", Assert.Throws<ArgumentNullException>(static () => TvmExtension.Passes.Mark().Run(null!)).ParamName);
    }

    [Fact]
    public void Defaults_are_those_of_C_plus_plus()
    {
        Assert.Equal(-1, Default<Func<int, Pass>>(Relax.Transform.FuseOps));
        Assert.Equal("float16", Default<Func<string, Pass>>(Tirx.Transform.FP8ComputeLegalize));
        Assert.Equal(true, Default<Func<bool, Pass>>(Tirx.Transform.VectorizeLoop));
        Assert.Null(Default<Func<TvmArray<string>?, Pass>>(Relax.Transform.DeadCodeElimination));
    }

    private static object? Default<TDelegate>(TDelegate method)
        where TDelegate : Delegate
    {
        ParameterInfo parameter = method.Method.GetParameters()[0];
        Assert.True(parameter.HasDefaultValue);
        return parameter.DefaultValue;
    }

    private static Pass Make(MethodInfo method, Func<ParameterInfo, object?> argument) => (Pass)method.Invoke(
        null,
        BindingFlags.DoNotWrapExceptions,
        null,
        [.. method.GetParameters().Select(parameter => parameter.HasDefaultValue ? parameter.DefaultValue : parameter.ParameterType.IsValueType ? Value(parameter.ParameterType) : argument(parameter))],
        null)!;

    private static object Value(ClrType type) =>
        type == typeof(int) ? 32
        : type == typeof(long) ? 1L
        : type == typeof(bool) ? true
        : type == typeof(DataType) ? DataType.Parse("float16")
        : type == typeof(Any) ? TestHost.IsRealCompiler ? (Any)Relax.Dpl.PatternRewriter(Relax.WildcardPattern.Create(), Function.Create(static _ => Any.None)) : Any.None
        : type == typeof(Variant<bool, TvmArray<string>>) ? (Variant<bool, TvmArray<string>>)true
        : throw new InvalidOperationException($"There is no sample of {type}.");

    private static object Sample(ParameterInfo parameter)
    {
        ClrType type = parameter.ParameterType;
        if (type == typeof(string))
        {
            return parameter.Name switch
            {
                "orderStr" => "depth-first",
                "directionStr" => "from-inputs",
                _ => "main",
            };
        }

        if (type == typeof(Function))
        {
            return Function.Create(static _ => true);
        }

        if (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(TvmArray<>) || type.GetGenericTypeDefinition() == typeof(TvmMap<,>)))
        {
            // An empty one converts to every element type.
            Any empty = type.GetGenericTypeDefinition() == typeof(TvmArray<>) ? TvmArray.Create<string>([]) : TvmMap.Create<string, Any>([]);
            if (type == typeof(TvmMap<string, TvmArray<IndexMap>>))
            {
                return empty.As<TvmMap<string, TvmArray<IndexMap>>>();
            }

            if (type == typeof(TvmMap<Variant<Var, string>, Expr>))
            {
                return empty.As<TvmMap<Variant<Var, string>, Expr>>();
            }

            return typeof(Any).GetMethod(nameof(Any.AsObject))!.MakeGenericMethod(type).Invoke(empty, null)!;
        }

        return type == typeof(Target.Target) ? Target.Target.Create("llvm")
            : type == typeof(VDevice) ? VDevice.Create(Target.Target.Create("llvm"), 0, "global")
            : type == typeof(PassInfo) ? PassInfo.Create(0, "made")
            : type == typeof(Relax.DFPattern) ? Relax.WildcardPattern.Create()
            : type == typeof(Relax.Function) ? RelaxModules.Identity()
            : throw new InvalidOperationException($"There is no sample of {type}.");
    }
}
