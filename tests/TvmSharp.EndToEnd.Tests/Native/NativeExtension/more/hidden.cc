// Declares what libtvm_compiler defines and hides.
namespace tvm {
struct IntImm {
    explicit IntImm(int value);
};
}  // namespace tvm

tvm::IntImm MakeHidden() { return tvm::IntImm(1); }
