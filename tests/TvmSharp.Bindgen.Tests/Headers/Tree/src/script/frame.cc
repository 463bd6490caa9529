#include <tvm/script/ir_builder/relax/frame.h>
#include <tvm/script/ir_builder/tirx/frame.h>

namespace tvm {
namespace script {
namespace ir_builder {

TVM_FFI_STATIC_INIT_BLOCK() {
  relax::IfFrameNode::RegisterReflection();
  tirx::IfFrameNode::RegisterReflection();
}

}  // namespace ir_builder
}  // namespace script
}  // namespace tvm
