/* A C ABI in the manner of tvm-ffi's: enough for the headers of this tree. */
#ifndef MINI_TVM_FFI_C_API_H_
#define MINI_TVM_FFI_C_API_H_

#include <dlpack/dlpack.h>
#include <stddef.h>
#include <stdint.h>

#define TVM_FFI_VERSION_MAJOR 0

#ifdef __cplusplus
extern "C" {
enum TVMFFISEqHashKind : int32_t {
#else
typedef enum {
#endif
  kTVMFFISEqHashKindUnsupported = 0,
  kTVMFFISEqHashKindTreeNode = 1,
  kTVMFFISEqHashKindFreeVar = 2,
#ifdef __cplusplus
};
#else
} TVMFFISEqHashKind;
#endif

typedef struct {
  uint64_t combined_ref_count;
  int32_t type_index;
  uint32_t padding;
  void (*deleter)(void* self, int flags);
} TVMFFIObject;

int TVMFFIObjectIncRef(TVMFFIObject* object);

#ifdef __cplusplus
}
#endif

#endif
