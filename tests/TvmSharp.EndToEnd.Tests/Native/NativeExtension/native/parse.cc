#include <stdexcept>
#include <string>

#include "registry.h"

namespace {

// A static object with a constructor: it has to be made before the first call.
const std::string name = std::string("native_project.native.") + "parse";

std::string Text(const TVMFFIAny& value) {
    if (value.type_index == kTVMFFIRawStr) return value.v.v_c_str;
    if (value.type_index == kTVMFFISmallStr) return std::string(value.v.v_bytes, value.small_len);
    if (value.type_index != kTVMFFIStr) throw std::runtime_error("not a text");
    // The cell of a string object is behind the header of 24 bytes.
    const auto* cell = reinterpret_cast<const TVMFFIByteArray*>(static_cast<const char*>(value.v.v_obj) + 24);
    return std::string(cell->data, cell->size);
}

int Parse(void*, const TVMFFIAny* args, int32_t, TVMFFIAny* result) {
    try {
        result->v.v_int64 = std::stoll(Text(args[0]));
        result->type_index = kTVMFFIInt;
        return 0;
    } catch (const std::exception& failure) {
        TVMFFIErrorSetRaisedFromCStr("ValueError", (name + ": " + failure.what()).c_str());
        return -1;
    }
}

const int registered = (register_global(name.c_str(), Parse), 0);

}  // namespace

// Keeps the compiler from saying that the object is not used.
int native_extension_registered() { return registered; }
