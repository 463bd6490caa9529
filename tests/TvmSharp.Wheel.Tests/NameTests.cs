namespace TvmSharp.Wheel.Tests;

public class NameTests
{
    [Theory]
    [InlineData("my_project", "my_project")]
    [InlineData("My-Project.Extra", "my_project_extra")]
    [InlineData("a--b__c", "a_b_c")]
    public void Distributions_are_named_alike_in_files(string name, string normal)
    {
        DistributionName.Check(name);
        Assert.Equal(normal, DistributionName.Normalize(name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("a_")]
    [InlineData("a b")]
    [InlineData("größe")]
    [InlineData("a\n")]
    public void A_name_that_no_distribution_can_have_is_refused(string name) => AssertRefused("TVMSDK011", () => DistributionName.Check(name));

    [Theory]
    [InlineData("tvm")]
    [InlineData("Apache.TVM")]
    [InlineData("apache-tvm-ffi")]
    public void The_distributions_of_TVM_are_not_replaced(string name) => AssertRefused("TVMSDK012", () => DistributionName.Check(name));

    [Theory]
    [InlineData("tvm")]
    [InlineData("tvm_ffi")]
    [InlineData("json")]
    [InlineData("abc")]
    public void A_package_that_would_hide_another_is_refused(string name) => AssertRefused("TVMSDK012", () => PackageName.Check(name));

    [Theory]
    [InlineData("import")]
    [InlineData("None")]
    [InlineData("__init__")]
    [InlineData("1st")]
    [InlineData("a b")]
    public void What_is_no_identifier_of_Python_is_refused(string name) =>
        AssertRefused("TVMSDK014", () => PythonName.Check(name, "A parameter of 'my_project.f'", "Rename the parameter."));

    [Theory]
    [InlineData("match")]
    [InlineData("_")]
    [InlineData("größe")]
    [InlineData("x1")]
    public void Identifiers_of_Python_are_taken(string name) => PythonName.Check(name, "A parameter", "Rename it.");

    [Fact]
    public void The_standard_library_of_this_Python_is_known()
    {
        string[] names = Python.Run("-c", "import sys; print('\\n'.join(n for n in sys.stdlib_module_names if n[0] != '_'))").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(names);
        Assert.All(names, static name => Assert.True(PackageName.IsStandardLibrary(name), name));
    }

    private static void AssertRefused(string code, Action check) => Assert.Equal(code, Assert.Throws<WheelException>(check).Code);
}
