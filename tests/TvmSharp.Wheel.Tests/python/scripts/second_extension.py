"""Uses the package of tests/TvmSharp.EndToEnd.Tests/SecondExtension, with any tvm_ffi."""

import inspect

import second_project
from second_project import Point, SpacePoint

point = Point(3)
assert (point.x, point.y, point.name, point.next) == (3, -7, "a name that is longer than seven", None)
assert point.sum() == -4
point.x = 10
point.next = Point(1, y=2, name="n")
assert point.sum() == 3 + 3, point.sum()
assert second_project.describe_point(point) == "Point 10 -7 a name that is longer than seven 6"

space = SpacePoint(1, 2, z=2.5)
assert isinstance(space, Point) and (space.x, space.y, space.z) == (1, 2, 2.5)
try:
    space.z = 1.0
except AttributeError:
    pass
else:
    raise AssertionError("z is read-only")

made = second_project.make_point(5, "five")
assert type(made) is Point and type(made.next) is SpacePoint and made.name == "five"
assert (Point.__module__, Point.__qualname__) == ("second_project", "Point")
assert str(inspect.signature(Point.__init__)) == "(self, x, y=-7, name='a name that is longer than seven', next=None)"
assert inspect.getdoc(Point).startswith("A point with a name.")
assert inspect.getdoc(Point.sum).startswith("The sum of the coordinates")
assert second_project.greet("Ann") == "Hello, Ann!"
assert second_project.greet("Ann", greeting="Bye") == "Bye, Ann!"

try:
    Point("x")
except TypeError:
    pass
else:
    raise AssertionError("a text is no coordinate")

try:
    second_project.fail("because")
except ValueError as error:
    assert "because" in str(error)
else:
    raise AssertionError("it fails")

print("ok")
