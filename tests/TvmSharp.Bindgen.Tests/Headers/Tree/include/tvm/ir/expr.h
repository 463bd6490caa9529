#ifndef MINI_TVM_IR_EXPR_H_
#define MINI_TVM_IR_EXPR_H_

#include <tvm/runtime/base.h>

namespace tvm {

/*! \brief Its ObjectDef has no fields; parameters default to none of it. */
class SpanNode : public ffi::Object {
 public:
  static void RegisterReflection() { ffi::reflection::ObjectDef<SpanNode>(); }
  TVM_FFI_DECLARE_OBJECT_INFO_FINAL("ir.Span", SpanNode, ffi::Object);
};

class Span : public ffi::ObjectRef {
 public:
  TVM_FFI_DEFINE_OBJECT_REF_METHODS_NULLABLE(Span, ffi::ObjectRef, SpanNode);
};

class ExprNode : public ffi::Object {
 public:
  mutable Span span;
  ffi::Optional<DLDataType> dtype;

  static void RegisterReflection() {
    namespace refl = tvm::ffi::reflection;
    // Neither counts when two are compared.
    refl::ObjectDef<ExprNode>()
        .def_ro("span", &ExprNode::span, refl::DefaultValue(Span()),
                refl::AttachFieldFlag::SEqHashIgnore())
        .def_ro("dtype", &ExprNode::dtype, refl::AttachFieldFlag::SEqHashIgnore());
  }

  static constexpr TVMFFISEqHashKind _type_s_eq_hash_kind = kTVMFFISEqHashKindTreeNode;
  TVM_FFI_DECLARE_OBJECT_INFO("ir.Expr", ExprNode, ffi::Object);
};

class Expr : public ffi::ObjectRef {
 public:
  TVM_FFI_DEFINE_OBJECT_REF_METHODS_NULLABLE(Expr, ffi::ObjectRef, ExprNode);
};

/*! \brief A view: a reference of its own over objects of another class. */
class PrimExpr : public Expr {
 public:
  TVM_FFI_DEFINE_OBJECT_REF_METHODS_NULLABLE(PrimExpr, Expr, ExprNode);
};

template <typename T>
class TypedExpr : public Expr {};

/*! \brief A view whose base is a template. */
class IntExpr : public TypedExpr<PrimExpr> {};

/*! \brief An abstract class: no ObjectDef, only name and parent are known. */
class GlobalInfoNode : public ffi::Object {
 public:
  int64_t hidden;
  TVM_FFI_DECLARE_OBJECT_INFO("ir.GlobalInfo", GlobalInfoNode, ffi::Object);
};

class GlobalInfo : public ffi::ObjectRef {
 public:
  TVM_FFI_DEFINE_OBJECT_REF_METHODS_NULLABLE(GlobalInfo, ffi::ObjectRef, GlobalInfoNode);
};

/*! \brief A source has its ObjectDef, which has no fields. */
class AttrsNode : public ffi::Object {
 public:
  virtual ~AttrsNode() {}
  int64_t hidden;
  TVM_FFI_DECLARE_OBJECT_INFO("ir.Attrs", AttrsNode, ffi::Object);
};

class Attrs : public ffi::ObjectRef {
 public:
  TVM_FFI_DEFINE_OBJECT_REF_METHODS_NULLABLE(Attrs, ffi::ObjectRef, AttrsNode);
};

class DictAttrsNode : public AttrsNode {
 public:
  ffi::Map<ffi::String, ffi::Any> dict;

  static void RegisterReflection() {
    namespace rfl = ffi::reflection;
    rfl::ObjectDef<DictAttrsNode>().def_ro("__dict__", &DictAttrsNode::dict);
  }

  TVM_FFI_DECLARE_OBJECT_INFO_FINAL("ir.DictAttrs", DictAttrsNode, AttrsNode);
};

class DictAttrs : public Attrs {
 public:
  TVM_FFI_DEFINE_OBJECT_REF_METHODS_NOTNULLABLE(DictAttrs, Attrs, DictAttrsNode);
};

}  // namespace tvm

#endif
