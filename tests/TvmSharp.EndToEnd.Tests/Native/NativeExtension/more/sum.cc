// Written against the headers of tvm-ffi.
#include <tvm/ffi/container/array.h>
#include <tvm/ffi/reflection/registry.h>

namespace {

int64_t Sum(const tvm::ffi::Array<int64_t>& numbers) {
    if (numbers.empty()) TVM_FFI_THROW(ValueError) << "no numbers";
    int64_t sum = 0;
    for (int64_t number : numbers) sum += number;
    return sum;
}

TVM_FFI_STATIC_INIT_BLOCK() {
    tvm::ffi::reflection::GlobalDef().def("native_project.native.sum", Sum, "The sum of numbers.");
}

}  // namespace
