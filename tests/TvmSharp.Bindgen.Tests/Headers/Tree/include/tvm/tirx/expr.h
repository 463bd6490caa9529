#ifndef MINI_TVM_TIRX_EXPR_H_
#define MINI_TVM_TIRX_EXPR_H_

#include <tvm/ir/expr.h>

namespace tvm {
namespace tirx {

/*! \brief A template: what is made from it has the fields, and a key of its own. */
template <typename T>
class BinaryOpNode : public ExprNode {
 public:
  PrimExpr a;
  PrimExpr b;
  static void RegisterReflection() {
    namespace refl = tvm::ffi::reflection;
    refl::ObjectDef<T>().def_ro("a", &T::a).def_ro("b", &T::b);
  }
  static const constexpr int _type_child_slots [[maybe_unused]] = 0;
  static const constexpr bool _type_final [[maybe_unused]] = true;
  TVM_FFI_DECLARE_OBJECT_INFO_PREDEFINED_TYPE_KEY(T, ExprNode);
};

class AddNode : public BinaryOpNode<AddNode> {
 public:
  static constexpr const char* _type_key = "tirx.Add";
};

class Add : public PrimExpr {
 public:
  TVM_DLL Add(PrimExpr a, PrimExpr b, Span span = Span());
  TVM_FFI_DEFINE_OBJECT_REF_METHODS_NULLABLE(Add, PrimExpr, AddNode);
};

struct LENode : public BinaryOpNode<LENode> {
 public:
  static constexpr const char* _type_key = "tirx.LE";
};

class LE : public PrimExpr {
 public:
  TVM_FFI_DEFINE_OBJECT_REF_METHODS_NULLABLE(LE, PrimExpr, LENode);
};

/*! \brief Has the name of a class of another module. */
class StringImmNode : public ExprNode {
 public:
  ffi::String value;

  static void RegisterReflection() {
    ::tvm::ffi::reflection::ObjectDef<StringImmNode>().def_ro("value", &StringImmNode::value);
  }

  TVM_FFI_DECLARE_OBJECT_INFO_FINAL("tirx.StringImm", StringImmNode, ExprNode);
};

class StringImm : public PrimExpr {
 public:
  TVM_FFI_DEFINE_OBJECT_REF_METHODS_NULLABLE(StringImm, PrimExpr, StringImmNode);
};

}  // namespace tirx
}  // namespace tvm

#endif
