#ifndef MINI_TVM_TIRX_STMT_H_
#define MINI_TVM_TIRX_STMT_H_

#include <tvm/tirx/expr.h>

namespace tvm {
namespace tirx {

/*! \brief Crosses as a number of 32 bits. */
enum class ForKind : int {
  kSerial = 0,
  kParallel = 1,
  kLast = kParallel << 4,
};

class StmtNode : public ffi::Object {
 public:
  mutable Span span;

  static void RegisterReflection() {
    namespace refl = tvm::ffi::reflection;
    refl::ObjectDef<StmtNode>().def_ro("span", &StmtNode::span, refl::DefaultValue(Span()));
  }

  TVM_FFI_DECLARE_OBJECT_INFO("tirx.Stmt", StmtNode, ffi::Object);
};

class Stmt : public ffi::ObjectRef {
 public:
  TVM_FFI_DEFINE_OBJECT_REF_METHODS_NULLABLE(Stmt, ffi::ObjectRef, StmtNode);
};

class ForNode : public StmtNode {
 public:
  PrimExpr loop_var;
  PrimExpr min;
  PrimExpr extent;
  ForKind kind;
  bool unroll;
  double weight;
  Stmt body;
  ffi::Optional<PrimExpr> step;
  ffi::Map<ffi::String, ffi::Array<ffi::Array<PrimExpr>>> annotations;
  ffi::Variant<PrimExpr, ffi::Array<Stmt>> tail;
  ffi::Tuple<ffi::String, int64_t> place;
  ffi::List<Stmt> hoisted;
  ffi::Dict<ffi::String, PrimExpr> remap;
  ffi::TypedFunction<PrimExpr(PrimExpr, int)> rewrite;
  DLDataType dtype;
  Device device;

  static void RegisterReflection() {
    namespace refl = tvm::ffi::reflection;
    refl::ObjectDef<ForNode>()
        .def_ro("loop_var", &ForNode::loop_var, refl::AttachFieldFlag::SEqHashDefRecursive())
        .def_ro("min", &ForNode::min)
        .def_ro("extent", &ForNode::extent)
        .def_ro("kind", &ForNode::kind)
        .def_rw("unroll", &ForNode::unroll, refl::DefaultValue(false))
        .def_rw("weight", &ForNode::weight, "In words, "
                                            "over two lines.",
                refl::DefaultValue(1.5))
        .def_ro("body", &ForNode::body)
        .def_ro("step", &ForNode::step)
        .def_ro("annotations", &ForNode::annotations)
        .def_ro("tail", &ForNode::tail)
        .def_ro("place", &ForNode::place)
        .def_ro("hoisted", &ForNode::hoisted)
        .def_ro("remap", &ForNode::remap)
        .def_ro("rewrite", &ForNode::rewrite)
        .def_ro("dtype", &ForNode::dtype)
        .def_ro("device", &ForNode::device);
  }

  TVM_FFI_DECLARE_OBJECT_INFO_FINAL("tirx.For", ForNode, StmtNode);
};

class For : public Stmt {
 public:
  TVM_DLL For(PrimExpr loop_var, PrimExpr min, PrimExpr extent, ForKind kind, Stmt body,
              Span span = Span());
  TVM_FFI_DEFINE_OBJECT_REF_METHODS_NULLABLE(For, Stmt, ForNode);
};

/*! \brief Makes a loop one of another kind. */
TVM_DLL Stmt ChangeKind(Stmt loop, ForKind kind = ForKind::kSerial, const std::string& name = "loop");

}  // namespace tirx
}  // namespace tvm

#endif
