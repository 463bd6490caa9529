using System.Text;

namespace TvmSharp.Wheel.Tests;

public class CoreMetadataTests
{
    [Fact]
    public void Fields_are_in_the_order_of_the_specification_and_the_description_is_the_body() => Assert.Equal(
        """
        Metadata-Version: 2.4
        Name: my-project
        Version: 1.0
        Summary: First line. Second line.
        Keywords: tvm,compiler
        Author: A. Author, B. Author
        License-Expression: MIT
        License-File: LICENSE
        License-File: NOTICE
        Project-URL: Homepage, https://example.org
        Requires-Dist: apache-tvm-ffi>=0.1.13,<0.2
        Requires-Python: >=3.9
        Description-Content-Type: text/markdown; charset=UTF-8

        # Title

        Grüße.

        """.ReplaceLineEndings("\n"),
        Encoding.UTF8.GetString(new CoreMetadata
        {
            Name = "my-project",
            Version = "1.0",
            Summary = "First line.\nSecond line.",
            Keywords = ["tvm", "compiler"],
            Authors = ["A. Author", "B. Author"],
            LicenseExpression = "MIT",
            LicenseFiles = ["LICENSE", "NOTICE"],
            Urls = [("Homepage", "https://example.org")],
            Requires = [TvmFfiRequirement.Requirement],
            RequiresPython = TvmFfiRequirement.RequiresPython,
            Description = "# Title\r\n\r\nGrüße.\r\n\r\n",
            DescriptionContentType = "text/markdown; charset=UTF-8",
        }.Write()));

    [Theory]
    [InlineData("numpy")]
    [InlineData("numpy>=2,<3")]
    [InlineData("numpy (>=2)")]
    [InlineData("apache-tvm[all]~=0.26.0; python_version < '3.14'")]
    [InlineData("x @ https://example.org/x.whl")]
    public void Requirements_of_pep_508_are_taken(string requirement) => RequirementSyntax.CheckRequirement(requirement);

    [Theory]
    [InlineData("")]
    [InlineData("numpy 2")]
    [InlineData("numpy>=")]
    [InlineData("-numpy")]
    [InlineData("numpy\nLicense: x")]
    public void Other_texts_are_no_requirements(string requirement) =>
        Assert.Equal("TVMSDK020", Assert.Throws<WheelException>(() => RequirementSyntax.CheckRequirement(requirement)).Code);
}
