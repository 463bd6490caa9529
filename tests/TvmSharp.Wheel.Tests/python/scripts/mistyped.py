"""For a type checker: six mistakes that the stubs have to show."""

import my_project
import second_project

text: str = my_project.add_one(1)
my_project.add_one("x")
my_project.subtract_one(1)
my_project.transform.MyCustomPass(marks="x")
second_project.Point("x")
second_project.SpacePoint(1).z = 1.0
