#ifndef MINI_TVM_SCRIPT_IR_BUILDER_TIRX_FRAME_H_
#define MINI_TVM_SCRIPT_IR_BUILDER_TIRX_FRAME_H_

#include <tvm/ir/expr.h>

namespace tvm {
namespace script {
namespace ir_builder {
namespace tirx {

/*! \brief Has the name of a class of the same module, in another namespace. */
class IfFrameNode : public ffi::Object {
 public:
  enum class Branch : int64_t { kThen = 1, kElse = -1 };

  PrimExpr condition;
  Branch branch;
  ffi::TypedFunction<void()> callback;

  static void RegisterReflection() {
    namespace refl = tvm::ffi::reflection;
    refl::ObjectDef<IfFrameNode>()
        .def_ro("condition", &IfFrameNode::condition)
        .def_ro("branch", &IfFrameNode::branch);
  }

  TVM_FFI_DECLARE_OBJECT_INFO_FINAL("script.ir_builder.tirx.IfFrame", IfFrameNode, ffi::Object);
};

class IfFrame : public ffi::ObjectRef {
 public:
  TVM_FFI_DEFINE_OBJECT_REF_METHODS_NOTNULLABLE(IfFrame, ffi::ObjectRef, IfFrameNode);
};

}  // namespace tirx
}  // namespace ir_builder
}  // namespace script
}  // namespace tvm

#endif
