#include <tvm/relax/expr.h>

namespace tvm {
namespace relax {

/*! \brief A class of a source: no header knows it. */
class HiddenNode : public ExprNode {
 public:
  int64_t secret;
  static void RegisterReflection() {
    namespace refl = tvm::ffi::reflection;
    refl::ObjectDef<HiddenNode>().def_ro("secret", &HiddenNode::secret);
  }
  TVM_FFI_DECLARE_OBJECT_INFO_FINAL("relax.Hidden", HiddenNode, ExprNode);
};

class Hidden : public Expr {
 public:
  TVM_FFI_DEFINE_OBJECT_REF_METHODS_NULLABLE(Hidden, Expr, HiddenNode);
};

TVM_FFI_STATIC_INIT_BLOCK() {
  StringImmNode::RegisterReflection();
  TupleGetItemNode::RegisterReflection();
  ScopeObj::RegisterReflection();
  HiddenNode::RegisterReflection();
  tvm::ffi::reflection::ObjectDef<AttrsNode>();
}

TVM_FFI_STATIC_INIT_BLOCK() {
  namespace refl = tvm::ffi::reflection;
  refl::GlobalDef()
      .def("relax.StringImm", [](ffi::String value, Span span) { return StringImm(value, span); })
      .def("relax.TupleGetItem", [](Expr tuple, int index, Span span) { return TupleGetItem(tuple, index, span); })
      .def("relax.MakeHidden", []() { return Hidden(); })
      .def("relax.ScopeLast", [](Scope scope, int64_t depth = 1) { return scope->Last(depth); })
      .def_method("relax.ScopeLastOf", &ScopeObj::Last);
}

}  // namespace relax
}  // namespace tvm
