using TvmSharp.Bindgen.Schema;
using TvmSharp.Bindgen.Writing;
using VerifyXunit;
using Xunit;

namespace TvmSharp.Bindgen.Tests.Writing;

public sealed class GlobalFunctionWriterTests
{
    private readonly List<SourceProblem> _problems = [];

    [Fact]
    public Task Passes_and_analyses_become_methods()
    {
        IReadOnlyList<GeneratedFile> files = Write(
            Declared("transform.PrintIR", "transform::Pass", ("header", "String", "\"\"")),
            Declared("relax.transform.FuseOps", "transform::Pass", ("fuse_opt_level", "int32", "-1")),
            Declared("relax.transform.DeadCodeElimination", "transform::Pass", ("entry_functions", "Array<String>", "{}")),
            Declared("relax.transform.BindSymbolicVars", "transform::Pass", ("binding_map", "Map<Variant<ir::Var, String>, ir::Var>", null), ("func_name", "Optional<String>", "std::nullopt")),
            Declared("relax.transform.Mixed", "transform::Pass", ("flag", "bool", "true"), ("params", "int64", null), ("last", "Optional<int64>", null)),
            Schemas.Function("relax.distributed.transform.LowerDistIR", "transform::Pass"),
            Declared("relax.analysis.contains_impure_call", "bool", ("expr", "ir::Var", null), ("own_name", "Optional<ir::Var>", "ffi::Optional<Var>(std::nullopt)")),
            Schemas.Function("relax.analysis.visit", "void", "ir::Var expr"),
            Declared("relax.analysis.of_no_known_type", null));
        Assert.Empty(_problems);
        return Verifier.Verify(string.Join("\n", files.Select(static file => $"======== {file.Path}\n{file.Text}")));
    }

    [Fact]
    public void Other_functions_are_left_out()
    {
        Assert.Empty(Write(Schemas.Function("tirx.Var", "ir::Var", "String name"), Schemas.Function("analysis", "bool"), Schemas.Function("relax.AnalysisOf", "bool")));
        Assert.Empty(_problems);
    }

    [Fact]
    public void What_has_no_method_or_not_all_of_it_is_reported()
    {
        IReadOnlyList<GeneratedFile> files = Write(
            Schemas.Function("tirx.analysis.packed", "bool") with { IsPacked = true },
            Schemas.Function("s_tir.analysis.take", "bool", "Unheard x"),
            Schemas.Function("s_tir.analysis.Take", "bool"),
            Declared("s_tir.transform.Pad", "transform::Pass", ("factor", "int32", "kFactor")));
        Assert.Equal(["TvmSharp.Compiler/Generated/Functions/STir/Analysis.g.cs", "TvmSharp.Compiler/Generated/Functions/STir/Transform.g.cs"], files.Select(static file => file.Path));
        Assert.Contains("Pad(int factor) =>", files[1].Text);
        Assert.Equal(
            [
                "Parameter `x` of `s_tir.analysis.take` is of type `Unheard`, which has no C# type: it is any value.",
                "`s_tir.analysis.Take` would have the name of another: it has no C# method.",
                "`kFactor`, the default of `factor` of `s_tir.transform.Pad`, has no C# form: the parameter must be given.",
                "`tirx.analysis.packed` is registered packed: its parameters are not known, and it has no C# method.",
            ],
            _problems.Select(static problem => problem.Message));
    }

    private static FunctionSchema Declared(string name, string? returns, params (string Name, string Type, string? Default)[] parameters) => new(
        name,
        name.Replace(".", "::", StringComparison.Ordinal),
        "tvm/functions.h",
        "src/functions.cc",
        false,
        returns is null ? null : TypeExpression.Parse(returns),
        [.. parameters.Select(static p => new ParameterSchema(p.Name, TypeExpression.Parse(p.Type), p.Default))]);

    private IReadOnlyList<GeneratedFile> Write(params FunctionSchema[] functions) => GlobalFunctionWriter.Write(
        Schemas.Of(types: [Schemas.Type("ir.Var") with { Header = "tvm/ir/expr.h" }, Schemas.Type("transform.Pass") with { CppName = "transform::PassNode", RefName = "transform::Pass", Header = "tvm/ir/transform.h" }], functions: functions),
        _problems);
}
