#include "registry.h"

#include <string.h>

void register_global(const char* name, TVMFFISafeCallType call) {
    TVMFFIByteArray key = {name, strlen(name)};
    void* function = 0;
    if (TVMFFIFunctionCreate(0, call, 0, &function) != 0) return;
    TVMFFIFunctionSetGlobal(&key, function, 0);
    TVMFFIObjectDecRef(function);
}
