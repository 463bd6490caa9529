using TvmSharp.Bindgen.Schema;
using TvmSharp.Bindgen.Sources;
using Xunit;

namespace TvmSharp.Bindgen.Tests.Sources;

public sealed class GlobalFunctionScannerTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("tvm-sources-").FullName;
    private readonly List<SourceProblem> _problems = [];

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_lambda_gives_parameters_in_its_own_order()
    {
        FunctionSchema function = Assert.Single(Scan("""
            namespace tvm { namespace tirx {
            TVM_FFI_STATIC_INIT_BLOCK() {
              namespace rfl = tvm::ffi::reflection;
              rfl::GlobalDef().def("tirx.For", [](Var loop_var, const ffi::Optional<ffi::Array<PrimExpr>>& extents,
                                                  int64_t n = 4, unsigned int flags = 0) -> Stmt { return For(loop_var); });
            }
            }}
            """));

        Assert.Equal("Var loop_var, Optional<Array<PrimExpr>> extents, int64 n = 4, uint32 flags = 0", Signature(function));
        Assert.Equal("Stmt", function.Returns?.ToString());
        Assert.Empty(_problems);
    }

    [Fact]
    public void A_chain_registers_each_of_its_calls()
    {
        IReadOnlyList<FunctionSchema> functions = Scan("""
            void f() {
              ffi::reflection::GlobalDef()
                  .def("a", []() {})
                  .def_packed("b", [](ffi::PackedArgs args, ffi::Any* ret) { *ret = args[0]; })
                  .def_method("c", &Node::Count);
            }
            class Node { public: int Count(int from) const; };
            """);

        Assert.Equal(["a", "b", "c"], functions.Select(static function => function.Name));
        Assert.Equal([false, true, false], functions.Select(static function => function.IsPacked));
        Assert.Equal("Node self, int32 from", Signature(functions[2]));
        Assert.Empty(_problems);
    }

    [Fact]
    public void A_function_gets_names_and_defaults_from_the_header_that_declares_it()
    {
        Write("include/tvm/tirx/transform.h", """
            namespace tvm::tirx::transform {
            TVM_DLL Pass Simplify(bool deep = true, ffi::String name = "simplify");
            TVM_DLL Pass Simplify();
            }
            """);
        FunctionSchema function = Assert.Single(Scan("""
            namespace tvm { namespace tirx { namespace transform {
            Pass Simplify(bool d, ffi::String n) { return {}; }
            TVM_FFI_STATIC_INIT_BLOCK() { refl::GlobalDef().def("tirx.transform.Simplify", Simplify); }
            }}}
            """));

        Assert.Equal("bool deep = true, String name = \"simplify\"", Signature(function));
        Assert.Equal(("tirx::transform::Simplify", "tvm/tirx/transform.h"), (function.CppName, function.Header));
        Assert.Empty(_problems);
    }

    [Fact]
    public void A_cast_chooses_the_overload()
    {
        FunctionSchema function = Assert.Single(Scan("""
            Pass Check(int level) { return {}; }
            Pass Check() { return {}; }
            void f() { GlobalDef().def("check", static_cast<Pass (*)()>(Check)); }
            """));

        Assert.Empty(function.Parameters);
        Assert.Empty(_problems);
    }

    [Fact]
    public void Macros_that_register_are_expanded()
    {
        IReadOnlyList<FunctionSchema> functions = Scan("""
            #define INTERFACE(OpName, Registered) \
              Expr OpName(Expr x) { return {}; }  \
              TVM_FFI_STATIC_INIT_BLOCK() { ffi::reflection::GlobalDef().def("relax.op." Registered, OpName); }
            #define BOTH(Name) INTERFACE(Name, #Name) INTERFACE(Name##_grad, #Name ".grad")
            #define SIZES(Prefix, Type) def(Prefix "8", Type##8).def(Prefix "16", Type##16)
            namespace tvm { BOTH(abs) }
            int Int8(int v) { return v; }
            int Int16(int v) { return v; }
            void f() { GlobalDef().SIZES("script.Int", Int); }
            """);

        Assert.Equal(
            ["relax.op.abs(Expr x)", "relax.op.abs.grad(Expr x)", "script.Int16(int32 v)", "script.Int8(int32 v)"],
            functions.Select(static function => $"{function.Name}({Signature(function)})"));
        Assert.Empty(_problems);
    }

    [Fact]
    public void What_is_not_understood_is_reported_with_its_line()
    {
        Scan("""
            void f(std::string name) {
              GlobalDef().def("x." + name, [](int a) {});
              GlobalDef().def("y", Nowhere);
              for (auto g : all) GlobalDef().add(g);
              GlobalDef builder;
            }
            """);

        Assert.Equal([2, 3, 4, 5], _problems.Select(static problem => problem.Line).Order());
        Assert.All(_problems, static problem => Assert.Equal("src/test.cc", problem.File));
        Assert.Contains(_problems, static problem => problem.Message.Contains("`Nowhere`", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Var v", "return v;", "Var")]
    [InlineData("Var v", "return std::move(v);", "Var")]
    [InlineData("Var v", "return (v);", "Var")]
    [InlineData("Var v", "return v->name;", "String")]
    [InlineData("Var v", "return v->Rename(1)->name;", "String")]
    [InlineData("Var v", "return v->counter(2);", "int64")]
    [InlineData("Var v", "return v->counter.Count();", "uint64")]
    [InlineData("Var v", "auto renamed = v->Rename(1); return renamed;", "Var")]
    [InlineData("Var v", "ffi::Array<Var> all; for (Var w : all) { } return all;", "Array<Var>")]
    [InlineData("ffi::Array<Var> vs", "return vs[0];", "Var")]
    [InlineData("ffi::Map<ffi::String, Var> vs", "return vs[\"a\"];", "Var")]
    [InlineData("ffi::Optional<Var> v", "return v.value();", "Var")]
    [InlineData("ffi::RValueRef<Var> v", "return *std::move(v);", "Var")]
    [InlineData("ffi::ObjectRef v", "return v.as_or_throw<Var>();", "Var")]
    [InlineData("ffi::ObjectRef v", "return v.as<Var>();", "Optional<Var>")]
    [InlineData("ffi::ObjectRef v", "return v.as<VarNode>()->name;", "String")]
    [InlineData("ffi::ObjectRef v", "if (const auto* node = v.as<VarNode>()) { return ffi::GetRef<Var>(node); }", "Var")]
    [InlineData("int n", "return static_cast<int64_t>(n);", "int64")]
    [InlineData("int n", "return n > 0 ? Make(n) : Make(0);", "Var")]
    [InlineData("int n", "return Derived(n);", "Var")]
    [InlineData("int n", "return Holder::kept;", "Var")]
    [InlineData("int n", "return ffi::Array<Var>{};", "Array<Var>")]
    [InlineData("int n", "return \"a\";", "String")]
    [InlineData("int n", "auto f = [](int m) { return m; }; return true;", "bool")]
    [InlineData("int n", "Make(n);", "void")]
    [InlineData("int n", "if (n) return; Make(n);", "void")]
    public void The_result_that_Cpp_deduces_is_read_from_what_is_returned(string parameter, string body, string result)
    {
        FunctionSchema function = Assert.Single(Scan(
            $$"""
            namespace tvm {
            class Counter { public: int64_t operator()(int by) const; size_t Count() const; };
            class VarNode : public ffi::Object { public: ffi::String name; Counter counter; Var Rename(int to) const; };
            class Derived : public Var { public: explicit Derived(int n); };
            struct Holder { static Var kept; };
            Var Make(int n) { return {}; }
            void f() { refl::GlobalDef().def("f", []({{parameter}}) { {{body}} }); }
            }
            """,
            Type("ir.Var", "VarNode", "Var")));

        Assert.Equal(result, function.Returns?.ToString());
        Assert.Empty(_problems);
    }

    [Theory]
    [InlineData("return Unheard(n);")]
    [InlineData("return n + 1;")]
    [InlineData("return n->Unheard();")]
    [InlineData("return n[0](1);")]
    public void A_result_that_is_not_understood_is_reported(string body)
    {
        Assert.Null(Assert.Single(Scan($$"""void f() { GlobalDef().def("f", [](int n) { {{body}} }); }""")).Returns);

        Assert.Equal(("src/test.cc", 1), (Assert.Single(_problems).File, _problems[0].Line));
    }

    [Fact]
    public void Names_mean_the_nearest_type_of_the_headers()
    {
        TypeSchema[] types =
        [
            Type("relax.expr.Tuple", "relax::TupleNode", "relax::Tuple"),
            Type("tirx.Tuple", "tirx::TupleNode", "tirx::Tuple"),
            Type("ir.Var", "VarNode", "Var"),
        ];
        FunctionSchema function = Assert.Single(Scan(
            """
            using namespace tvm;
            namespace tvm { namespace relax {
            using Alias = ffi::Array<Var>;
            void f() { refl::GlobalDef().def("relax.Tuple", [](Alias fields, tvm::tirx::Tuple other, const TupleNode* node) { return Tuple(fields); }); }
            }}
            """,
            types));

        Assert.Equal("Array<Var> fields, tirx::Tuple other, relax::Tuple node", Signature(function));
        Assert.Equal("relax::Tuple", function.Returns?.ToString());
        Assert.Empty(_problems);
    }

    [Fact]
    public void A_value_of_tvm_ffi_is_told_apart_from_a_class_of_the_scope()
    {
        FunctionSchema function = Assert.Single(Scan(
            """
            namespace tvm { namespace relax {
            void f() { refl::GlobalDef().def("relax.visit", [](Function function, ffi::Function visit, tvm::ffi::Array<ffi::Function> more, std::int64_t n) {}); }
            }}
            """,
            Type("relax.expr.Function", "relax::FunctionNode", "relax::Function")));

        Assert.Equal("relax::Function function, Function visit, Array<Function> more, int64 n", Signature(function));
    }

    [Fact]
    public void The_number_of_arguments_tells_which_overload_is_returned()
    {
        FunctionSchema function = Assert.Single(Scan("""
            namespace tvm {
            void Order(int a, int b, int c) {}
            ffi::Array<int> Order(int a, int b) { return {}; }
            void f() { refl::GlobalDef().def("ir.order", [](int a, int b) { return Order(a, b); }); }
            }
            """));

        Assert.Equal("Array<int32>", function.Returns?.ToString());
    }

    [Fact]
    public void What_another_source_calls_something_is_not_known_here()
    {
        Write("src/other.cc", "namespace tvm { using Tensor = runtime::Tensor; }\n");
        Write("include/tvm/te/tensor.h", "namespace tvm { namespace te { class Tensor; } namespace topi { using namespace tvm::te; Tensor index(Tensor x); } }\n");
        FunctionSchema function = Assert.Single(Scan(
            """
            namespace tvm { namespace topi {
            void f() { refl::GlobalDef().def("topi.index", [](te::Tensor x) { return index(x); }); }
            }}
            """,
            Type("te.Tensor", "te::TensorNode", "te::Tensor"),
            Type("ffi.Tensor", "runtime::TensorObj", "runtime::Tensor")));

        Assert.Equal("te::Tensor", function.Returns?.ToString());
    }

    private static TypeSchema Type(string key, string node, string reference) =>
        new(key, node, reference, null, "ffi.Object", true, true, null, null, [], null);

    private static string Signature(FunctionSchema function) => string.Join(", ", function.Parameters.Select(
        static parameter => $"{parameter.Type} {parameter.Name}{(parameter.Default is { } value ? $" = {value}" : "")}"));

    private IReadOnlyList<FunctionSchema> Scan(string source, params IReadOnlyList<TypeSchema> types)
    {
        Write("src/test.cc", source);
        return GlobalFunctionScanner.Scan(_root, new KnownTypes(types, [], []), _problems).Functions;
    }

    private void Write(string path, string text)
    {
        string file = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
