"""Imports nothing but tvm."""

import sys

import tvm  # noqa: F401
import tvm_ffi

assert "my_project" in sys.modules
assert tvm_ffi.get_global_func("my_project.add_one")(1) == 2
print("ok")
