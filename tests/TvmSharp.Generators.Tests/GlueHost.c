/* A registry in place of TVM's, and a program around the glue of a project with the functions "p.one" and "p.two" and, with
   TYPES, the type "p.Point" with a field "x" and the type "p.Named" below it with a field "name" and a method "greet".
   It prints what the glue has registered and what its check says. Macros make things go wrong:
   VERSION_PATCH  patch version of tvm-ffi
   TAKEN          name of a function that is registered before
   TAKEN_TYPE     key of a type that is registered before
   REFUSED        name of a function, field or method whose registration fails
   NO_FIELDS      no function of TVM's makes setters */
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
#ifndef TAKEN_TYPE
#define TAKEN_TYPE ""
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

static int make_getter(void* self, const Any* args, int32_t count, Any* result) {
    (void)self;
    result->type_index = 1;
    result->value.integer = 1000 + count + args[0].value.integer;
    return 0;
}

#ifndef NO_FIELDS
static int make_setter(void* self, const Any* args, int32_t count, Any* result) {
    (void)self;
    (void)count;
    result->type_index = 68;
    result->value.object = make(68, 0, (SafeCall)(intptr_t)args[2].value.integer);
    return 0;
}
#endif

static int make_constructor(void* self, const Any* args, int32_t count, Any* result) {
    (void)self;
    (void)count;
    (void)result;
    printf("type %d can be made, %d bytes\n", (int)args[0].value.integer, (int)args[1].value.integer);
    return 0;
}

static void add_new(const char* name, SafeCall call) {
    Object* function = make(68, 0, call);
    add(name, strlen(name), function);
    TVMFFIObjectDecRef(function);
}

static void prepare(void) {
    static int prepared = 0;
    if (prepared++) return;
    add_new("ffi.FunctionRemoveGlobal", remove_global);
    add_new("ffi.MakeFieldGetter", make_getter);
#ifndef NO_FIELDS
    add_new("ffi.MakeFieldSetter", make_setter);
#endif
    add_new("ffi._PyClassRegisterTypeAttrColumns", make_constructor);
    if (TAKEN[0] != 0) add_new(TAKEN, 0);
}

static int refuses(const Bytes* name) {
    if (name->size != strlen(REFUSED) || memcmp(name->data, REFUSED, name->size) != 0) return 0;
    raised = make(67, "refused by the test", 0);
    return 1;
}

int32_t TVMFFITypeGetOrAllocIndex(const Bytes* key, int32_t fixed, int32_t depth, int32_t slots, int32_t overflow, int32_t parent) {
    static Bytes keys[8];
    static int32_t count = 0;
    if (key->size == 10 && memcmp(key->data, "ffi.Object", 10) == 0) return 64;
    if (key->size == strlen(TAKEN_TYPE) && memcmp(key->data, TAKEN_TYPE, key->size) == 0) return 127;
    for (int32_t i = 0; i < count; ++i) {
        if (keys[i].size == key->size && memcmp(keys[i].data, key->data, key->size) == 0) return 128 + i;
    }
    if (parent == -2) return -2;
    keys[count] = *key;
    printf("type %d is %.*s, below %d at depth %d (%d %d %d)\n", 128 + count, (int)key->size, key->data, parent, depth, fixed, slots, overflow);
    return 128 + count++;
}

int TVMFFIStringFromByteArray(const Bytes* text, Any* out) {
    memset(out, 0, sizeof *out);
    out->type_index = 65;
    out->value.object = make(65, text->data, 0);
    return 0;
}

int TVMFFITypeRegisterField(int32_t type, const FieldInfo* info) {
    const Any* value = &info->default_value;
    if (refuses(&info->name)) return -1;
    printf("field %.*s of %d: kind %d, %d bytes at %d aligned by %d, flags %d, getter %d, setter %s, default ",
           (int)info->name.size, info->name.data, type, info->type_index, (int)info->size, (int)info->offset, (int)info->alignment,
           (int)info->flags, (int)(intptr_t)info->getter, info->setter->call != 0 ? "made" : "empty");
    if (value->type_index == 65) printf("%s\n", ((Object*)value->value.object)->message.data);
    else printf("%d\n", value->type_index == 1 ? (int)value->value.integer : 0);
    return 0;
}

int TVMFFITypeRegisterMethod(int32_t type, const MethodInfo* info) {
    if (refuses(&info->name)) return -1;
    printf("method %.*s of %d, flags %d\n", (int)info->name.size, info->name.data, type, (int)info->flags);
    return 0;
}

int TVMFFITypeRegisterAttr(int32_t type, const Bytes* name, const Any* value) {
    if (refuses(name)) return -1;
    printf("attribute %.*s of %d, a value of type %d\n", (int)name->size, name->data, type, value->type_index);
    return 0;
}

int TVMFFITypeRegisterMetadata(int32_t type, const TypeMetadata* metadata) {
    printf("type %d has %d bytes, compared as %d: %.*s\n", type, metadata->size, metadata->kind, (int)metadata->doc.size, metadata->doc.data);
    return 0;
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
    if (refuses(&info->name)) return -1;
    add(info->name.data, info->name.size, (Object*)info->method.value.object);
    return 0;
}

void TVMFFIErrorMoveFromRaised(void** out) {
    *out = raised;
    raised = 0;
}

static int loaded = 0;

void TVMFFIErrorSetRaisedFromCStr(const char* kind, const char* message) {
    if (loaded) printf("%s: %s\n", kind, message);
    else raised = make(67, message, 0);
}

int __tvm_ffi_tvmsharp_check(void*, const Any*, int32_t, Any*);

int tvmsharp_entry_1p3one(void* self, const Any* args, int32_t count, Any* result) {
    (void)self; (void)args; (void)count; (void)result;
    return 0;
}

int tvmsharp_entry_1p3two(void* self, const Any* args, int32_t count, Any* result) {
    (void)self; (void)args; (void)count; (void)result;
    return 0;
}

#ifdef TYPES
int tvmsharp_field_1p5Point1x(void* self, const Any* value, Any* result) {
    (void)self; (void)value; (void)result;
    return 0;
}

int tvmsharp_field_1p5Named4name(void* self, const Any* value, Any* result) {
    (void)self; (void)value; (void)result;
    return 0;
}

int tvmsharp_method_1p5Named5greet(void* self, const Any* args, int32_t count, Any* result) {
    (void)self; (void)args; (void)count; (void)result;
    return 0;
}

int tvmsharp_method_1p5Named12__ffi_repr__(void* self, const Any* args, int32_t count, Any* result) {
    (void)self; (void)args; (void)count; (void)result;
    return 0;
}
#endif

int main(void) {
    Any result;
    loaded = 1;
    memset(&result, 1, sizeof result);
    int code = __tvm_ffi_tvmsharp_check(0, 0, 0, &result);
    int registered = 0;
    if (code == 0) printf("fine, result %d\n", (int)result.type_index);
    for (int i = 0; i < 16; ++i) {
        if (registry[i].function == 0) continue;
        ++registered;
        if (strncmp(registry[i].name, "ffi.", 4) != 0) printf("%s\n", registry[i].name);
    }
    printf("leaked %d\n", live - registered);
    return 0;
}
