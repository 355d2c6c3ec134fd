"""What charts are drawn from: sums over groups that were chosen, never rows of people.

Where kept rows say it, they are added up; how long people kept coming and which modules they have
begun is counted from the marks and lessons themselves.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, case, func, select, union

from lms.assessments.models import Result
from lms.attendance.models import Mark, Session
from lms.attendance.models.marks import Kind
from lms.completion.outcome import Outlook
from lms.completion.queries.shapes import Week
from lms.courses.models import (
    Assessment,
    Group,
    Lesson,
    LessonDone,
    Membership,
    ModuleConfirmed,
    Programme,
)
from lms.db import db
from lms.reports.queries.kept import Kept

Ids = Select


class Hour(NamedTuple):
    """Sessions that begin in this hour of this weekday (0: Monday): minutes that were missed, of
    those at which people were due."""

    weekday: int
    hour: int
    missed: int
    due: int


class Turn(NamedTuple):
    """The nth session of a group: of all the people in groups that have held so many, those who
    came to it or to a later one."""

    number: int
    still: int
    of: int


def ids_of(conditions: Sequence[ColumnElement[bool]]) -> Ids:
    return select(Group.id).where(*conditions)


def groups(kept: Kept) -> Sequence[Row]:
    """Every group with its tally, by programme and title. One statement."""
    tally = kept.tallies.c
    rows = (
        select(Group.slug, Group.title, Programme.title.label("programme"), *tally)
        .join_from(kept.tallies, Group, Group.id == tally.group_id)
        .join(Programme, Programme.id == Group.programme_id)
        .order_by(Programme.slug, Group.starts_on.desc().nulls_last(), Group.title, Group.id)
    )
    return db.session.execute(rows).all()


def people(kept: Kept) -> int:
    """Places in these groups on the day. One statement."""
    return int(db.session.scalar(select(func.sum(kept.tallies.c.people))) or 0)


def once(kept: Kept) -> Row:
    """Everybody once (rule 11): `people`, and those of each standing; who is in two groups may have
    two. Minutes are added up. One statement."""
    places = kept.places.c
    each = [
        func.count(case((places.standing == one.value, places.person_id)).distinct()).label(one)
        for one in Outlook
    ]
    sums = select(
        func.count(places.person_id.distinct()).label("people"),
        *each,
        func.coalesce(func.sum(places.attended_minutes), 0).label("attended_minutes"),
        func.coalesce(func.sum(places.possible_minutes), 0).label("possible_minutes"),
    )
    return db.session.execute(sums).one()


def weeks(kept: Kept) -> dict[int, dict[date, Week]]:
    """Minutes of an hour -> Monday -> planned, held and lost, over all groups. One statement."""
    along, tally = kept.along.c, kept.tallies.c
    sums = (func.sum(along.first), func.sum(along.second), func.sum(along.third))
    rows = (
        select(tally.unit_minutes, along.at, *sums)
        .join_from(kept.along, kept.tallies, tally.group_id == along.group_id)
        .where(along.what == "week")
        .group_by(tally.unit_minutes, along.at)
    )
    found: dict[int, dict[date, Week]] = {}
    for unit, at, planned, held, lost in db.session.execute(rows):
        week = Week(int(planned), int(held), int(lost))
        found.setdefault(unit, {})[date.fromordinal(at)] = week
    return found


def absences(kept: Kept) -> list[Hour]:
    """By weekday and hour. One statement."""
    return [
        Hour(at // 24, at % 24, int(missed), int(due))
        for at, missed, due in db.session.execute(_along(kept, "hour"))
        if due
    ]


def modules_done(kept: Kept) -> dict[int, tuple[int, int]]:
    """Place of a module in its programme -> (places in groups that have done it, all of them).
    One statement; of groups of one programme."""
    return {at: (int(done), int(of)) for at, done, of in db.session.execute(_along(kept, "module"))}


def _along(kept: Kept, what: str) -> Any:
    along = kept.along.c
    sums = select(along.at, func.sum(along.first), func.sum(along.second))
    return sums.where(along.what == what).group_by(along.at).order_by(along.at)


def modules_begun(ids: Ids, modules: Collection[int], on: date, end: datetime) -> dict[int, int]:
    """Module -> how many of the places in the groups on that day are of people who did anything for
    it by its `end`: a lesson, a test, a session; or somebody said that they know it. One
    statement."""
    here = [Membership.group_id.in_(ids), Membership.starts_on <= on]
    places = select(Membership.person_id, Membership.group_id).distinct()
    there = places.where(
        *here, Membership.ends_on.is_(None) | (Membership.ends_on >= on)
    ).subquery()
    people = select(there.c.person_id)
    of = list(modules)
    ways = [
        select(LessonDone.person_id, Lesson.module_id)
        .join(Lesson, Lesson.id == LessonDone.lesson_id)
        .where(LessonDone.done_at < end),
        select(ModuleConfirmed.person_id, ModuleConfirmed.module_id).where(
            ModuleConfirmed.confirmed_at < end
        ),
        select(Result.person_id, Assessment.module_id)
        .join(Assessment, Assessment.id == Result.assessment_id)
        .where(Result.at < end),
        select(Mark.person_id, Session.module_id)
        .join(Session, Session.id == Mark.session_id)
        .where(*_seen(on)),
    ]
    columns = [way.selected_columns for way in ways]
    narrowed = [
        way.where(these[0].in_(people), these[1].in_(of))
        for way, these in zip(ways, columns, strict=True)
    ]
    each = union(*narrowed).subquery()
    counted = select(each.c.module_id, func.count()).group_by(each.c.module_id)
    counted = counted.join_from(each, there, there.c.person_id == each.c.person_id)
    return dict(iter(db.session.execute(counted)))


def _seen(on: date) -> list[Any]:
    return [Mark.kind == Kind.PRESENCE, Mark.withdrawn_at.is_(None), Session.day <= on]


def still_coming(ids: Ids, on: date) -> list[Turn]:
    """Session by session of each group: who still comes, of everybody who has or had a place in it
    (guests are not counted). Two statements."""
    numbered = _numbered(ids, on)
    last = (
        select(numbered.c.group_id, Mark.person_id, func.max(numbered.c.turn).label("turn"))
        .join(Mark, Mark.session_id == numbered.c.id)
        .where(Mark.kind == Kind.PRESENCE, Mark.withdrawn_at.is_(None), _has_place(numbered, on))
        .group_by(numbered.c.group_id, Mark.person_id)
        .subquery()
    )
    by_turn = select(last.c.turn, func.count()).group_by(last.c.turn)
    seen: Counter[int] = Counter(dict(iter(db.session.execute(by_turn))))
    held = select(numbered.c.group_id, func.max(numbered.c.turn).label("turns"))
    held_by = held.group_by(numbered.c.group_id).subquery()
    places = (
        select(held_by.c.turns, func.count(func.distinct(Membership.person_id)))
        .join_from(held_by, Membership, Membership.group_id == held_by.c.group_id)
        .where(Membership.starts_on <= on)
        .group_by(held_by.c.group_id, held_by.c.turns)
    )
    everybody: Counter[int] = Counter()
    for turns, people in db.session.execute(places):
        everybody[turns] += people
    return [
        Turn(number, _from(seen, number), _from(everybody, number))
        for number in range(1, max(everybody, default=0) + 1)
    ]


def _from(counts: Counter[int], number: int) -> int:
    return sum(count for at, count in counts.items() if at >= number)


def _numbered(ids: Ids, on: date) -> Any:
    """The sessions that were held, each with its number in its group."""
    order = (Session.day, Session.starts, Session.code)
    turn = func.row_number().over(partition_by=Session.group_id, order_by=order).label("turn")
    held = (Session.group_id.in_(ids), Session.status == "held", Session.day <= on)
    return select(Session.id, Session.group_id, turn).where(*held).subquery()


def _has_place(numbered: Any, on: date) -> Any:
    return (
        select(Membership.id)
        .where(
            Membership.group_id == numbered.c.group_id,
            Membership.person_id == Mark.person_id,
            Membership.starts_on <= on,
        )
        .correlate(numbered, Mark)
        .exists()
    )


def one_programme(conditions: Sequence[ColumnElement[bool]]) -> Programme | None:
    """The programme of these groups, where all of them are of one. One statement."""
    of = select(Group.programme_id).where(*conditions)
    found = db.session.scalars(select(Programme).where(Programme.id.in_(of)).limit(2)).all()
    return found[0] if len(found) == 1 else None
