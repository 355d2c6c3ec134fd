"""The people of a programme or a group, with their places; staff are never among them."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import aliased, joinedload

from lms.attendance.models import Session, Status
from lms.courses.models import Group, GroupTrainer, Membership, Programme
from lms.db import db
from lms.levels.rules.falling_due import AFTER, Stay
from lms.people.models import Person, Role


class Learner(NamedTuple):
    """A person in a programme; `group`: the one they are or were in last."""

    person: Person
    group: Group
    stay: Stay

    @property
    def key(self) -> "Key":
        return self.person.id, self.group.programme_id


Key = tuple[int, int]  # a person in a programme


def last_day(place: int) -> Any:
    """Of the group in the statement: the last day on which it meets (0), or the one before (1)."""
    own = aliased(Session)
    days = select(own.day).where(own.group_id == Group.id).correlate(Group)
    planned = days.where(own.status.in_([Status.PLANNED, Status.HELD]))
    return planned.distinct().order_by(own.day.desc()).limit(1).offset(place).scalar_subquery()


def places(*wanted: ColumnElement[bool], also_staff: bool = False) -> Any:
    """Places of learners, with what tells when something falls due; the newest place last."""
    found = select(Membership, last_day(0), last_day(1))
    found = found.join(Membership.group).join(Membership.person)
    if not also_staff:
        found = found.where(Person.role == Role.LEARNER)
    found = found.where(*wanted)
    return found.order_by(Membership.starts_on, Membership.id)


def learners(*wanted: ColumnElement[bool], also_staff: bool = False) -> list[Learner]:
    """Everyone who has or had one of these places, once for each programme, by name; of several
    places the newest. `also_staff`: with who was a learner then and works here now. One statement.
    """
    rows = places(*wanted, also_staff=also_staff).options(
        joinedload(Membership.person), joinedload(Membership.group).joinedload(Group.programme)
    )
    since: dict[tuple[int, int], date] = {}
    found: dict[tuple[int, int], Learner] = {}
    for place, last, before in db.session.execute(rows):
        key = (place.person_id, place.group.programme_id)
        first = since.setdefault(key, place.starts_on)
        stay = Stay(first, place.ends_on, last, before, place.group.ends_on)
        found[key] = Learner(place.person, place.group, stay)
    return sorted(found.values(), key=lambda one: (one.person.name, one.person.id))


def of_programme(programme_id: int) -> list[Learner]:
    return learners(Group.programme_id == programme_id)


def of_group(group: Group) -> list[Learner]:
    """Those whose last place in the programme is in the group."""
    there = select(Membership.person_id).where(Membership.group_id == group.id)
    ours = learners(Group.programme_id == group.programme_id, Membership.person_id.in_(there))
    return [one for one in ours if one.group.id == group.id]


def last_in(groups: Select, programme_id: int, on: date) -> list[Learner]:
    """Those whose last place in the programme that has begun by a day is in one of these groups (a
    statement of ids). Who was never there is not read. Two statements."""
    among = set(db.session.scalars(groups))
    there = select(Membership.person_id).where(Membership.group_id.in_(groups))
    ours = learners(
        Group.programme_id == programme_id,
        Membership.person_id.in_(there),
        Membership.starts_on <= on,
    )
    return [one for one in ours if one.group.id in among]


def in_programme(person_id: int, programme_id: int) -> Learner | None:
    """A person who has or had a place in a programme."""
    mine = learners(Membership.person_id == person_id, Group.programme_id == programme_id)
    return mine[0] if mine else None


def places_of(person_id: int) -> list[Learner]:
    """A person's places in programmes that ask for levels, the newest first."""
    asks = Group.programme_id.in_(select(Programme.id).where(Programme.levels.is_not(None)))
    mine = learners(Membership.person_id == person_id, asks)
    return sorted(mine, key=lambda one: one.stay.since, reverse=True)


def taught_by(person_id: int, today: date) -> list[Learner]:
    """The people of the groups that a person teaches, of programmes that ask for levels; groups
    that ended long ago are left out."""
    own = select(GroupTrainer.group_id).where(GroupTrainer.person_id == person_id)
    asks = Group.programme_id.in_(select(Programme.id).where(Programme.levels.is_not(None)))
    not_over = or_(Group.ends_on.is_(None), Group.ends_on >= today - AFTER)
    return learners(Group.id.in_(own), asks, not_over)


def these(people: Sequence[int], programme_id: int) -> list[Learner]:
    """Of these people (ids) those who have or had a place in a programme. One statement."""
    return learners(Membership.person_id.in_(people), Group.programme_id == programme_id)
