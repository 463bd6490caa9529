#ifndef MINI_TVM_SCRIPT_IR_BUILDER_RELAX_FRAME_H_
#define MINI_TVM_SCRIPT_IR_BUILDER_RELAX_FRAME_H_

#include <tvm/ir/expr.h>

namespace tvm {
namespace script {
namespace ir_builder {
namespace relax {

/*! \brief Has the name of a class of the same module, in another namespace. */
class IfFrameNode : public ffi::Object {
 public:
  PrimExpr condition;

  static void RegisterReflection() {
    namespace refl = tvm::ffi::reflection;
    refl::ObjectDef<IfFrameNode>().def_ro("condition", &IfFrameNode::condition);
  }

  TVM_FFI_DECLARE_OBJECT_INFO_FINAL("script.ir_builder.relax.IfFrame", IfFrameNode, ffi::Object);
};

class IfFrame : public ffi::ObjectRef {
 public:
  TVM_FFI_DEFINE_OBJECT_REF_METHODS_NOTNULLABLE(IfFrame, ffi::ObjectRef, IfFrameNode);
};

}  // namespace relax
}  // namespace ir_builder
}  // namespace script
}  // namespace tvm

#endif
