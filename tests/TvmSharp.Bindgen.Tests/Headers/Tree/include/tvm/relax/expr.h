#ifndef MINI_TVM_RELAX_EXPR_H_
#define MINI_TVM_RELAX_EXPR_H_

#include <tvm/ir/expr.h>

namespace tvm {
namespace relax {

class StringImmNode : public ExprNode {
 public:
  ffi::String value;

  static void RegisterReflection() {
    namespace refl = tvm::ffi::reflection;
    refl::ObjectDef<StringImmNode>().def_ro("value", &StringImmNode::value);
  }

  TVM_FFI_DECLARE_OBJECT_INFO_FINAL("relax.expr.StringImm", StringImmNode, ExprNode);
};

class StringImm : public Expr {
 public:
  TVM_FFI_DEFINE_OBJECT_REF_METHODS_NULLABLE(StringImm, Expr, StringImmNode);
};

/*! \brief A member, and a name for reflection that is another. */
class TupleGetItemNode : public ExprNode {
 public:
  Expr tuple;
  int index;

  static void RegisterReflection() {
    namespace refl = tvm::ffi::reflection;
    refl::ObjectDef<TupleGetItemNode>()
        .def_ro("tuple_value", &TupleGetItemNode::tuple)
        .def_ro("index", &TupleGetItemNode::index);
  }

  TVM_FFI_DECLARE_OBJECT_INFO_FINAL(
      "relax.expr."
      "TupleGetItem",
      TupleGetItemNode, ExprNode);
};

class TupleGetItem : public Expr {
 public:
  TVM_FFI_DEFINE_OBJECT_REF_METHODS_NULLABLE(TupleGetItem, Expr, TupleGetItemNode);
};

/*! \brief Keeps a field and a table of virtual functions that reflection says nothing of. */
class ScopeObj : public ffi::Object {
 public:
  virtual ~ScopeObj() {}
  Expr Last(int64_t depth) const;
  ffi::Array<Expr> scopes;
  ffi::String name;

  static constexpr bool _type_mutable = true;

  static void RegisterReflection() {
    namespace refl = tvm::ffi::reflection;
    refl::ObjectDef<ScopeObj>().def_rw("name", &ScopeObj::name);
  }

  TVM_FFI_DECLARE_OBJECT_INFO_FINAL("relax.Scope", ScopeObj, ffi::Object);
};

class Scope : public ffi::ObjectRef {
 public:
  TVM_FFI_DEFINE_OBJECT_REF_METHODS_NOTNULLABLE(Scope, ffi::ObjectRef, ScopeObj);
};

}  // namespace relax
}  // namespace tvm

#endif
