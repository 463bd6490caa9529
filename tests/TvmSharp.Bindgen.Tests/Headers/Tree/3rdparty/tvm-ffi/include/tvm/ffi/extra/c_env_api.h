#ifndef MINI_TVM_FFI_EXTRA_C_ENV_API_H_
#define MINI_TVM_FFI_EXTRA_C_ENV_API_H_

#include <tvm/ffi/c_api.h>

#ifdef __cplusplus
extern "C" {
#endif
int TVMFFIEnvCheckSignals(void);
#ifdef __cplusplus
}
#endif

#endif
