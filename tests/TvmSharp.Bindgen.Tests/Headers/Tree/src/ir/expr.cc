#include <tvm/ir/expr.h>

namespace tvm {

TVM_FFI_STATIC_INIT_BLOCK() {
  SpanNode::RegisterReflection();
  ExprNode::RegisterReflection();
  DictAttrsNode::RegisterReflection();
}

TVM_FFI_STATIC_INIT_BLOCK() {
  namespace refl = tvm::ffi::reflection;
  refl::GlobalDef()
      .def("ir.DictAttrsGetDict", [](DictAttrs attrs) { return attrs->dict; })
      .def_packed("ir.Concat", [](ffi::PackedArgs args, ffi::Any* ret) { *ret = args[0]; });
}

}  // namespace tvm
