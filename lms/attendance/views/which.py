"""The group that lists of sessions are asked for in their address."""

from collections.abc import Iterable
from typing import Any

from flask import request

from lms.attendance.queries.sessions import works_in
from lms.courses.models import Group
from lms.courses.queries import group as group_of
from lms.courses.rules import may_see_group
from lms.people.models import Person
from lms.web import permitted


def group_asked(known: Iterable[Any]) -> tuple[list[Any], Any]:
    """The groups to choose from, and the one that is asked for: one of the `known`, or another one
    in which somebody has sessions. None where the address names none; 404 for what is no group,
    403 for one that is not theirs."""
    choices, slug = list(known), request.args.get("group")
    if not slug:
        return choices, None
    if group := next((one for one in choices if one.slug == slug), None):
        return choices, group
    group = permitted(group_of(slug), has_to_do_with)
    return [*choices, group], group


def has_to_do_with(person: Person, group: Group) -> bool:
    return may_see_group(person, group) or works_in(person, group)
