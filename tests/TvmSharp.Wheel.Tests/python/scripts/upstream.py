"""Uses the package of samples/HelloPass with upstream's tvm: a pass, on a module."""

import my_project
import tvm
from tvm.script import tirx as T


@T.prim_func
def add(a: T.Buffer((16,), "float32")):
    for i in range(16):
        a[i] = a[i] + T.float32(1)


made = my_project.transform.MyCustomPass("seen")
assert isinstance(made, tvm.ir.transform.Pass), type(made)
result = made(tvm.IRModule({"add": add}))
assert result["add"].attrs["my_project.seen"] == 1
assert result.attrs["my_project.seen_count"] == 1
print("ok")
