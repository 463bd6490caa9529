"""A double of upstream's package tvm for tests, and not that package: it calls the entry points in the group tvm.backends."""

from importlib.metadata import entry_points

import tvm_ffi  # noqa: F401

for entry_point in entry_points(group="tvm.backends"):
    entry_point.load()()
