/* The peers in C: the same operations straight over tvm-ffi's C ABI. Needs no headers of TVM. */
#include <stdint.h>
#include <stddef.h>
#include <string.h>

/* What is used of tvm/ffi/c_api.h. */
typedef struct {
    int32_t type_index;
    uint32_t small_str_len;
    union {
        int64_t v_int64;
        const char* v_c_str;
        void* v_obj;
    } value;
} TVMFFIAny;

typedef struct {
    const char* data;
    size_t size;
} TVMFFIByteArray;

typedef int (*TVMFFISafeCallType)(void*, const TVMFFIAny*, int32_t, TVMFFIAny*);

typedef struct {
    uint64_t combined_ref_count;
    int32_t type_index;
    uint32_t padding;
    void (*deleter)(void*, int);
    TVMFFISafeCallType safe_call;
} TVMFFIFunctionObject;

enum { TYPE_NONE = 0, TYPE_INT = 1, TYPE_RAW_STR = 8 };

extern int TVMFFIObjectDecRef(void*);
extern int TVMFFIFunctionCreate(void*, TVMFFISafeCallType, void (*)(void*), void**);
extern int TVMFFIFunctionCall(void*, TVMFFIAny*, int32_t, TVMFFIAny*);
extern int TVMFFIFunctionGetGlobal(const TVMFFIByteArray*, void**);
extern int TVMFFIFunctionSetGlobal(const TVMFFIByteArray*, void*, int);

static int add_one(void* self, const TVMFFIAny* args, int32_t count, TVMFFIAny* result) {
    (void)self;
    if (count != 1 || args[0].type_index != TYPE_INT) return -1;
    memset(result, 0, sizeof *result);
    result->type_index = TYPE_INT;
    result->value.v_int64 = args[0].value.v_int64 + 1;
    return 0;
}

__attribute__((constructor)) static void register_all(void) {
    const TVMFFIByteArray name = {"bench.c.add_one", sizeof "bench.c.add_one" - 1};
    void* function = 0;
    if (TVMFFIFunctionCreate(0, add_one, 0, &function) != 0) return;
    TVMFFIFunctionSetGlobal(&name, function, 1);
    TVMFFIObjectDecRef(function);
}

static TVMFFIFunctionObject* get(const char* name) {
    const TVMFFIByteArray bytes = {name, strlen(name)};
    void* function = 0;
    TVMFFIFunctionGetGlobal(&bytes, &function);
    return (TVMFFIFunctionObject*)function;
}

/* Calls a function long -> long, as one does who knows the layout of a function. */
int64_t c_call(const char* name, int64_t count) {
    TVMFFIFunctionObject* function = get(name);
    int64_t sum = 0;
    for (int64_t i = 0; i < count; ++i) {
        TVMFFIAny arg = {TYPE_INT, 0, {i}}, result = {TYPE_NONE, 0, {0}};
        if (function->safe_call(function, &arg, 1, &result) != 0) return -1;
        sum += result.value.v_int64;
    }
    TVMFFIObjectDecRef(function);
    return sum;
}

/* Calls a function long -> long through the C API. */
int64_t c_api_call(const char* name, int64_t count) {
    TVMFFIFunctionObject* function = get(name);
    int64_t sum = 0;
    for (int64_t i = 0; i < count; ++i) {
        TVMFFIAny arg = {TYPE_INT, 0, {i}}, result = {TYPE_NONE, 0, {0}};
        if (TVMFFIFunctionCall(function, &arg, 1, &result) != 0) return -1;
        sum += result.value.v_int64;
    }
    TVMFFIObjectDecRef(function);
    return sum;
}

/* The address of a function, which stays valid. */
int64_t c_function(const char* name, int64_t count) {
    (void)count;
    return (int64_t)(intptr_t)get(name);
}
