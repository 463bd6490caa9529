/* What the native sources of this test use of tvm/ffi/c_api.h, which need not be on the machine that runs it. */
#ifndef REGISTRY_H
#define REGISTRY_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { kTVMFFIInt = 1, kTVMFFIRawStr = 8, kTVMFFISmallStr = 11, kTVMFFIStr = 65 };

typedef struct {
    int32_t type_index;
    uint32_t small_len;
    union {
        int64_t v_int64;
        const char* v_c_str;
        void* v_obj;
        char v_bytes[8];
    } v;
} TVMFFIAny;

typedef struct {
    const char* data;
    size_t size;
} TVMFFIByteArray;

typedef int (*TVMFFISafeCallType)(void*, const TVMFFIAny*, int32_t, TVMFFIAny*);

int TVMFFIFunctionCreate(void* self, TVMFFISafeCallType call, void (*deleter)(void*), void** out);
int TVMFFIFunctionSetGlobal(const TVMFFIByteArray* name, void* function, int allow_override);
int TVMFFIFunctionGetGlobal(const TVMFFIByteArray* name, void** out);
int TVMFFIFunctionCall(void* function, TVMFFIAny* args, int32_t count, TVMFFIAny* result);
int TVMFFIObjectDecRef(void* object);
void TVMFFIErrorSetRaisedFromCStr(const char* kind, const char* message);

/* Registers a global function; a failure leaves it out, which the tests see. */
void register_global(const char* name, TVMFFISafeCallType call);

#ifdef __cplusplus
}
#endif

#endif
