#include "factor.h"
#include "registry.h"

static int scale(void* self, const TVMFFIAny* args, int32_t count, TVMFFIAny* result) {
    (void)self;
    if (count != 1 || args[0].type_index != kTVMFFIInt) {
        TVMFFIErrorSetRaisedFromCStr("TypeError", "scale takes an integer");
        return -1;
    }
    result->type_index = kTVMFFIInt;
    result->v.v_int64 = args[0].v.v_int64 * FACTOR;
    return 0;
}

/* Calls what C# exports of the same library. */
static int add_two(void* self, const TVMFFIAny* args, int32_t count, TVMFFIAny* result) {
    TVMFFIByteArray name = {"native_project.add_one", 22};
    TVMFFIAny once = *args;
    void* add_one = 0;
    int code;
    (void)self;
    (void)count;
    if (TVMFFIFunctionGetGlobal(&name, &add_one) != 0) return -1;
    code = TVMFFIFunctionCall(add_one, &once, 1, &once);
    if (code == 0) code = TVMFFIFunctionCall(add_one, &once, 1, result);
    TVMFFIObjectDecRef(add_one);
    return code;
}

/* A function of the library as a module of TVM's: the symbol is for the world. */
__attribute__((visibility("default"))) int __tvm_ffi_native_answer(void*, const TVMFFIAny*, int32_t, TVMFFIAny*);

int __tvm_ffi_native_answer(void* self, const TVMFFIAny* args, int32_t count, TVMFFIAny* result) {
    (void)self;
    (void)args;
    (void)count;
    result->type_index = kTVMFFIInt;
    result->v.v_int64 = 42;
    return 0;
}

__attribute__((constructor)) static void register_functions(void) {
    register_global("native_project.native.scale", scale);
    register_global("native_project.native.add_two", add_two);
}
