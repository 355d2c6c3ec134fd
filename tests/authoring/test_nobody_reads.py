"""A course that no programme has: its authors are told that nobody can read it yet."""

import pytest

from lms.courses.models import ProgrammeCourse
from lms.db import db
from tests import cast
from tests.visitor import Visitor

NOBODY = "Nobody can read this yet: the course is in no programme."


@pytest.fixture
def new(world):
    course = cast.course("first-aid", "First aid", "01-help")
    course.organisation_id = world.centre.id
    db.session.add(course)
    db.session.commit()
    return course


def publish(visitor, course):
    """Writes the first lesson anew and publishes it."""
    lesson = course.modules[0].lessons[0].id
    visitor.visit(f"/lessons/{lesson}/edit/en")
    visitor.press("editor", "Publish", 204 if visitor.htmx else 303, markdown="Call 112.")
    return visitor


def test_the_outline_says_it_and_leads_a_coordinator_to_the_programme(app, world, new):
    trainer = Visitor(app).sign_in(world.tara).visit("/courses/first-aid/edit")
    assert NOBODY in trainer.text("#nobody")
    assert not trainer.page.select("#nobody a")
    ema = Visitor(app).sign_in(world.ema).visit("/courses/first-aid/edit")
    (link,) = ema.page.select("#nobody a")
    ema.visit(link["href"])
    assert ema.page.select_one("#parts_course option[selected]")["value"] == "first-aid"
    assert "Courses of the programme" in ema.text("h1")


def test_who_publishes_is_told_and_reads_it_themselves(visitor, world, new):
    publish(visitor.sign_in(world.tara), new)
    assert NOBODY in visitor.text("#nobody")
    assert "People read it from this moment on" not in visitor.text("main")
    visitor.press("publish", "Publish now", 303)
    assert f"Published. {NOBODY}" in visitor.text("#notice")
    lesson = new.modules[0].lessons[0].id
    assert "Call 112." in visitor.visit(f"/lessons/{lesson}").text("#text")


def test_a_course_in_a_programme_says_nothing_of_it(visitor, world, new):
    world.local.courses.append(ProgrammeCourse(course=new, position=2, units=1))
    db.session.commit()
    publish(visitor.sign_in(world.tara), new)
    assert not visitor.page.find(id="nobody")
    visitor.press("publish", "Publish now", 303)
    assert "People read it from now on." in visitor.text("#notice")
    assert not visitor.visit("/courses/first-aid/edit").page.find(id="nobody")
