/* Loads a libtvm_ffi and then a library, and prints how many nanoseconds the latter took. */
#include <dlfcn.h>
#include <stdio.h>
#include <time.h>

static long long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

int main(int argc, char** argv) {
    if (argc != 3) {
        fprintf(stderr, "usage: load LIBTVM_FFI LIBRARY\n");
        return 2;
    }
    if (dlopen(argv[1], RTLD_NOW | RTLD_GLOBAL) == 0) {
        fprintf(stderr, "%s\n", dlerror());
        return 1;
    }
    long long start = now();
    if (dlopen(argv[2], RTLD_NOW | RTLD_LOCAL) == 0) {
        fprintf(stderr, "%s\n", dlerror());
        return 1;
    }
    printf("%lld\n", now() - start);
    return 0;
}
