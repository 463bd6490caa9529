// Visitors and mutators in C++: TVM's own classes, with nothing added but a count of the nodes. Compiled where TVM's sources
// and a libtvm_compiler of the same version are at hand.
#include <tvm/ffi/function.h>
#include <tvm/ffi/reflection/registry.h>
#include <tvm/tirx/function.h>
#include <tvm/tirx/stmt_functor.h>

#include <cstdint>

namespace {

namespace ffi = tvm::ffi;
using tvm::Expr;
using tvm::tirx::PrimFunc;
using tvm::tirx::Stmt;

class CountingVisitor : public tvm::tirx::StmtExprVisitor {
 public:
  int64_t count = 0;

  void VisitExpr(const Expr& node) final {
    ++count;
    StmtExprVisitor::VisitExpr(node);
  }

  void VisitStmt(const Stmt& node) final {
    ++count;
    StmtExprVisitor::VisitStmt(node);
  }
};

// As most visitors do: one method of its own.
class StoreVisitor : public tvm::tirx::StmtExprVisitor {
 public:
  int64_t count = 0;

  void VisitStmt_(const tvm::tirx::BufferStoreNode* op) final {
    ++count;
    StmtExprVisitor::VisitStmt_(op);
  }
};

class CountingMutator : public tvm::tirx::StmtExprMutator {
 public:
  int64_t count = 0;

  Expr VisitExpr(const Expr& node) final {
    ++count;
    return StmtExprMutator::VisitExpr(node);
  }

  Stmt VisitStmt(const Stmt& node) final {
    ++count;
    return StmtExprMutator::VisitStmt(node);
  }
};

// As most passes do: one method of its own, here for what is changed least often.
class StoreMutator : public tvm::tirx::StmtExprMutator {
 public:
  int64_t count = 0;

  Stmt VisitStmt_(const tvm::tirx::BufferStoreNode* op) final {
    ++count;
    return StmtExprMutator::VisitStmt_(op);
  }
};

// Never freed: the process may end after libtvm_ffi has.
PrimFunc& Function() {
  static PrimFunc* function = new PrimFunc();
  return *function;
}

TVM_FFI_STATIC_INIT_BLOCK() {
  ffi::reflection::GlobalDef().def("bench.tvm.set_function", [](PrimFunc function) { Function() = std::move(function); });
}

template <typename T, typename F>
int64_t Repeat(int64_t nodes, F run) {
  int64_t count = 0;
  while (count < nodes) {
    T functor;
    run(functor, Function()->body);
    count += functor.count;
  }
  return count;
}

}  // namespace

extern "C" {

int64_t tvm_visit(const char*, int64_t nodes) {
  return Repeat<CountingVisitor>(nodes, [](CountingVisitor& visitor, const Stmt& body) { visitor(body); });
}

int64_t tvm_visit_stores(const char*, int64_t stores) {
  return Repeat<StoreVisitor>(stores, [](StoreVisitor& visitor, const Stmt& body) { visitor(body); });
}

int64_t tvm_mutate(const char*, int64_t nodes) {
  return Repeat<CountingMutator>(nodes, [](CountingMutator& mutator, const Stmt& body) { mutator(body); });
}

int64_t tvm_mutate_stores(const char*, int64_t stores) {
  return Repeat<StoreMutator>(stores, [](StoreMutator& mutator, const Stmt& body) { mutator(body); });
}

}  // extern "C"
