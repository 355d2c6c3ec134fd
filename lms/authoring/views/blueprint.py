"""The blueprint of the package, and what several of its views say."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, current_app
from flask_babel import gettext as _

from lms.authoring import queries
from lms.courses import rules as course_rules
from lms.courses.models import Course
from lms.courses.queries import may_write, programmes_of
from lms.courses.queries.parts import is_in_a_programme
from lms.web import me, permitted

bp = Blueprint("authoring", __name__)


def who_reads(course: Course) -> dict[str, Any]:
    """Whether no programme has a course, so that nobody learns it; and the programmes into which
    who asks may put it (authoring/_nobody.html)."""
    if is_in_a_programme(course.id):
        return {"no_programme": False}
    mine = programmes_of(me()) if course_rules.may_coordinate(me()) else []
    return {"no_programme": True, "add_to": mine}


def nobody_reads_it() -> str:
    return _(
        "Published. Nobody can read this yet: the course is in no programme. A coordinator adds it "
        "on the page of the programme."
    )


def named(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Languages with what they call themselves, for a list to choose from."""
    own_name = current_app.jinja_env.filters["own_name"]
    return [(code, own_name(code)) for code in codes]


def may_write_module(person, module):
    return may_write(person, module.course)


def may_write_lesson(person, lesson):
    return may_write(person, lesson.module.course)


def lesson_of(lesson_id):
    """The lesson of an address, through the permission."""
    return permitted(queries.lesson(lesson_id), may_write_lesson)
