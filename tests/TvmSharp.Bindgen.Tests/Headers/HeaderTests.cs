using System.Globalization;
using System.Text;
using TvmSharp.Bindgen.Headers;
using TvmSharp.Bindgen.Runtime;
using TvmSharp.Bindgen.Schema;
using TvmSharp.Bindgen.Writing;
using VerifyXunit;
using Xunit;

namespace TvmSharp.Bindgen.Tests.Headers;

public sealed class HeaderTests
{
    [Fact]
    public Task Headers_in_TVMs_manner_have_this_schema() => Verifier.Verify(SchemaJson.Write(TvmTree.Extract(TvmTree.Root).Schema));

    [Fact]
    public Task Headers_in_TVMs_manner_become_this_CSharp()
    {
        ExtractionResult extracted = TvmTree.Extract(TvmTree.Root);
        List<SourceProblem> problems = [];
        StringBuilder text = new();
        foreach (GeneratedFile file in BindingWriter.Write(extracted.Abi, extracted.Schema, problems)
            .Where(static file => file.Path.StartsWith("TvmSharp.Compiler/", StringComparison.Ordinal)))
        {
            text.Append(CultureInfo.InvariantCulture, $"==> {file.Path}\n{file.Text}\n");
        }

        Assert.Empty(problems);
        return Verifier.Verify(text.ToString());
    }

    [Fact]
    public void All_of_it_is_bound()
    {
        ExtractionResult extracted = TvmTree.Extract(TvmTree.Root);

        Assert.Empty(extracted.Problems);
        Assert.Equal(new ExtractionCount(15, 15), extracted.Classes);
        Assert.Equal(new ExtractionCount(32, 32), extracted.Fields);
        Assert.Equal(new ExtractionCount(13, 12, Packed: 1), extracted.Functions);
    }

    [Fact]
    public void A_class_of_a_source_comes_from_a_dump_of_a_running_TVM()
    {
        RuntimeSchema runtime = new("a library", "0.1", [
            new RuntimeType("ffi.Object", null, 24, null, [], []),
            new RuntimeType("ir.Expr", "ffi.Object", 48, "TreeNode", [], []),
            new RuntimeType("relax.Hidden", "ir.Expr", 56, "TreeNode", [
                new RuntimeField("secret", TypeExpression.Parse("Optional<ffi.Array<ir.Expr>>"), 48, 8, IsWritable: false, HasDefault: false),
                new RuntimeField("count", TypeExpression.Parse("int"), 56, 8, IsWritable: true, HasDefault: false),
            ], []),
        ], []);
        Assert.DoesNotContain(TvmTree.Extract(TvmTree.Root).Schema.Types, static type => type.Key == "relax.Hidden");

        TvmSchema schema = TvmSources.Extract(TvmSourceTree.Find(TvmTree.Root, null), new ExtractionOptions(Runtime: runtime)).Schema;

        TypeSchema hidden = Assert.Single(schema.Types, static type => type.Header is null);
        Assert.Equal(("relax.Hidden", "ir.Expr", 56), (hidden.Key, hidden.Parent, hidden.Size));
        Assert.Equal(
            ["Optional<Array<Expr>> secret 48 ReadOnly", "int64 count 56 None"],
            hidden.Fields.Select(static field => $"{field.Type} {field.Name} {field.Offset} {field.Flags}"));
        Assert.Equal(SchemaJson.Write(schema), SchemaJson.Write(SchemaJson.Read(SchemaJson.Write(schema), "schema.json")));
    }

    [Fact]
    public void What_is_not_understood_is_reported_with_file_and_line_and_counted()
    {
        using TemporaryDirectory directory = new();
        string root = TvmTree.CopyTo(directory);
        directory.Write("include/tvm/tirx/odd.h", """
            #include <tvm/tirx/stmt.h>
            namespace tvm {
            namespace tirx {
            template <int N>
            struct Fixed {};
            class OddNode : public StmtNode {
             public:
              int values[4];
              int64_t fine;
              static void RegisterReflection() {
                namespace refl = tvm::ffi::reflection;
                refl::ObjectDef<OddNode>()
                    .def_ro("values", &OddNode::values)
                    .def_ro("fine", &OddNode::fine)
                    .def_ro("gone", &OddNode::gone)
                    .def_ro(kName, &OddNode::fine)
                    .def_ro("lambda", [](const OddNode* n) { return n->fine; })
                    .def_ro("flagged", &OddNode::fine, refl::AttachFieldFlag::Sealed());
              }
              TVM_FFI_DECLARE_OBJECT_INFO_FINAL("tirx.Odd", OddNode, StmtNode);
            };
            class UncalledNode : public StmtNode {
             public:
              int64_t lost;
              static void RegisterReflection() {
                ffi::reflection::ObjectDef<UncalledNode>().def_ro("lost", &UncalledNode::lost);
              }
              TVM_FFI_DECLARE_OBJECT_INFO_FINAL("tirx.Uncalled", UncalledNode, StmtNode);
            };
            #if MINI_NEVER
            class HiddenNode : public StmtNode {
              TVM_FFI_DECLARE_OBJECT_INFO_FINAL("tirx.Hidden", HiddenNode, StmtNode);
            };
            #endif
            }
            }
            """);
        directory.Write("src/tirx/odd.cc", """
            namespace tvm { namespace tirx {
            TVM_FFI_STATIC_INIT_BLOCK() {
              OddNode::RegisterReflection();
              namespace refl = tvm::ffi::reflection;
              refl::GlobalDef()
                  .def("tirx.Nowhere", Nowhere)
                  .def("tirx.Deduced", [](PrimExpr a) { return Unheard(a)(1); })
                  .def("tirx." + name, [](PrimExpr a) { return a; });
            }
            }}
            """);
        ExtractionResult before = TvmTree.Extract(TvmTree.Root);

        ExtractionResult extracted = TvmTree.Extract(root);

        Assert.Equal(
            [
                "include/tvm/tirx/odd.h:13: Type 'int[4]' of 'values' is not understood: it is not bound.",
                "include/tvm/tirx/odd.h:15: tvm::tirx::OddNode has no member 'gone': field 'gone' is not bound.",
                "include/tvm/tirx/odd.h:16: The name of this field is no string: it is not bound.",
                "include/tvm/tirx/odd.h:17: Field 'lambda' is '[](const OddNode*n){return n->fine;}' and no member of its class: it is not bound.",
                "include/tvm/tirx/odd.h:18: Field 'flagged' has 'refl::AttachFieldFlag::Sealed()', which is not known here.",
                "include/tvm/tirx/odd.h:26: No source calls RegisterReflection of tvm::tirx::UncalledNode: no running TVM knows field 'lost', and it is not bound.",
                "include/tvm/tirx/odd.h:32: This class was not reached: it is in a part that is not compiled.",
                "src/tirx/odd.cc:6: `tirx.Nowhere` registers `Nowhere`, of which no declaration was found: its parameters are not known.",
                "src/tirx/odd.cc:7: C++ deduces what `tirx.Deduced` returns from `Unheard(a)(1)`, which is not understood: its result is not known.",
                "src/tirx/odd.cc:8: The name `\"tirx.\"+name` of a global function is not a constant: it is not bound.",
            ],
            extracted.Problems.Select(static problem => problem.ToString()));
        Assert.Equal((3, 1), (extracted.Classes.Seen - before.Classes.Seen, extracted.Classes.NotBound));
        Assert.Equal((7, 5), (extracted.Fields.Seen - before.Fields.Seen, extracted.Fields.NotBound));
        Assert.Equal((3, 3), (extracted.Functions.Seen - before.Functions.Seen, extracted.Functions.NotBound));
    }
}
