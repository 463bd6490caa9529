#include "registry.h"

static int twice(void* self, const TVMFFIAny* args, int32_t count, TVMFFIAny* result) {
    (void)self;
    (void)count;
    *result = *args;
    result->v.v_int64 *= 2;
    return 0;
}

__attribute__((constructor)) static void register_twice(void) { register_global("native_project.native.twice", twice); }
