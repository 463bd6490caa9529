// The peers in C++: the same operations with tvm-ffi's own headers.
#include <tvm/ffi/container/array.h>
#include <tvm/ffi/error.h>
#include <tvm/ffi/function.h>
#include <tvm/ffi/object.h>
#include <tvm/ffi/reflection/registry.h>
#include <tvm/ffi/string.h>

#include <cstdint>
#include <string>

namespace ffi = tvm::ffi;

namespace {

constexpr int64_t kLength = 1000;

class PairObj : public ffi::Object {
 public:
  int64_t number;
  ffi::ObjectRef first;

  PairObj(int64_t number, ffi::ObjectRef first) : number(number), first(std::move(first)) {}

  static void RegisterReflection() {
    ffi::reflection::ObjectDef<PairObj>().def_ro("number", &PairObj::number).def_ro("first", &PairObj::first);
  }

  TVM_FFI_DECLARE_OBJECT_INFO_FINAL("bench.Pair", PairObj, ffi::Object);
};

class Pair : public ffi::ObjectRef {
 public:
  Pair(int64_t number, ffi::ObjectRef first) { data_ = ffi::make_object<PairObj>(number, std::move(first)); }

  TVM_FFI_DEFINE_OBJECT_REF_METHODS_NULLABLE(Pair, ffi::ObjectRef, PairObj);
};

const ffi::Array<int64_t>& Numbers() {
  static const ffi::Array<int64_t> numbers = [] {
    ffi::Array<int64_t> made;
    for (int64_t i = 0; i < kLength; ++i) made.push_back(i);
    return made;
  }();
  return numbers;
}

const ffi::Array<ffi::ObjectRef>& Objects() {
  static const ffi::Array<ffi::ObjectRef> objects = [] {
    ffi::Array<ffi::ObjectRef> made;
    for (int64_t i = 0; i < kLength; ++i) made.push_back(Pair(i, Pair(-i, ffi::ObjectRef())));
    return made;
  }();
  return objects;
}

int64_t Fail(int64_t x) {
  if (x >= 0) TVM_FFI_THROW(ValueError) << "refused";
  return x;
}

TVM_FFI_STATIC_INIT_BLOCK() {
  PairObj::RegisterReflection();
  ffi::reflection::GlobalDef()
      .def("bench.cpp.add_one", [](int64_t x) { return x + 1; })
      .def("bench.cpp.lengths",
           [](const ffi::String& a, const ffi::String& b) { return static_cast<int64_t>(a.size() + b.size()); })
      .def("bench.cpp.fail", &Fail)
      .def("bench.cpp.numbers", [] { return Numbers(); })
      .def("bench.cpp.objects", [] { return Objects(); });
}

}  // namespace

extern "C" {

int64_t cpp_call(const char* name, int64_t count) {
  const ffi::Function function = ffi::Function::GetGlobalRequired(name);
  int64_t sum = 0;
  for (int64_t i = 0; i < count; ++i) sum += function(i).cast<int64_t>();
  return sum;
}

int64_t cpp_call_literals(const char* name, int64_t count) {
  const ffi::Function function = ffi::Function::GetGlobalRequired(name);
  int64_t sum = 0;
  for (int64_t i = 0; i < count; ++i) sum += function("short", "a string of thirty characters.").cast<int64_t>();
  return sum;
}

int64_t cpp_call_strings(const char* name, int64_t count) {
  const ffi::Function function = ffi::Function::GetGlobalRequired(name);
  const std::string first = "short", second = "a string of thirty characters.";
  int64_t sum = 0;
  for (int64_t i = 0; i < count; ++i) sum += function(first, second).cast<int64_t>();
  return sum;
}

int64_t cpp_array_read(const char*, int64_t count) {
  const ffi::Array<int64_t>& numbers = Numbers();
  int64_t sum = 0;
  for (int64_t i = 0, k = 0; i < count; ++i, k = k + 1 == kLength ? 0 : k + 1) sum += numbers[k];
  return sum;
}

int64_t cpp_array_enumerate(const char*, int64_t count) {
  int64_t sum = 0;
  for (int64_t i = 0; i < count; i += kLength) {
    for (int64_t number : Numbers()) sum += number;
  }
  return sum;
}

int64_t cpp_object_read(const char*, int64_t count) {
  const ffi::Array<ffi::ObjectRef>& objects = Objects();
  int64_t sum = 0;
  for (int64_t i = 0, k = 0; i < count; ++i, k = k + 1 == kLength ? 0 : k + 1) {
    const ffi::ObjectRef object = objects[k];
    sum += object.defined();
  }
  return sum;
}

int64_t cpp_field_read(const char*, int64_t count) {
  const PairObj* pair = static_cast<const PairObj*>(Objects()[0].get());
  int64_t sum = 0;
  for (int64_t i = 0; i < count; ++i) {
    const ffi::ObjectRef first = pair->first;
    sum += first.defined();
  }
  return sum;
}

int64_t cpp_field_read_number(const char*, int64_t count) {
  // Volatile: a loop over a field that nobody writes would be no loop.
  const volatile PairObj* pair = static_cast<const PairObj*>(Objects()[0].get());
  int64_t sum = 0;
  for (int64_t i = 0; i < count; ++i) sum += pair->number;
  return sum;
}

int64_t cpp_reference(const char*, int64_t count) {
  const ffi::ObjectRef object = Objects()[0];
  int64_t sum = 0;
  for (int64_t i = 0; i < count; ++i) {
    const ffi::ObjectRef copy = object;
    sum += copy.defined();
  }
  return sum;
}

// Calls through the C ABI whoever wrote the function, so that an error always crosses that boundary.
int64_t cpp_error(const char* name, int64_t count) {
  const ffi::Function function = ffi::Function::GetGlobalRequired(name);
  TVMFFIObjectHandle handle = const_cast<ffi::Object*>(static_cast<const ffi::Object*>(function.get()));
  int64_t caught = 0;
  for (int64_t i = 0; i < count; ++i) {
    try {
      TVMFFIAny arg = ffi::AnyView(i).CopyToTVMFFIAny();
      ffi::Any result;
      TVM_FFI_CHECK_SAFE_CALL(TVMFFIFunctionCall(handle, &arg, 1, reinterpret_cast<TVMFFIAny*>(&result)));
    } catch (const ffi::Error& error) {
      caught += error.kind() == "ValueError";
    }
  }
  return caught;
}

}  // extern "C"
