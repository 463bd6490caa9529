/*
 * Linked into a published library that has native sources: as C, or as C++ when any of these is C++.
 *
 * Static initialisers of a library run inside dlopen. What one throws, such as a name that is registered already, would go
 * through the loader, which cannot undo what it has begun, and ends most processes. So the section .init_array of each native
 * object has the name tvmsharp_init by now, which the linker collects like any other, and the registration code calls this function
 * behind its own functions.
 */
#include <stdio.h>

#ifdef __cplusplus
#include <exception>
extern "C" {
#endif

typedef void (*Initializer)(int, char**, char**);

/* Bounds that the linker defines, unless no object has an initialiser. */
extern const Initializer __start_tvmsharp_init[] __attribute__((weak, visibility("hidden")));
extern const Initializer __stop_tvmsharp_init[] __attribute__((weak, visibility("hidden")));

/* Runs the initialisers until one throws. Returns what it said, or null. */
const char* tvmsharp_native_initialize(void);

const char* tvmsharp_native_initialize(void) {
#ifdef __cplusplus
    static char message[4096];
    try {
#endif
        /* glibc passes initialisers the arguments of the process; nobody who wants to be portable looks at them. */
        static char* none[] = {0};
        for (const Initializer* next = __start_tvmsharp_init; next != __stop_tvmsharp_init; ++next) (*next)(0, none, none);
#ifdef __cplusplus
    } catch (const std::exception& failure) {
        /* Here is tvm::ffi::Error too. */
        snprintf(message, sizeof message, "%s", failure.what());
        return message;
    } catch (...) {
        return "an initialiser threw what is no std::exception";
    }
#endif
    return 0;
}

#ifdef __cplusplus
}
#endif
