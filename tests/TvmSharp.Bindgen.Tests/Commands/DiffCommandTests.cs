using System.Text.Json;
using TvmSharp.Bindgen.Commands;
using TvmSharp.Bindgen.Schema;
using Xunit;

namespace TvmSharp.Bindgen.Tests;

public sealed class DiffCommandTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly string _older;
    private readonly string _newer;

    public DiffCommandTests()
    {
        TypeSchema loop = Schemas.Type("tir.For", Schemas.Field("loop_var", "Var"), Schemas.Field("min", "PrimExpr"), Schemas.Field("body", "Stmt"));
        _older = _directory.Write("older.json", SchemaJson.Write(Schemas.Of(
            [loop, Schemas.Type("tir.Buffer", Schemas.Field("data", "Var"), Schemas.Field("shape", "Array<PrimExpr>"), Schemas.Field("name", "String"))],
            [Schemas.Enum("tir::ForKind", "kSerial", "kParallel")],
            functions: [Schemas.Function("tir.transform.Simplify", "Pass"), Schemas.Function("tir.IndexMap", "IndexMap", "Array<Var> initial", "Array<PrimExpr> final")],
            version: "0.22.0")));
        _newer = _directory.Write("newer.json", SchemaJson.Write(Schemas.Of(
            [loop with { Key = "tirx.For", Fields = [.. loop.Fields, Schemas.Field("step", "Optional<PrimExpr>")] }],
            [Schemas.Enum("tir::ForKind", "kSerial", "kParallel", "kUnrolled")],
            functions: [Schemas.Function("tirx.transform.Simplify", "Pass")],
            version: "0.26.0")));
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public Task What_changed_is_listed()
    {
        (int code, string output, string error) = Tool.Run("diff", _older, _newer);

        Assert.Equal((ExitCodes.Drift, string.Empty), (code, error));
        return VerifyXunit.Verifier.Verify(output);
    }

    [Fact]
    public Task What_changed_is_listed_for_programs()
    {
        (int code, string output, _) = Tool.Run("diff", _older, _newer, "--format", "json");

        Assert.Equal(ExitCodes.Drift, code);
        return VerifyXunit.Verifier.Verify(output);
    }

    [Fact]
    public void A_schema_equals_itself()
    {
        (int code, string output, _) = Tool.Run("diff", _older, _older);

        Assert.Equal(ExitCodes.Success, code);
        Assert.Contains("Nothing changed.", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing.json", "cannot be read")]
    [InlineData("", "is not TVM")]
    public void What_is_no_schema_is_named_in_one_line(string name, string reason)
    {
        (int code, string output, string error) = Tool.Run("diff", _older, Path.Combine(_directory.Path, name));

        Assert.Equal((ExitCodes.Failure, string.Empty), (code, output));
        Assert.Contains(reason, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void Programs_get_errors_as_json()
    {
        (int code, string output, _) = Tool.Run("diff", _older, "missing.json", "--format", "json");

        Assert.Equal(ExitCodes.Failure, code);
        Assert.Contains("missing.json", JsonDocument.Parse(output).RootElement.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_verb_is_an_error()
    {
        (int code, _, string error) = Tool.Run("compare");

        Assert.Equal(ExitCodes.Failure, code);
        Assert.Contains("compare", error, StringComparison.Ordinal);
    }
}
