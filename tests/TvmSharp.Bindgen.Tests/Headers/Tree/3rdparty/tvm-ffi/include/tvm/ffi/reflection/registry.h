#ifndef MINI_TVM_FFI_REFLECTION_REGISTRY_H_
#define MINI_TVM_FFI_REFLECTION_REGISTRY_H_

#include <tvm/ffi/object.h>

namespace tvm {
namespace ffi {
namespace reflection {

struct DefaultValue {
  template <typename T>
  explicit DefaultValue(T) {}
};

struct AttachFieldFlag {
  static AttachFieldFlag SEqHashIgnore() { return {}; }
  static AttachFieldFlag SEqHashDefRecursive() { return {}; }
};

template <typename Class>
class ObjectDef {
 public:
  template <typename... Extra>
  explicit ObjectDef(Extra&&...) {}

  template <typename M, typename... Extra>
  ObjectDef& def_ro(const char*, M, Extra&&...) { return *this; }

  template <typename M, typename... Extra>
  ObjectDef& def_rw(const char*, M, Extra&&...) { return *this; }
};

}  // namespace reflection
}  // namespace ffi
}  // namespace tvm

#endif
