#ifndef MINI_TVM_RUNTIME_BASE_H_
#define MINI_TVM_RUNTIME_BASE_H_

#define TVM_VERSION "0.26.0"
#define TVM_DLL __attribute__((visibility("default")))

#include <tvm/ffi/reflection/registry.h>

namespace tvm {
using ffi::Any;
// An alias of what only a typedef names.
using Device = DLDevice;

namespace runtime {
// An enumeration of C, which only its typedef names.
typedef enum : int32_t {
  kDLMiniSim = 36,
  TVMDeviceExtType_End = 37,
} TVMDeviceExtType;
}  // namespace runtime
}  // namespace tvm

#endif
