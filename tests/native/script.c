/*
 * A process without .NET that loads libtvm_ffi and TVM extensions and does what its arguments say, one command after
 * the other. What it prints is what the end-to-end tests look at.
 *
 *     ffi PATH               load libtvm_ffi
 *     load PATH              load an extension, RTLD_LOCAL | RTLD_NOW
 *     check PATH             ask an extension whether its registration went well
 *     take NAME              register a C function that returns 7 under a name
 *     call NAME ARG...       call a global function and print the result, or the error it raises
 *     set VAR NAME ARG...    the same, and keep the result
 *     type KEY               print what reflection tells about an object type
 *     get v:VAR FIELD        print a field of an object, by its getter
 *     put v:VAR FIELD ARG    set a field of an object, by its setter
 *     method v:VAR NAME ARG... call a method of an object and print the result
 *     has NAME               print whether there is a global function
 *     loop N NAME ARG...     call N times, print nothing but a failure
 *     lose N NAME ARG...     call N times and forget the results, which is a leak
 *     misuse NAME ARG...     call and read the result after it was released
 *     thread COMMAND...      do a command in a thread of its own, which ends then
 *
 * Commands end with "/". Arguments: i:INTEGER f:NUMBER s:TEXT v:VAR n (None).
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    int32_t type_index;
    uint32_t small_len;
    union {
        int64_t v_int64;
        double v_float64;
        const char* v_c_str;
        void* v_obj;
        char v_bytes[8];
    } v;
} Any;

typedef struct {
    const char* data;
    size_t size;
} Bytes;

typedef int (*SafeCall)(void*, const Any*, int32_t, Any*);

typedef struct {
    Bytes name, doc, metadata;
    int64_t flags, size, alignment, offset;
    int (*getter)(void*, Any*);
    void* setter;
    Any default_value;
    int32_t static_type_index;
} FieldInfo;

typedef struct {
    Bytes name, doc, metadata;
    int64_t flags;
    Any method;
} MethodInfo;

typedef struct TypeInfo {
    int32_t type_index, type_depth;
    Bytes key;
    const struct TypeInfo** ancestors;
    uint64_t hash;
    int32_t num_fields, num_methods;
    const FieldInfo* fields;
    const MethodInfo* methods;
    const Bytes* doc;
} TypeInfo;

enum { None = 0, Int = 1, Bool = 2, Float = 3, OpaquePtr = 4, RawStr = 8, SmallStr = 11, Object = 64, Str = 65, MaxArgs = 16, MaxVars = 64 };

static int (*get_global)(const Bytes*, void**);
static int (*set_global)(const Bytes*, void*, int);
static int (*create)(void*, SafeCall, void (*)(void*), void**);
static int (*call)(void*, Any*, int32_t, Any*);
static int (*dec_ref)(void*);
static void (*move_error)(void**);
static int (*key_to_index)(const Bytes*, int32_t*);
static const TypeInfo* (*type_info)(int32_t);

static struct {
    const char* name;
    Any value;
} vars[MaxVars];
static int var_count = 0;

static void die(const char* what, const char* which) {
    const char* why = dlerror();
    printf("fatal: %s %s%s%s\n", what, which, why ? ": " : "", why ? why : "");
    exit(3);
}

static void* symbol(void* library, const char* name) {
    void* found = dlsym(library, name);
    if (!found) die("no symbol", name);
    return found;
}

static void bind(const char* path) {
    void* ffi = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!ffi) die("cannot load", path);
    get_global = symbol(ffi, "TVMFFIFunctionGetGlobal");
    set_global = symbol(ffi, "TVMFFIFunctionSetGlobal");
    create = symbol(ffi, "TVMFFIFunctionCreate");
    call = symbol(ffi, "TVMFFIFunctionCall");
    dec_ref = symbol(ffi, "TVMFFIObjectDecRef");
    move_error = symbol(ffi, "TVMFFIErrorMoveFromRaised");
    key_to_index = symbol(ffi, "TVMFFITypeKeyToIndex");
    type_info = symbol(ffi, "TVMFFIGetTypeInfo");
}

static int seven(void* self, const Any* args, int32_t count, Any* result) {
    (void)self, (void)args, (void)count;
    result->type_index = Int;
    result->v.v_int64 = 7;
    return 0;
}

static void print_error(const char* subject) {
    void* error = NULL;
    move_error(&error);
    if (!error) die("no error was raised by", subject);
    const Bytes* cell = (const Bytes*)((const char*)error + 24);
    printf("%s raised %.*s: %.*s\n%.*s", subject, (int)cell[0].size, cell[0].data, (int)cell[1].size, cell[1].data,
           (int)cell[2].size, cell[2].data);
    dec_ref(error);
}

static void print_value(const char* name, const Any* value) {
    switch (value->type_index) {
        case None: printf("%s = None\n", name); break;
        case Int: printf("%s = int %lld\n", name, (long long)value->v.v_int64); break;
        case Bool: printf("%s = bool %lld\n", name, (long long)value->v.v_int64); break;
        case Float: printf("%s = float %g\n", name, value->v.v_float64); break;
        case SmallStr: printf("%s = str %.*s\n", name, (int)value->small_len, value->v.v_bytes); break;
        case Str: {
            const Bytes* text = (const Bytes*)((const char*)value->v.v_obj + 24);
            printf("%s = str %.*s\n", name, (int)text->size, text->data);
            break;
        }
        default: printf("%s = object\n", name); break;
    }
}

static Any parse(const char* text) {
    Any value = {None, 0, {0}};
    const char* rest = text + 2;
    switch (text[0]) {
        case 'i': value.type_index = Int; value.v.v_int64 = strtoll(rest, NULL, 10); break;
        case 'f': value.type_index = Float; value.v.v_float64 = strtod(rest, NULL); break;
        case 's': value.type_index = RawStr; value.v.v_c_str = rest; break;
        case 'v':
            for (int i = 0; i < var_count; ++i) {
                if (strcmp(vars[i].name, rest) == 0) return vars[i].value;
            }
            die("no variable", rest);
            break;
        case 'n': break;
        default: die("not an argument:", text);
    }
    return value;
}

/* Calls a function; returns whether it succeeded. */
static int invoke(const char* name, char** words, int count, Any* result) {
    Bytes key = {name, strlen(name)};
    void* function = NULL;
    if (get_global(&key, &function) != 0 || !function) die("no global function", name);
    Any args[MaxArgs];
    if (count > MaxArgs) die("too many arguments for", name);
    for (int i = 0; i < count; ++i) args[i] = parse(words[i]);
    Any none = {None, 0, {0}};
    *result = none;
    int code = call(function, args, count, result);
    dec_ref(function);
    if (code != 0) print_error(name);
    return code == 0;
}

/* The type of the object in a variable. */
static const TypeInfo* type_of(const Any* object) {
    if (object->type_index < Object) die("no object", "in the variable");
    return type_info(object->type_index);
}

/* A field of a type or of one that it derives from. */
static const FieldInfo* find_field(const TypeInfo* type, const char* name) {
    for (int32_t depth = type->type_depth; depth >= 0; --depth) {
        const TypeInfo* current = depth == type->type_depth ? type : type->ancestors[depth];
        for (int32_t i = 0; i < current->num_fields; ++i) {
            const FieldInfo* field = &current->fields[i];
            if (field->name.size == strlen(name) && memcmp(field->name.data, name, field->name.size) == 0) return field;
        }
    }
    die("no field", name);
    return NULL;
}

/* The same for methods. */
static const MethodInfo* find_method(const TypeInfo* type, const char* name) {
    for (int32_t depth = type->type_depth; depth >= 0; --depth) {
        const TypeInfo* current = depth == type->type_depth ? type : type->ancestors[depth];
        for (int32_t i = 0; i < current->num_methods; ++i) {
            const MethodInfo* method = &current->methods[i];
            if (method->name.size == strlen(name) && memcmp(method->name.data, name, method->name.size) == 0) return method;
        }
    }
    die("no method", name);
    return NULL;
}

static void print_type(const char* name) {
    Bytes key = {name, strlen(name)};
    int32_t index = 0;
    if (key_to_index(&key, &index) != 0) {
        print_error(name);
        return;
    }
    const TypeInfo* type = type_info(index);
    printf("type %s depth %d: %.*s\n", name, (int)type->type_depth, (int)type->doc->size, type->doc->data);
    for (int32_t i = 0; i < type->num_fields; ++i) {
        const FieldInfo* field = &type->fields[i];
        printf("  field %.*s at %d: %.*s\n", (int)field->name.size, field->name.data, (int)field->offset, (int)field->metadata.size,
               field->metadata.data);
    }
    for (int32_t i = 0; i < type->num_methods; ++i) {
        const MethodInfo* method = &type->methods[i];
        printf("  method %.*s: %.*s\n", (int)method->name.size, method->name.data, (int)method->doc.size, method->doc.data);
    }
}

/* Runs a getter, a setter that is a function, or a method, and prints. */
static void member(const char* verb, char** words, int count) {
    Any object = parse(words[0]), result = {None, 0, {0}};
    const TypeInfo* type = type_of(&object);
    int code;
    if (strcmp(verb, "method") == 0) {
        Any args[MaxArgs];
        if (count > MaxArgs) die("too many arguments for", words[1]);
        args[0] = object;
        for (int i = 2; i < count; ++i) args[i - 1] = parse(words[i]);
        code = call(find_method(type, words[1])->method.v.v_obj, args, count - 1, &result);
    } else {
        const FieldInfo* field = find_field(type, words[1]);
        char* address = (char*)object.v.v_obj + field->offset;
        if (strcmp(verb, "get") == 0) {
            code = field->getter(address, &result);
        } else {
            Any args[2] = {{OpaquePtr, 0, {0}}, parse(words[2])};
            args[0].v.v_obj = address;
            code = call(field->setter, args, 2, &result);
        }
    }
    if (code != 0) {
        print_error(words[1]);
        return;
    }
    print_value(words[1], &result);
    if (result.type_index >= Object) dec_ref(result.v.v_obj);
}

typedef struct {
    char** words;
    int count;
} Command;

static void run(char** words, int count);

static void* run_in_thread(void* command) {
    run(((Command*)command)->words, ((Command*)command)->count);
    return NULL;
}

static void run(char** words, int count) {
    const char* verb = words[0];
    Any result;
    if (strcmp(verb, "ffi") == 0) {
        bind(words[1]);
    } else if (strcmp(verb, "load") == 0) {
        if (!dlopen(words[1], RTLD_NOW | RTLD_LOCAL)) die("cannot load", words[1]);
    } else if (strcmp(verb, "check") == 0) {
        void* library = dlopen(words[1], RTLD_NOW | RTLD_LOCAL | RTLD_NOLOAD);
        if (!library) die("not loaded:", words[1]);
        SafeCall check = (SafeCall)symbol(library, "__tvm_ffi_tvmsharp_check");
        Any none = {None, 0, {0}};
        result = none;
        if (check(NULL, NULL, 0, &result) != 0) print_error("check");
        else printf("check ok\n");
    } else if (strcmp(verb, "take") == 0) {
        Bytes key = {words[1], strlen(words[1])};
        void* function = NULL;
        if (create(NULL, seven, NULL, &function) != 0 || set_global(&key, function, 0) != 0) die("cannot register", words[1]);
        dec_ref(function);
    } else if (strcmp(verb, "has") == 0) {
        Bytes key = {words[1], strlen(words[1])};
        void* function = NULL;
        get_global(&key, &function);
        printf("%s is %s\n", words[1], function ? "registered" : "not registered");
        if (function) dec_ref(function);
    } else if (strcmp(verb, "type") == 0) {
        print_type(words[1]);
    } else if (strcmp(verb, "get") == 0 || strcmp(verb, "put") == 0 || strcmp(verb, "method") == 0) {
        member(verb, words + 1, count - 1);
    } else if (strcmp(verb, "call") == 0) {
        if (invoke(words[1], words + 2, count - 2, &result)) {
            print_value(words[1], &result);
            if (result.type_index >= Object) dec_ref(result.v.v_obj);
        }
    } else if (strcmp(verb, "loop") == 0) {
        for (long i = strtol(words[1], NULL, 10); i > 0; --i) {
            if (!invoke(words[2], words + 3, count - 3, &result)) return;
            if (result.type_index >= Object) dec_ref(result.v.v_obj);
        }
        printf("loop done\n");
    } else if (strcmp(verb, "lose") == 0) {
        for (long i = strtol(words[1], NULL, 10); i > 0; --i) invoke(words[2], words + 3, count - 3, &result);
        memset(&result, 0, sizeof result);
    } else if (strcmp(verb, "misuse") == 0) {
        if (invoke(words[1], words + 2, count - 2, &result)) {
            dec_ref(result.v.v_obj);
            print_value(words[1], &result);
        }
    } else if (strcmp(verb, "set") == 0) {
        if (invoke(words[2], words + 3, count - 3, &result)) {
            if (var_count == MaxVars) die("too many variables:", words[1]);
            vars[var_count].name = words[1];
            vars[var_count++].value = result;
        }
    } else if (strcmp(verb, "thread") == 0) {
        Command command = {words + 1, count - 1};
        pthread_t thread;
        if (pthread_create(&thread, NULL, run_in_thread, &command) != 0) die("no thread for", words[1]);
        pthread_join(thread, NULL);
    } else {
        die("no such command:", verb);
    }
}

int main(int argc, char** argv) {
    setvbuf(stdout, NULL, _IOLBF, 0);
    for (int begin = 1; begin < argc;) {
        int end = begin;
        while (end < argc && strcmp(argv[end], "/") != 0) ++end;
        if (end > begin) run(argv + begin, end - begin);
        begin = end + 1;
    }
    for (int i = 0; i < var_count; ++i) {
        if (vars[i].value.type_index >= Object) dec_ref(vars[i].value.v.v_obj);
    }
    printf("end\n");
    return 0;
}
