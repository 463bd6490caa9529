using System.Globalization;
using System.Text;
using TvmSharp.Bindgen.Abi;
using TvmSharp.Bindgen.Schema;
using TvmSharp.Bindgen.Writing;
using VerifyXunit;
using Xunit;

namespace TvmSharp.Bindgen.Tests.Abi;

public sealed class AbiTests
{
    private readonly List<SourceProblem> _problems = [];

    /// <summary>Our own headers, and tvm-ffi's where they are found.</summary>
    public static TheoryData<string> Found => AbiHeaders.Installed is null ? ["mini"] : ["mini", "tvm-ffi"];

    [Theory]
    [MemberData(nameof(Found))]
    public void Sizes_and_offsets_are_those_of_a_C_compiler(string headers)
    {
        AbiHeaders from = Headers(headers);
        AbiStruct[] structs = [.. Extract(from).Headers.SelectMany(static header => header.Structs)];
        Assert.NotEmpty(structs);

        Assert.Equal(
            structs.SelectMany(static structure => (string[])
            [
                $"{structure.Name} {structure.Size}",
                .. structure.Fields.Select(field => $"{structure.Name}.{field.Name} {field.Offset}"),
            ]),
            PrintedByC(from, structs));
    }

    [Theory]
    [MemberData(nameof(Found))]
    public void Everything_in_the_headers_is_understood(string headers)
    {
        Extract(Headers(headers));

        Assert.Empty(_problems);
    }

    [Fact]
    public Task The_C_of_our_own_header_becomes_this_CSharp()
    {
        StringBuilder text = new();
        foreach (GeneratedFile file in AbiWriter.Write(Extract(AbiHeaders.Mini)))
        {
            text.Append(CultureInfo.InvariantCulture, $"==> {file.Path}\n{file.Text}\n");
        }

        return Verifier.Verify(text.ToString());
    }

    [Fact]
    public void What_has_no_counterpart_is_reported_with_its_line()
    {
        string directory = Directory.CreateTempSubdirectory("tvm-abi-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(directory, "odd.h"), "typedef struct {\n  int a;\n} Fine;\nlong double Odd(int a);\n");

            AbiSchema schema = AbiExtractor.Extract(["odd.h"], [directory], _problems);

            Assert.Equal("odd.h:4: `Odd` is not bound: the C type `long double` has no counterpart.", Assert.Single(_problems).ToString());
            Assert.Equal("Fine", Assert.Single(schema.Headers[0].Structs).Name);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static AbiHeaders Headers(string name) => name == "mini" ? AbiHeaders.Mini : AbiHeaders.Installed!;

    private AbiSchema Extract(AbiHeaders headers) => AbiExtractor.Extract(headers.Files, headers.IncludeDirectories, _problems);

    private static string[] PrintedByC(AbiHeaders headers, IReadOnlyList<AbiStruct> structs)
    {
        StringBuilder program = new("#include <stdio.h>\n#include <stddef.h>\n");
        foreach (string file in headers.Files)
        {
            program.Append(CultureInfo.InvariantCulture, $"#include <{file}>\n");
        }

        program.Append("int main(void) {\n");
        foreach (AbiStruct structure in structs)
        {
            program.Append(CultureInfo.InvariantCulture, $"  printf(\"{structure.Name} %zu\\n\", sizeof({structure.Name}));\n");
            foreach (AbiField field in structure.Fields)
            {
                program.Append(CultureInfo.InvariantCulture, $"  printf(\"{structure.Name}.{field.Name} %zu\\n\", offsetof({structure.Name}, {field.Name}));\n");
            }
        }

        program.Append("  return 0;\n}\n");
        string directory = Directory.CreateTempSubdirectory("tvm-abi-").FullName;
        try
        {
            string source = Path.Combine(directory, "layout.c");
            string binary = Path.Combine(directory, "layout");
            File.WriteAllText(source, program.ToString());
            Processes.Run("cc", [.. headers.IncludeDirectories.Select(static include => "-I" + include), "-o", binary, source]);
            return Processes.Run(binary, []).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
