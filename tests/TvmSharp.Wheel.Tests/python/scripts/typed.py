"""For a type checker: what the stubs of samples/HelloPass and of the second extension say."""

import my_project
import my_project.transform
import second_project

number: int = my_project.add_one(1)
version: str = my_project.__version__
point: second_project.Point = second_project.make_point(1, name="n")
derived: second_project.Point = second_project.SpacePoint(1, z=0.5)
total: int = point.sum()
point.x = 2
combined: int = second_project.combiner(2)(3, "text")
my_project.transform.MyCustomPass(mark="seen")
