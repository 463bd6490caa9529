using System.Globalization;
using System.Text;
using TvmSharp.Bindgen.Headers;
using TvmSharp.Bindgen.Schema;
using Xunit;

namespace TvmSharp.Bindgen.Tests.Headers;

public sealed class LayoutTests
{
    /// <summary>Our own tree, and TVM's where <c>TVM_SOURCE_DIR</c> names it.</summary>
    public static TheoryData<string> Found => Installed is null ? ["mini"] : ["mini", "tvm"];

    private static string? Installed => Environment.GetEnvironmentVariable("TVM_SOURCE_DIR") is { Length: > 0 } directory ? directory : null;

    [Theory]
    [MemberData(nameof(Found))]
    public void Sizes_and_offsets_are_those_of_a_Cpp_compiler(string name)
    {
        TvmSourceTree tree = TvmSourceTree.Find(name == "mini" ? TvmTree.Root : Installed!, null);
        TypeSchema[] types = [.. TvmSources.Extract(tree, new ExtractionOptions()).Schema.Types.Where(static type => type.Header is not null && type.Size is not null)];
        Assert.NotEmpty(types);
        Assert.Contains(types, static type => type.Fields.Count > 1);

        (int code, string errors) = CheckedByCpp(tree, types);

        Assert.True(code == 0, errors);
    }

    [Fact]
    public void A_Cpp_compiler_notices_a_wrong_offset()
    {
        TvmSourceTree tree = TvmSourceTree.Find(TvmTree.Root, null);
        TypeSchema type = TvmSources.Extract(tree, new ExtractionOptions()).Schema.Types.Single(static type => type.Key == "relax.Scope");
        FieldSchema field = Assert.Single(type.Fields);

        (int code, string errors) = CheckedByCpp(tree, [type with { Fields = [field with { Offset = field.Offset + 8 }] }]);

        Assert.NotEqual(0, code);
        Assert.Contains("the offset of relax.Scope.name is not 40", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("the size of", errors, StringComparison.Ordinal);
    }

    // Only checked, never run: a program with these headers would need TVM's libraries.
    private static (int Code, string Errors) CheckedByCpp(TvmSourceTree tree, IReadOnlyList<TypeSchema> types)
    {
        StringBuilder program = new("#include <cstddef>\n");
        foreach (string header in types.Select(static type => type.Header!).Distinct())
        {
            program.Append(CultureInfo.InvariantCulture, $"#include <{header}>\n");
        }

        foreach (TypeSchema type in types)
        {
            string name = $"::tvm::{type.CppName}";
            Check($"sizeof({name})", type.Size, $"the size of {type.Key}");
            foreach (FieldSchema field in type.Fields)
            {
                // Reflection counts from the ffi::Object, which a table of virtual functions may stand before.
                Check($"offsetof({name}, {field.Member}) - offsetof({name}, header_)", field.Offset, $"the offset of {type.Key}.{field.Name}");
                Check($"sizeof({name}::{field.Member})", field.Size, $"the size of {type.Key}.{field.Name}");
            }
        }

        using TemporaryDirectory directory = new();
        string source = directory.Write("layout.cc", program.ToString());
        return Processes.Check(
            "c++", ["-std=c++20", "-w", "-fsyntax-only", "-fno-access-control", .. tree.IncludeDirectories.Select(static include => "-I" + include), source]);

        void Check(string expression, int? value, string what) =>
            program.Append(CultureInfo.InvariantCulture, $"static_assert({expression} == {value}, \"{what} is not {value}\");\n");
    }
}
