namespace TvmSharp.Wheel.Tests;

public class ModuleTreeTests
{
    [Fact]
    public void A_module_for_each_part_of_a_name()
    {
        PythonModule root = ModuleTree.Build(Manifests.Everything);
        Assert.Equal(["Point", "add_one", "deep", "filled", "geo", "int", "kinds", "transform"], root.Names);
        Assert.Equal("my_project/__init__", root.Path);
        Assert.Equal("my_project/transform", root.Modules["transform"].Path);
        Assert.Equal("my_project/deep/__init__", root.Modules["deep"].Path);
        Assert.Equal(["scale"], root.Modules["deep"].Modules["er"].Names);
    }

    [Fact]
    public void A_function_where_a_module_has_to_be_is_refused_with_both_names() => AssertRefused(
        Errors.TwoWithOneName,
        Manifests.Of(Manifests.Function("my_project.transform"), Manifests.Function("my_project.transform.Mark")),
        "'my_project.transform'",
        "'my_project.transform.Mark'");

    [Fact]
    public void A_module_where_a_function_has_to_be_is_refused_in_any_order() => AssertRefused(
        Errors.TwoWithOneName,
        Manifests.Of(Manifests.Function("my_project.transform.Mark"), Manifests.Function("my_project.transform")),
        "'my_project.transform'",
        "'my_project.transform.Mark'");

    [Fact]
    public void A_type_with_the_name_of_a_function_is_refused() => AssertRefused(
        Errors.TwoWithOneName,
        Manifests.Of(Manifests.Function("my_project.Point")) with { Types = [Manifests.Type("my_project.Point")] },
        "he function 'my_project.Point'",
        "the type 'my_project.Point'");

    [Theory]
    [InlineData("my_project._library")]
    [InlineData("my_project.a._types.f")]
    public void Modules_of_the_package_itself_are_not_replaced(string name) =>
        AssertRefused(Errors.TwoWithOneName, Manifests.Of(Manifests.Function(name)), name);

    [Theory]
    [InlineData("my_project.import")]
    [InlineData("my_project.lambda.f")]
    [InlineData("my_project.__all__")]
    public void A_keyword_in_a_name_is_refused(string name) =>
        AssertRefused(Errors.NotAnIdentifier, Manifests.Of(Manifests.Function(name)), $"'{name}'", "in its attribute");

    [Fact]
    public void A_keyword_as_a_parameter_is_refused() => AssertRefused(
        Errors.NotAnIdentifier,
        Manifests.Of(Manifests.Function("my_project.f", Manifests.Argument("from"))),
        "'my_project.f'",
        "'from'",
        "Rename the parameter");

    [Fact]
    public void Parameters_that_Python_takes_for_one_are_refused() => AssertRefused(
        Errors.TwoWithOneName,
        Manifests.Of(Manifests.Function("my_project.f", Manifests.Argument("ﬁle"), Manifests.Argument("file"))),
        "'my_project.f'");

    [Fact]
    public void A_keyword_as_a_field_is_refused() => AssertRefused(
        Errors.NotAnIdentifier,
        Manifests.Of() with { Types = [Manifests.Type("my_project.T", "ffi.Object", Manifests.Field("class"))] },
        "'my_project.T'",
        "[TvmField]");

    [Fact]
    public void A_field_cannot_be_named_like_the_object_itself() => AssertRefused(
        Errors.TwoWithOneName,
        Manifests.Of() with { Types = [Manifests.Type("my_project.T", "ffi.Object", Manifests.Field("self"))] },
        "'my_project.T'",
        "[TvmField]");

    [Fact]
    public void A_type_does_not_derive_from_one_outside_of_the_package() => AssertRefused(
        Errors.InvalidName,
        Manifests.Of() with { Types = [Manifests.Type("other.Base"), Manifests.Type("my_project.T", "other.Base")] },
        "'my_project.T'",
        "'other.Base'");

    [Fact]
    public void A_package_cannot_be_named_like_TVM() =>
        AssertRefused(Errors.ShadowingName, Manifests.Of() with { Prefix = "tvm.mine" }, "'tvm'", "[assembly: TvmExtension]");

    private static void AssertRefused(string code, ExtensionManifest manifest, params string[] parts)
    {
        WheelException error = Assert.Throws<WheelException>(() => ModuleTree.Build(manifest));
        Assert.Equal(code, error.Code);
        Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }
}
