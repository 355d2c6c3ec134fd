"""Completions as pages show them: of a group, of a person, and what waits to be confirmed."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, and_, case, exists, func, or_, select, true
from sqlalchemy.orm import aliased, joinedload

from lms.completion.models import Completion, CompletionState
from lms.courses.models import Group, Programme
from lms.db import db
from lms.people.models import Person, Role
from lms.ways import Line, Who

MOST_AT_ONCE = 500
PROPOSED, CONFIRMED = CompletionState.PROPOSED, CompletionState.CONFIRMED
WITH_ALL = (
    joinedload(Completion.person, innerjoin=True),
    joinedload(Completion.group, innerjoin=True).joinedload(Group.programme, innerjoin=True),
    joinedload(Completion.programme, innerjoin=True),
    joinedload(Completion.proposed_by),
    joinedload(Completion.confirmed_by),
    joinedload(Completion.withdrawn_by),
)


def of_group(group: Group, state: str) -> Select[Any]:
    """A group's completions in a state, by name."""
    rows = select(Completion).join(Person, Person.id == Completion.person_id)
    rows = rows.where(Completion.state == state, Completion.group_id == group.id)
    return rows.order_by(Person.search, Person.id, Completion.id).options(*WITH_ALL)


def in_states(group: Group) -> dict[str, int]:
    """How many of a group's completions are in each state; under "different", how many of those
    that are confirmed the registers did not agree with at the last look. One statement."""
    rows = select(Completion.state, func.count(), func.count(Completion.differs_at))
    rows = rows.where(Completion.group_id == group.id).group_by(Completion.state)
    found = list(db.session.execute(rows))
    return {row[0]: row[1] for row in found} | {"different": sum(row[2] for row in found)}


def proposals_of(group: Group) -> list[int]:
    """The ids of all proposals of a group, at most 500."""
    rows = select(Completion.id).where(Completion.group_id == group.id)
    rows = rows.where(Completion.state == PROPOSED).order_by(Completion.id)
    return list(db.session.scalars(rows.limit(MOST_AT_ONCE)))


def own_of(group: Group, chosen: Collection[int]) -> list[int]:
    """Those of these ids that are completions of the group, in whatever state; at most 500."""
    rows = select(Completion.id).where(Completion.group_id == group.id)
    rows = rows.where(Completion.id.in_(list(chosen)[:MOST_AT_ONCE])).order_by(Completion.id)
    return list(db.session.scalars(rows))


def completion(key: int) -> Completion | None:
    return db.session.get(Completion, key, options=WITH_ALL)


def of_person(person_id: int, programme_id: int) -> Sequence[Completion]:
    """A person's completions of a programme, the newest first; proposals that lapsed are left
    out. One statement."""
    rows = select(Completion).where(
        Completion.person_id == person_id,
        Completion.programme_id == programme_id,
        Completion.state != CompletionState.LAPSED,
    )
    return db.session.scalars(rows.order_by(Completion.id.desc()).options(*WITH_ALL)).all()


def coordinated_by(person: Person | Who) -> ColumnElement[bool]:
    """Of a statement with groups and programmes: those that a person coordinates."""
    if person.role == Role.ADMINISTRATOR:
        return true()
    ours = person.organisation_id if person.role == Role.COORDINATOR else None
    return or_(Group.organisation_id == ours, Programme.organisation_id == ours)


class Waiting(NamedTuple):
    """What a coordinator has to decide: how many, in how many groups, and one of these."""

    number: int
    groups: int
    slug: str | None


def asked(who: Who) -> Select | None:
    """What a coordinator has to decide: what is to be confirmed (`proposed_` and the names of
    Waiting); and what was, and the registers differ from by now (`differs_`)."""
    if who.role not in (Role.COORDINATOR, Role.ADMINISTRATOR):
        return None
    proposed, differs = Completion.state == PROPOSED, Completion.differs_at.is_not(None)
    one = aliased(Completion)
    any_waits = exists().where(or_(one.state == PROPOSED, one.differs_at.is_not(None)))
    return (
        select(*_counted("proposed", proposed), *_counted("differs", differs))
        .select_from(Completion)
        .join(Group, Group.id == Completion.group_id)
        .join(Programme, Programme.id == Group.programme_id)
        .where(any_waits, or_(proposed, differs), Completion.person_id != who.id)
        .where(coordinated_by(who))
    )


def _counted(name: str, which: ColumnElement[bool]) -> tuple[Any, ...]:
    return (
        func.count(case((which, Completion.id))).label(f"{name}_number"),
        func.count(case((which, Group.id)).distinct()).label(f"{name}_groups"),
        func.min(case((which, Group.slug))).label(f"{name}_slug"),
    )


def waiting(line: Line, name: str) -> Waiting:
    return Waiting(*(line[f"{name}_{part}"] for part in Waiting._fields))


def confirmed_of(person_id: int, programme_id: int) -> int | None:
    """The id of somebody's confirmed completion of a programme."""
    rows = select(Completion.id).where(
        Completion.person_id == person_id,
        Completion.programme_id == programme_id,
        Completion.state == CONFIRMED,
    )
    return db.session.scalar(rows.limit(1))


def groups_with(person: Person) -> list[Row]:
    """The groups that a person coordinates and in which somebody is proposed or confirmed: slug,
    title, the programme's title, `proposed`, `confirmed`; what waits first. One statement."""
    number = {
        state: func.sum(case((Completion.state == state, 1), else_=0)).label(str(state))
        for state in (PROPOSED, CONFIRMED)
    }
    rows = (
        select(
            Group.slug, Group.title, Programme.title.label("programme"), *number.values(),
            func.max(Completion.confirmed_at).label("last"),
        )
        .join(Completion, Completion.group_id == Group.id)
        .join(Programme, Programme.id == Group.programme_id)
        .where(and_(coordinated_by(person), Completion.state.in_([PROPOSED, CONFIRMED])))
        .group_by(Group.id, Group.slug, Group.title, Programme.id)
        .order_by(case((number[PROPOSED] > 0, 0), else_=1), Group.title, Group.id)
    )  # fmt: skip
    return list(db.session.execute(rows))


def all_in(group: Group) -> Select[Any]:
    """Every completion of a group, by name."""
    rows = select(Completion).join(Person, Person.id == Completion.person_id)
    rows = rows.where(Completion.group_id == group.id, Completion.state != CompletionState.LAPSED)
    return rows.order_by(Person.search, Completion.id).options(*WITH_ALL)


def all_of(person: Person) -> Select[Any]:
    """Every completion of the groups that a person coordinates, by programme, group and name."""
    rows = (
        select(Completion)
        .join(Group, Group.id == Completion.group_id)
        .join(Programme, Programme.id == Group.programme_id)
        .join(Person, Person.id == Completion.person_id)
        .where(coordinated_by(person), Completion.state != CompletionState.LAPSED)
    )
    rows = rows.order_by(Programme.slug, Group.slug, Person.search, Completion.id)
    return rows.options(*WITH_ALL)
