"""A double of upstream's package tvm_ffi for tests, and not that package.

It talks to the libtvm_ffi.so that TVM_FFI_DOUBLE_LIBRARY names, through ctypes and the C ABI, and has only what the package of an
extension uses: modules, global functions, errors, and classes of registered types with fields and a constructor. Values are None,
truth values, numbers, strings and objects.
"""

from ._abi import LIB, Function, Object, get_global_func, register_error
from . import dataclasses

__version__ = "0.1.14"

__all__ = ["LIB", "Function", "Object", "dataclasses", "get_global_func", "load_module", "register_error"]


class Module(Object):
    """A loaded library."""

    def __getitem__(self, name):
        function = get_global_func("ffi.ModuleGetFunction")(self, name, False)
        if function is None:
            raise AttributeError(f"Module has no function '{name}'")
        return function


def load_module(path, keep_module_alive=True):
    """Loads a library."""
    module = get_global_func("ffi.ModuleLoadFromFile")(path)
    module.__class__ = Module
    return module
