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

        Assert.Equal(
            types.SelectMany(static type => (string[])
            [
                $"{type.Key} {type.Size}",
                .. type.Fields.Select(field => $"{type.Key}.{field.Name} {field.Offset} {field.Size}"),
            ]),
            PrintedByCpp(tree, types));
    }

    private static string[] PrintedByCpp(TvmSourceTree tree, IReadOnlyList<TypeSchema> types)
    {
        StringBuilder program = new("#include <cstdio>\n#include <cstddef>\n");
        foreach (string header in types.Select(static type => type.Header!).Distinct())
        {
            program.Append(CultureInfo.InvariantCulture, $"#include <{header}>\n");
        }

        // Reflection counts from the ffi::Object, which a table of virtual functions may stand before.
        program.Append("int main() {\n");
        foreach (TypeSchema type in types)
        {
            string name = $"::tvm::{type.CppName}";
            program.Append(CultureInfo.InvariantCulture, $"  {{\n    {name}* p = reinterpret_cast<{name}*>(4096);\n");
            program.Append(CultureInfo.InvariantCulture, $"    char* object = reinterpret_cast<char*>(static_cast<::tvm::ffi::Object*>(p));\n");
            program.Append(CultureInfo.InvariantCulture, $"    (void)object;\n    std::printf(\"{type.Key} %zu\\n\", sizeof({name}));\n");
            foreach (FieldSchema field in type.Fields)
            {
                program.Append(CultureInfo.InvariantCulture, $"    std::printf(\"{type.Key}.{field.Name} %td %zu\\n\", reinterpret_cast<char*>(&p->{field.Member}) - object, sizeof(p->{field.Member}));\n");
            }

            program.Append("  }\n");
        }

        program.Append("  return 0;\n}\n");
        using TemporaryDirectory directory = new();
        string source = directory.Write("layout.cc", program.ToString());
        string assembly = Path.Combine(directory.Path, "layout.s"), binary = Path.Combine(directory.Path, "layout");
        string[] includes = [.. tree.IncludeDirectories.Select(static include => "-I" + include)];

        // The program needs none of the libraries that the headers belong to: what it does not call is left unresolved.
        Processes.Run("c++", ["-std=c++20", "-w", "-O1", "-fno-access-control", "-Wno-invalid-offsetof", .. includes, "-S", "-o", assembly, source]);
        Processes.Run("c++", ["-Wl,--unresolved-symbols=ignore-all", "-no-pie", "-o", binary, assembly]);
        return Processes.Run(binary, []).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
