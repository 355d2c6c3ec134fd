"""Timetables: the sessions of some days that somebody works with or comes to."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from lms.attendance.models import Session
from lms.attendance.queries.sessions import of_groups, works_with
from lms.attendance.queries.slots import MOST, Slot, own, slots
from lms.courses.models import Group, Membership
from lms.db import db
from lms.people.models import Person

GROUPS = 200  # in the filter


class Named(NamedTuple):
    """A group in a list to choose from."""

    id: int
    slug: str
    title: str


def groups(person: Person) -> list[Named]:
    """The groups that staff work with, or that a learner is or was in; by title. One query."""
    wanted = select(Group.id, Group.slug, Group.title).order_by(Group.title, Group.id)
    if person.is_staff:
        wanted = wanted.where(of_groups(person))
    else:
        mine = select(Membership.group_id).where(Membership.person_id == person.id)
        wanted = wanted.where(Group.id.in_(mine))
    return [Named(*row) for row in db.session.execute(wanted.limit(GROUPS))]


def sessions(person: Person, first: date, last: date, group: Named | None = None) -> Sequence[Slot]:
    """By day and time, a thousand at most; those that were moved or cancelled, too. One query."""
    wanted = slots().where(Session.day >= first, Session.day <= last)
    if person.is_staff:
        wanted = wanted.where(works_with(person))
    else:
        wanted = wanted.where(Session.id.in_(own(person, first, last)))
    if group:
        wanted = wanted.where(Session.group_id == group.id)
    return [Slot(*row) for row in db.session.execute(wanted.limit(MOST))]
