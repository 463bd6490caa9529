using TvmSharp.Bindgen.Comparison;
using TvmSharp.Bindgen.Schema;
using Xunit;

namespace TvmSharp.Bindgen.Tests;

public sealed class SchemaComparerTests
{
    private static readonly TypeSchema For = Schemas.Type(
        "tir.For", Schemas.Field("loop_var", "Var"), Schemas.Field("min", "PrimExpr"), Schemas.Field("extent", "PrimExpr"), Schemas.Field("body", "Stmt"));

    [Fact]
    public void Equal_schemas_have_no_changes() => Assert.Empty(Compare([For], [For]));

    [Fact]
    public void What_only_one_has_was_added_or_removed()
    {
        TypeSchema other = Schemas.Type("ir.Op", Schemas.Field("name", "String"), Schemas.Field("attrs", "Map<String, Any>"), Schemas.Field("level", "int32"));

        Assert.Equal([(ChangeKind.Removed, "tir.For", null)], Summary(Compare([For], [])));
        Assert.Equal([(ChangeKind.Added, "tir.For", null)], Summary(Compare([], [For])));
        Assert.Equal(
            [(ChangeKind.Added, "ir.Op", null), (ChangeKind.Removed, "tir.For", null)], Summary(Compare([For], [other])));
    }

    [Fact]
    public void A_type_with_another_namespace_moved_and_what_changed_is_said()
    {
        TypeSchema moved = For with
        {
            Key = "tirx.For",
            Fields = [.. For.Fields, Schemas.Field("step", "Optional<PrimExpr>")],
        };

        SchemaChange change = Assert.Single(Compare([For], [moved]));

        Assert.Equal((ChangeKind.Moved, "tir.For", "tirx.For"), Summary(change));
        Assert.Equal(["field `step` was added at 4"], change.Details);
    }

    [Fact]
    public void A_type_with_another_name_is_recognised_by_its_shape()
    {
        SchemaChange change = Assert.Single(Compare([For], [For with { Key = "tir.Loop" }]));

        Assert.Equal((ChangeKind.Renamed, "tir.For", "tir.Loop"), Summary(change));
    }

    [Fact]
    public void Types_without_fields_are_renamed_only_when_their_names_are_alike()
    {
        Assert.Equal(ChangeKind.Renamed, Assert.Single(Compare([Schemas.Type("ir.AttrStmt")], [Schemas.Type("ir.AttrsStmt")])).Kind);
        Assert.Equal(2, Compare([Schemas.Type("ir.AttrStmt")], [Schemas.Type("ir.Evaluate")]).Count);
    }

    [Fact]
    public void Each_type_is_matched_once_with_the_one_that_is_most_alike()
    {
        TypeSchema less = For with { Key = "tir.LoopOver", Fields = [.. For.Fields.Take(3)] };

        IReadOnlyList<SchemaChange> changes = Compare([For], [less, For with { Key = "tir.Loop" }]);

        Assert.Equal([(ChangeKind.Renamed, "tir.For", "tir.Loop"), (ChangeKind.Added, "tir.LoopOver", null)], Summary(changes));
    }

    [Fact]
    public void Fields_are_renamed_retyped_reordered_added_and_removed()
    {
        Assert.Equal(["field `min` is now `start`"], Details(For, [For.Fields[0], For.Fields[1] with { Name = "start", Member = "min" }, For.Fields[2], For.Fields[3]], drop: "member"));
        Assert.Equal(["field `extent`: type PrimExpr -> Expr"], Details(For, [For.Fields[0], For.Fields[1], Schemas.Field("extent", "Expr"), For.Fields[3]]));
        Assert.Equal(["fields have another order: min, loop_var, extent, body"], Details(For, [For.Fields[1], For.Fields[0], For.Fields[2], For.Fields[3]]));
        Assert.Equal(["field `body` was removed"], Details(For, [.. For.Fields.Take(3)]));
        Assert.Equal(["field `kind` was added at 4"], Details(For, [.. For.Fields, Schemas.Field("kind", "ForKind")]));
        Assert.Equal(["field `body`: offset unknown -> 64"], Details(For, [.. For.Fields.Take(3), For.Fields[3] with { Offset = 64 }]));
        Assert.Equal(["field `body`: flags ReadOnly -> None"], Details(For, [.. For.Fields.Take(3), For.Fields[3] with { Flags = FieldFlags.None }]));
        Assert.Equal(["field `body`: default none -> Evaluate(0)"], Details(For, [.. For.Fields.Take(3), For.Fields[3] with { Default = "Evaluate(0)" }]));
    }

    [Fact]
    public void What_has_another_name_changes_nothing_where_it_is_used()
    {
        TypeSchema user = Schemas.Type("ir.User", Schemas.Field("loops", "Array<tir::For>"), Schemas.Field("kind", "tir::Kind")) with { Parent = "tir.For" };
        TypeSchema after = user with { Parent = "tirx.For", Fields = [Schemas.Field("loops", "Array<tirx::For>"), Schemas.Field("kind", "tirx::Kind")] };

        IReadOnlyList<SchemaChange> changes = SchemaComparer.Compare(
            Schemas.Of([For, user], [Schemas.Enum("tir::Kind", "kOne", "kTwo", "kThree")], functions: [Schemas.Function("ir.f", "tir::For", "tir::For loop")]),
            Schemas.Of(
                [For with { Key = "tirx.For", RefName = "tirx::For", CppName = "tirx::ForNode" }, after],
                [Schemas.Enum("tirx::Kind", "kOne", "kTwo", "kThree")],
                functions: [Schemas.Function("ir.f", "tirx::For", "tirx::For loop")]));

        Assert.Equal([(ChangeKind.Moved, "tir.For", "tirx.For"), (ChangeKind.Moved, "tir::Kind", "tirx::Kind")], Summary(changes));
    }

    [Fact]
    public void Another_header_counts_where_the_namespace_follows_from_it()
    {
        Assert.Empty(Compare([For with { Header = "tvm/tir/stmt.h" }], [For with { Header = "tvm/tir/loop.h" }]));
        Assert.Equal(
            ["namespace TvmSharp.Tir -> TvmSharp.Tirx"],
            Assert.Single(Compare([For with { Header = "tvm/tir/stmt.h" }], [For with { Header = "tvm/tirx/stmt.h" }])).Details);
    }

    [Fact]
    public void A_constructor_is_compared_with_its_type()
    {
        TvmSchema older = Schemas.Of([For with { Constructor = "tir.For" }], functions: [Schemas.Function("tir.For", "For", "Var loop_var", "PrimExpr min")]);
        TvmSchema newer = Schemas.Of([For with { Constructor = "tir.For" }], functions: [Schemas.Function("tir.For", "For", "PrimExpr min", "Var loop_var")]);

        SchemaChange change = Assert.Single(SchemaComparer.Compare(older, newer));

        Assert.Equal((SubjectKind.Constructor, ChangeKind.Changed), (change.Subject, change.Kind));
        Assert.Equal(["parameters have another order: min, loop_var"], change.Details);
    }

    [Fact]
    public void A_constructor_that_goes_is_reported_with_the_type_it_made()
    {
        TvmSchema older = Schemas.Of([For with { Constructor = "tir.For" }], functions: [Schemas.Function("tir.For", "For", "Var loop_var")]);

        SchemaChange change = Assert.Single(SchemaComparer.Compare(older, Schemas.Of([For])));

        Assert.Equal((SubjectKind.Constructor, ChangeKind.Removed, "makes `tir.For`"), (change.Subject, change.Kind, Assert.Single(change.Details)));
    }

    [Fact]
    public void Functions_are_matched_by_their_parameters()
    {
        FunctionSchema simplify = Schemas.Function("tir.transform.Simplify", "Pass", "bool aggressive", "int32 depth", "String target");
        TvmSchema older = Schemas.Of(functions: [simplify]);

        Assert.Equal(
            (ChangeKind.Renamed, "tir.transform.Simplify", "tirx.transform.StmtSimplify"),
            Summary(Assert.Single(SchemaComparer.Compare(older, Schemas.Of(functions: [simplify with { Name = "tirx.transform.StmtSimplify" }])))));
        Assert.Equal(
            ["parameter `depth`: type int32 -> int64"],
            Assert.Single(SchemaComparer.Compare(older, Schemas.Of(functions: [Schemas.Function(simplify.Name, "Pass", "bool aggressive", "int64 depth", "String target")]))).Details);
    }

    [Fact]
    public void Parameters_without_names_are_compared_by_position()
    {
        TvmSchema older = Schemas.Of(functions: [Schemas.Function("ir.f", "void", "int32 ", "int32 ")]);
        TvmSchema newer = Schemas.Of(functions: [Schemas.Function("ir.f", "void", "int32 ", "String ")]);

        Assert.Equal(["parameter `#1`: type int32 -> String"], Assert.Single(SchemaComparer.Compare(older, newer)).Details);
    }

    [Fact]
    public void Enumerations_are_compared_by_member()
    {
        TvmSchema older = Schemas.Of(enums: [Schemas.Enum("tir::ForKind", "kSerial", "kParallel", "kVectorized")]);
        TvmSchema newer = Schemas.Of(enums: [Schemas.Enum("tir::ForKind", "kSerial", "kVectorized")]);

        SchemaChange change = Assert.Single(SchemaComparer.Compare(older, newer));

        Assert.Equal(["member `kParallel` was removed", "member `kVectorized`: value 2 -> 1"], change.Details);
    }

    [Fact]
    public void Views_are_compared_by_what_they_are_over()
    {
        ViewSchema view = new("PrimExpr", "tvm/ir/expr.h", "ir.PrimExpr", new TypeExpression("Expr"));

        SchemaChange change = Assert.Single(SchemaComparer.Compare(
            Schemas.Of(views: [view]), Schemas.Of(views: [view with { Key = "ir.Expr", Base = TypeExpression.Parse("TypedExpr<PrimType>") }])));

        Assert.Equal(["is over ir.PrimExpr -> ir.Expr", "derives from Expr -> TypedExpr<PrimType>"], change.Details);
    }

    private static IReadOnlyList<SchemaChange> Compare(IReadOnlyList<TypeSchema> older, IReadOnlyList<TypeSchema> newer) =>
        SchemaComparer.Compare(Schemas.Of(older), Schemas.Of(newer));

    private static (ChangeKind Kind, string Name, string? NewName) Summary(SchemaChange change) => (change.Kind, change.Name, change.NewName);

    private static (ChangeKind, string, string?)[] Summary(IEnumerable<SchemaChange> changes) => [.. changes.Select(Summary)];

    private static string[] Details(TypeSchema type, IReadOnlyList<FieldSchema> fields, string drop = "nothing") =>
        [.. Assert.Single(Compare([type], [type with { Fields = fields }])).Details.Where(d => !d.Contains(drop, StringComparison.Ordinal))];
}
