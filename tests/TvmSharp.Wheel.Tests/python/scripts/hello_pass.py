"""Uses the package of samples/HelloPass, with any tvm_ffi."""

import inspect
import sys

import my_project
import my_project.transform

assert my_project.add_one(41) == 42
assert my_project.add_one(x=-1) == 0
assert my_project.__all__ == ["add_one", "transform"]
assert my_project.__version__ == sys.argv[1], my_project.__version__
assert str(inspect.signature(my_project.transform.MyCustomPass)) == "(mark='visited')"
assert inspect.getdoc(my_project.add_one).startswith("Adds one to a number.\n\nArgs:\n    x: The number.")
assert my_project.add_one.__module__ == "my_project"

try:
    my_project.add_one("x")
except TypeError as error:
    assert "Mismatched type on argument #0 when calling: `my_project.add_one(0: int) -> int`" in str(error), error
else:
    raise AssertionError("a text is no number")

try:
    my_project.add_one(2**63 - 1)
except OverflowError:
    pass
else:
    raise AssertionError("there is no number after the largest one")

print("ok")
