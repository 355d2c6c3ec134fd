"""The blueprint of the package, and what several of its views say."""

from collections.abc import Iterable

from flask import Blueprint, current_app

from lms.authoring import queries
from lms.courses.queries import may_write
from lms.web import permitted

bp = Blueprint("authoring", __name__)


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
