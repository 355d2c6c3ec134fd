"""Timetables: the sessions of some days that somebody works with or comes to.

Each statement is built once for each role; the person and the days are bound.
"""

from collections.abc import Sequence
from datetime import date
from functools import cache
from types import SimpleNamespace
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, exists, or_, select

from lms.attendance.models import Session, Status
from lms.attendance.queries.sessions import AS_LISTED, of_groups, works_with
from lms.attendance.queries.slots import MOST, Line, own, read, slots
from lms.courses.models import Group, Membership
from lms.db import db
from lms.people.models import STAFF, Person

GROUPS = 200  # in the filter
FIRST: Any = bindparam("first")
LAST: Any = bindparam("last")


class Named(NamedTuple):
    """A group in a list to choose from."""

    id: int
    slug: str
    title: str


def groups(person: Person) -> list[Named]:
    """The groups that staff work with, or that a learner is or was in; by title. One query."""
    rows = db.session.execute(groups_of(person.role), bound(person))
    return [Named(*row) for row in rows]


def sessions(
    person: Person, first: date, last: date, group: Named | None = None, kind: type = Line
) -> Sequence[Any]:
    """By day and time, a thousand at most; those that were moved or cancelled, too.
    Each is of the `kind`: a Line or a Slot."""
    values = bound(person) | {"first": first, "last": last, "group": group and group.id}
    return read(sessions_of(person.role, group is not None, kind), kind, values)


def of_group(group: Group) -> Sequence[Session]:
    """All sessions of a group but old slots, by day and time, a thousand at most. One query."""
    wanted = select(Session).options(*AS_LISTED).where(Session.group_id == group.id)
    wanted = wanted.where(Session.status != Status.MOVED)
    return db.session.scalars(
        wanted.order_by(Session.day, Session.starts, Session.id).limit(MOST)
    ).all()


def is_in(person: Person, group: Group, today: date) -> bool:
    """Whether a person is in the group, or will be."""
    there = exists().where(
        Membership.person_id == person.id,
        Membership.group_id == group.id,
        or_(Membership.ends_on.is_(None), Membership.ends_on >= today),
    )
    return bool(db.session.scalar(select(there)))


def bound(person: Person) -> dict[str, Any]:
    return {"person": person.id, "organisation": person.organisation_id}


def anybody(role: str) -> Any:
    """Who asks, in a statement that is there before them."""
    who: dict[str, Any] = {"id": bindparam("person"), "organisation_id": bindparam("organisation")}
    return SimpleNamespace(role=role, **who)


@cache
def groups_of(role: str) -> Select:
    wanted = select(Group.id, Group.slug, Group.title).order_by(Group.title, Group.id)
    mine = select(Membership.group_id).where(Membership.person_id == bindparam("person"))
    theirs = of_groups(anybody(role)) if role in STAFF else Group.id.in_(mine)
    return wanted.where(theirs).limit(GROUPS)


@cache
def sessions_of(role: str, of_one_group: bool, kind: type) -> Select:
    who, wanted = anybody(role), slots(kind).where(Session.day >= FIRST, Session.day <= LAST)
    if role in STAFF:
        wanted = wanted.where(works_with(who))
    else:
        wanted = wanted.where(Session.id.in_(own(who, FIRST, LAST)))
    if of_one_group:
        wanted = wanted.where(Session.group_id == bindparam("group"))
    return wanted.limit(MOST)
