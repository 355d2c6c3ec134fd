"""The courses that somebody may write, and how far each is."""

import pytest

from lms.authoring.models import LessonDraft
from lms.clock import now
from lms.courses.models import ProgrammeCourse
from lms.courses.queries import courses_to_write, may_write
from lms.db import db
from lms.people.models import Role
from tests import cast
from tests.queries import count_queries
from tests.visitor import Visitor


def writers(world, course):
    cast = ("lea", "olga", "tara", "sam", "ema", "oto", "ada")
    return {name for name in cast if may_write(getattr(world, name), course)}


def test_staff_write_the_courses_that_they_teach_or_coordinate(world):
    assert writers(world, world.digital) == {"tara", "sam", "ema", "ada"}
    assert writers(world, world.housing) == {"oto", "ada"}


def test_the_staff_of_its_organisation_write_a_course_that_is_in_no_programme(world):
    course = cast.course("new", "New", "01-one")
    db.session.add(course)
    db.session.flush()
    assert writers(world, course) == {"ada"}
    course.organisation_id = world.centre.id
    db.session.flush()
    assert writers(world, course) == {"tara", "sam", "ema", "ada"}


def test_who_taught_and_is_a_learner_now_writes_nothing(world):
    world.tara.role = Role.LEARNER
    db.session.flush()
    assert not may_write(world.tara, world.digital)
    assert not db.session.scalars(courses_to_write(world.tara)).all()


@pytest.mark.parametrize("name", ["tara", "sam", "ema", "oto", "ada"])
def test_the_list_has_what_they_may_write(world, name):
    person = getattr(world, name)
    listed = {course.slug for course in db.session.scalars(courses_to_write(person))}
    courses = (world.digital, world.slovene, world.housing)
    assert listed == {course.slug for course in courses if may_write(person, course)}


def test_the_list_says_how_far_a_course_is(app, world):
    draft = LessonDraft(
        lesson_id=world.digital.modules[0].lessons[0].id, language="en", person_id=world.sam.id,
        based_on=1, title="T", minutes=5, markdown="", links=[], begun_at=now(), saved_at=now(),
    )  # fmt: skip
    db.session.add(draft)
    visitor = Visitor(app).sign_in(world.tara).visit("/courses")
    row = visitor.page.select_one("tbody tr")
    assert "Digital skills" in row.text
    cells = [" ".join(cell.text.split()) for cell in row.select("td")]
    assert cells == ["4", "English, Slovenščina, العربية: 2 of 4", "1"]
    assert [one.text for one in row.select("td bdi")] == ["English", "Slovenščina", "العربية"]


def test_fifty_courses_cost_what_three_do(app, world):
    visitor = Visitor(app).sign_in(world.ema)
    with count_queries() as few:
        visitor.visit("/courses")
    for number in range(50):
        course = cast.course(f"course-{number}", f"Course {number}", "01-one")
        world.local.courses.append(ProgrammeCourse(course=course, position=9 + number, units=1))
    db.session.commit()
    with count_queries() as many:
        visitor.visit("/courses")
    assert len(many) == len(few) <= 7
    assert "Page 1 of 2" in visitor.text("main")
