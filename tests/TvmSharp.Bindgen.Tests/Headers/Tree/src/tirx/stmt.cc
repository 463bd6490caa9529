#include <tvm/tirx/stmt.h>

namespace tvm {
namespace tirx {

TVM_FFI_STATIC_INIT_BLOCK() {
  AddNode::RegisterReflection();
  LENode::RegisterReflection();
  StringImmNode::RegisterReflection();
  StmtNode::RegisterReflection();
  ForNode::RegisterReflection();
}

Stmt ChangeKind(Stmt loop, ForKind kind, const std::string& name) { return loop; }

#define MINI_REGISTER_BINARY(Node, Func)                                              \
  TVM_FFI_STATIC_INIT_BLOCK() {                                                       \
    namespace refl = tvm::ffi::reflection;                                            \
    refl::GlobalDef().def("tirx." #Node, [](PrimExpr a, PrimExpr b, Span span) { return Node(a, b, span); }); \
  }

MINI_REGISTER_BINARY(Add, add);
MINI_REGISTER_BINARY(LE, less_equal);

TVM_FFI_STATIC_INIT_BLOCK() {
  namespace refl = tvm::ffi::reflection;
  refl::GlobalDef()
      .def("tirx.For",
           [](PrimExpr loop_var, PrimExpr min, PrimExpr extent, int kind, Stmt body,
              ffi::Optional<ffi::Map<ffi::String, ffi::Array<PrimExpr>>> annotations, Span span) {
             return For(loop_var, min, extent, static_cast<ForKind>(kind), body, span);
           })
      .def("tirx.ChangeKind", ChangeKind)
      .def("tirx.Ignore", [](PrimExpr, const ffi::Array<Stmt>& statements, double) {})
      .def("tirx.Name", [](StringImm imm) -> ffi::String { return imm->value; });
}

}  // namespace tirx
}  // namespace tvm
