// Declarations in the manner of tvm-ffi's: the forms of its macros and templates, and the sizes that matter for offsets.
#ifndef MINI_TVM_FFI_OBJECT_H_
#define MINI_TVM_FFI_OBJECT_H_

#include <tvm/ffi/c_api.h>

#include <string>
#include <tuple>
#include <utility>

namespace tvm {
namespace ffi {

class Object {
 protected:
  TVMFFIObject header_;

 public:
  static constexpr const char* _type_key = "ffi.Object";
  static constexpr bool _type_final = false;
  static constexpr bool _type_mutable = false;
  static constexpr int32_t _type_depth = 0;
  static constexpr TVMFFISEqHashKind _type_s_eq_hash_kind = kTVMFFISEqHashKindUnsupported;
};

template <typename T>
class ObjectPtr {
 private:
  T* data_ = nullptr;
};

class ObjectRef {
 public:
  ObjectRef() = default;
  explicit ObjectRef(ObjectPtr<Object> n) : data_(n) {}
  using ContainerType = Object;

 protected:
  ObjectPtr<Object> data_;
};

class Any {
 private:
  int32_t type_index_;
  uint32_t padding_;
  int64_t value_;
};

// Strings of a few bytes stand in the value itself.
class String {
 private:
  Any data_;
};

class Function : public ObjectRef {};

template <typename FType>
class TypedFunction : public Function {};

template <typename T, typename = void>
class Array : public ObjectRef {};
template <typename T, typename = void>
class List : public ObjectRef {};
template <typename K, typename V, typename = void>
class Map : public ObjectRef {};
template <typename K, typename V, typename = void>
class Dict : public ObjectRef {};
template <typename... T>
class Tuple : public ObjectRef {};

template <typename T, typename = void>
class Optional {
 private:
  Any data_;
};

template <typename... T>
class Variant {
 private:
  Any data_;
};

}  // namespace ffi
}  // namespace tvm

#define TVM_FFI_DECLARE_OBJECT_INFO_PREDEFINED_TYPE_KEY(TypeName, ParentType) \
  static constexpr int32_t _type_depth = ParentType::_type_depth + 1;         \
  static int32_t RuntimeTypeIndex() { return TypeName::_type_depth; }

#define TVM_FFI_DECLARE_OBJECT_INFO(TypeKey, TypeName, ParentType) \
  static constexpr const char* _type_key = TypeKey;                \
  TVM_FFI_DECLARE_OBJECT_INFO_PREDEFINED_TYPE_KEY(TypeName, ParentType)

#define TVM_FFI_DECLARE_OBJECT_INFO_FINAL(TypeKey, TypeName, ParentType) \
  static const constexpr int _type_child_slots [[maybe_unused]] = 0;     \
  static const constexpr bool _type_final [[maybe_unused]] = true;       \
  TVM_FFI_DECLARE_OBJECT_INFO(TypeKey, TypeName, ParentType)

#define TVM_FFI_DEFINE_OBJECT_REF_METHODS_NULLABLE(TypeName, ParentType, ObjectName) \
  TypeName() = default;                                                              \
  using ContainerType = ObjectName

#define TVM_FFI_DEFINE_OBJECT_REF_METHODS_NOTNULLABLE(TypeName, ParentType, ObjectName) \
  using ContainerType = ObjectName

#endif
