using TvmSharp.Bindgen.Schema;
using Xunit;

namespace TvmSharp.Bindgen.Tests;

public sealed class FingerprintTests
{
    private static readonly FunctionSchema Constructor = Schemas.Function("ir.Var", "Var", "String name");
    private static readonly TypeSchema Type = Schemas.Type("ir.Var", Schemas.Field("name", "String"), Schemas.Field("ty", "Type"));

    [Fact]
    public void It_is_the_same_for_the_same_type() =>
        Assert.Equal(Fingerprint.Of(Type, Constructor), Fingerprint.Of(Type with { Fields = [.. Type.Fields] }, Constructor));

    [Fact]
    public void Whatever_bindings_depend_on_changes_it()
    {
        string[] fingerprints =
        [
            Fingerprint.Of(Type, Constructor),
            Fingerprint.Of(Type, null),
            Fingerprint.Of(Type, Schemas.Function("ir.Var", "Var", "String name_hint")),
            Fingerprint.Of(Type with { Parent = "ir.Expr" }, Constructor),
            Fingerprint.Of(Type with { Key = "tirx.Var" }, Constructor),
            Fingerprint.Of(Type with { Fields = [.. Type.Fields.Reverse()] }, Constructor),
            Fingerprint.Of(Type with { Fields = [Type.Fields[0]] }, Constructor),
            Fingerprint.Of(Type with { Fields = [Type.Fields[0], Schemas.Field("ty", "Expr")] }, Constructor),
            Fingerprint.Of(Type with { Fields = [Type.Fields[0], Type.Fields[1] with { Flags = FieldFlags.None }] }, Constructor),
            Fingerprint.Of(Type with { Fields = [Type.Fields[0], Type.Fields[1] with { IsNullable = true }] }, Constructor),
        ];

        Assert.Equal(fingerprints.Length, fingerprints.Distinct().Count());
    }

    [Fact]
    public void The_layout_does_not_change_it() =>
        Assert.Equal(Fingerprint.Of(Type, null), Fingerprint.Of(Type with { Size = 96, Fields = [.. Type.Fields.Select(static f => f with { Offset = 64 })] }, null));
}
