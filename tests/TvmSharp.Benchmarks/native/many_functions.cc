// A library that registers 1,000 functions when it is loaded, the way a C++ library does.
#include <tvm/ffi/function.h>
#include <tvm/ffi/reflection/registry.h>

#include <cstdint>
#include <utility>

namespace {

template <int64_t kIndex>
struct Numbered {
  static constexpr char kName[] = {'b', 'e', 'n', 'c', 'h', '.', 'c', 'p', 'p', '.', 'm', 'a', 'n', 'y', '.', 'a', 'd', 'd', '_',
                                   '0' + kIndex / 100, '0' + kIndex / 10 % 10, '0' + kIndex % 10, 0};

  static int64_t Add(int64_t x) { return x + kIndex; }
};

template <int64_t... kIndices>
void Register(std::integer_sequence<int64_t, kIndices...>) {
  tvm::ffi::reflection::GlobalDef global;
  (global.def(Numbered<kIndices>::kName, &Numbered<kIndices>::Add, "Adds a number."), ...);
}

TVM_FFI_STATIC_INIT_BLOCK() { Register(std::make_integer_sequence<int64_t, 1000>()); }

}  // namespace
