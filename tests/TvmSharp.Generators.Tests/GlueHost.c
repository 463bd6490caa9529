/* A registry in place of TVM's, and a program around the glue of a project with the functions "p.one" and "p.two".
   It prints what the glue has registered and what its check says. Macros make things go wrong:
   VERSION_PATCH  patch version of tvm-ffi
   TAKEN          name that is registered before
   REFUSED        name whose registration fails */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef VERSION_PATCH
#define VERSION_PATCH 14
#endif
#ifndef TAKEN
#define TAKEN ""
#endif
#ifndef REFUSED
#define REFUSED ""
#endif

typedef struct {
    int32_t type_index;
    uint32_t padding;
    union {
        int64_t integer;
        const char* text;
        void* object;
    } value;
} Any;

typedef struct {
    const char* data;
    size_t size;
} Bytes;

typedef int (*SafeCall)(void*, const Any*, int32_t, Any*);

typedef struct {
    int64_t count;
    int32_t type_index, padding;
    void* deleter;
    Bytes kind, message;
    SafeCall call;
} Object;

typedef struct {
    Bytes name, doc, metadata;
    int64_t flags;
    Any method;
} MethodInfo;

typedef struct {
    Bytes name, doc, metadata;
    int64_t flags, size, alignment, offset;
    void* getter;
    Object* setter;
    Any default_value;
    int32_t type_index;
} FieldInfo;

typedef struct {
    Bytes doc;
    void* creator;
    int32_t size, kind;
} TypeMetadata;

static struct {
    char name[64];
    Object* function;
} registry[16];
static int live = 0;
static Object* raised = 0;

static Object* make(int32_t type_index, const char* message, SafeCall call) {
    Object* object = (Object*)calloc(1, sizeof(Object));
    object->count = 1;
    object->type_index = type_index;
    object->message.data = message;
    object->message.size = message == 0 ? 0 : strlen(message);
    object->call = call;
    ++live;
    return object;
}

int TVMFFIObjectDecRef(void* handle) {
    Object* object = (Object*)handle;
    if (--object->count == 0) {
        free(object);
        --live;
    }
    return 0;
}

static int find(const char* name, size_t size) {
    for (int i = 0; i < 16; ++i) {
        if (registry[i].function != 0 && strlen(registry[i].name) == size && memcmp(registry[i].name, name, size) == 0) return i;
    }
    return -1;
}

static void add(const char* name, size_t size, Object* function) {
    int i = 0;
    while (registry[i].function != 0) ++i;
    memcpy(registry[i].name, name, size);
    registry[i].name[size] = 0;
    registry[i].function = function;
    ++function->count;
}

static int remove_global(void* self, const Any* args, int32_t count, Any* result) {
    int i = find(args[0].value.text, strlen(args[0].value.text));
    (void)self;
    (void)count;
    result->type_index = 2;
    if (i >= 0) {
        TVMFFIObjectDecRef(registry[i].function);
        registry[i].function = 0;
    }
    return 0;
}

static void prepare(void) {
    static int prepared = 0;
    if (prepared++) return;
    Object* remover = make(68, 0, remove_global);
    add("ffi.FunctionRemoveGlobal", 24, remover);
    TVMFFIObjectDecRef(remover);
    if (TAKEN[0] != 0) {
        Object* other = make(68, 0, 0);
        add(TAKEN, strlen(TAKEN), other);
        TVMFFIObjectDecRef(other);
    }
}

void TVMFFIGetVersion(uint32_t* version) {
    version[0] = 0;
    version[1] = 1;
    version[2] = VERSION_PATCH;
}

int TVMFFIFunctionCreate(void* self, SafeCall call, void (*deleter)(void*), void** out) {
    (void)self;
    (void)deleter;
    *out = make(68, 0, call);
    return 0;
}

int TVMFFIFunctionGetGlobal(const Bytes* name, void** out) {
    prepare();
    int i = find(name->data, name->size);
    *out = i < 0 ? 0 : registry[i].function;
    if (i >= 0) ++registry[i].function->count;
    return 0;
}

int TVMFFIFunctionCall(void* function, Any* args, int32_t count, Any* result) {
    return ((Object*)function)->call(function, args, count, result);
}

int TVMFFIFunctionSetGlobalFromMethodInfo(const MethodInfo* info, int overwrite) {
    (void)overwrite;
    if (info->name.size == strlen(REFUSED) && memcmp(info->name.data, REFUSED, info->name.size) == 0) {
        raised = make(67, "refused by the test", 0);
        return -1;
    }
    add(info->name.data, info->name.size, (Object*)info->method.value.object);
    return 0;
}

void TVMFFIErrorMoveFromRaised(void** out) {
    *out = raised;
    raised = 0;
}

void TVMFFIErrorSetRaisedFromCStr(const char* kind, const char* message) { printf("%s: %s\n", kind, message); }

int __tvm_ffi_tvmsharp_check(void*, const Any*, int32_t, Any*);

int tvmsharp_entry_1p3one(void* self, const Any* args, int32_t count, Any* result) {
    (void)self; (void)args; (void)count; (void)result;
    return 0;
}

int tvmsharp_entry_1p3two(void* self, const Any* args, int32_t count, Any* result) {
    (void)self; (void)args; (void)count; (void)result;
    return 0;
}

int main(void) {
    Any result;
    memset(&result, 1, sizeof result);
    int code = __tvm_ffi_tvmsharp_check(0, 0, 0, &result);
    int registered = 0;
    if (code == 0) printf("fine, result %d\n", (int)result.type_index);
    for (int i = 0; i < 16; ++i) {
        if (registry[i].function == 0) continue;
        ++registered;
        printf("%s\n", registry[i].name);
    }
    printf("leaked %d\n", live - registered);
    return 0;
}
