/*
 * Loads a TVM extension that was written in C# into a process that has no .NET of its own: finds libtvm_ffi, loads the
 * library the way TVM does (RTLD_LOCAL), asks whether its registration went well, and calls my_project.add_one.
 *
 *     host LIBTVM_FFI EXTENSION
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

/* What is used of tvm/ffi/c_api.h. */
typedef struct {
    int32_t type_index;
    uint32_t zero_padding;
    int64_t v_int64;
} TVMFFIAny;

typedef struct {
    const char* data;
    size_t size;
} TVMFFIByteArray;

typedef int (*SafeCall)(void*, const TVMFFIAny*, int32_t, TVMFFIAny*);

enum { kTVMFFINone = 0, kTVMFFIInt = 1, kObjectHeaderSize = 24 };

static double microseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1e6 + now.tv_nsec * 1e-3;
}

static int fail(const char* what) {
    const char* why = dlerror();
    fprintf(stderr, "host: %s%s%s\n", what, why ? ": " : "", why ? why : "");
    return 1;
}

int main(int argc, char** argv) {
    if (argc != 3) return fail("usage: host LIBTVM_FFI EXTENSION");

    void* ffi = dlopen(argv[1], RTLD_NOW | RTLD_GLOBAL);
    if (!ffi) return fail("cannot load libtvm_ffi");
    int (*get_global)(const TVMFFIByteArray*, void**) = dlsym(ffi, "TVMFFIFunctionGetGlobal");
    int (*call)(void*, TVMFFIAny*, int32_t, TVMFFIAny*) = dlsym(ffi, "TVMFFIFunctionCall");
    int (*dec_ref)(void*) = dlsym(ffi, "TVMFFIObjectDecRef");
    void (*move_error)(void**) = dlsym(ffi, "TVMFFIErrorMoveFromRaised");
    if (!get_global || !call || !dec_ref || !move_error) return fail("this is no libtvm_ffi");

    double start = microseconds();
    void* extension = dlopen(argv[2], RTLD_NOW | RTLD_LOCAL);
    double loaded = microseconds();
    if (!extension) return fail("cannot load the extension");

    SafeCall check = (SafeCall)dlsym(extension, "__tvm_ffi_tvmsharp_check");
    if (!check) return fail("this is no TvmSharp extension");
    TVMFFIAny result = {kTVMFFINone, 0, 0};
    if (check(NULL, NULL, 0, &result) != 0) {
        void* error = NULL;
        move_error(&error);
        const TVMFFIByteArray* cell = (const TVMFFIByteArray*)((const char*)error + kObjectHeaderSize);
        fprintf(stderr, "host: %.*s: %.*s\n", (int)cell[0].size, cell[0].data, (int)cell[1].size, cell[1].data);
        return 1;
    }

    TVMFFIByteArray name = {"my_project.add_one", strlen("my_project.add_one")};
    void* function = NULL;
    if (get_global(&name, &function) != 0 || !function) return fail("my_project.add_one is not registered");

    TVMFFIAny argument = {kTVMFFIInt, 0, 41};
    double before = microseconds();
    if (call(function, &argument, 1, &result) != 0) return fail("the call failed");
    double first = microseconds();
    const int calls = 1000000;
    for (int i = 0; i < calls; ++i) {
        argument.v_int64 = i;
        TVMFFIAny next = {kTVMFFINone, 0, 0};
        if (call(function, &argument, 1, &next) != 0 || next.v_int64 != i + 1) return fail("a later call failed");
    }
    double last = microseconds();
    dec_ref(function);

    printf("my_project.add_one(41) = %lld, called from C\n", (long long)result.v_int64);
    printf("load %.2f ms, first call (starts .NET) %.2f ms, later calls %.1f ns\n",
           (loaded - start) / 1e3, (first - before) / 1e3, (last - first) * 1e3 / calls);
    return result.v_int64 == 42 ? 0 : 1;
}
