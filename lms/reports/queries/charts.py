"""What charts are drawn from: sums over groups that were chosen, never rows of people.

Where kept rows say it, they are added up; how long people kept coming and which modules they have
begun is counted from the marks and lessons themselves. Of some of their people: narrowed.py.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Row,
    Select,
    and_,
    case,
    func,
    select,
    union,
    union_all,
)

from lms.assessments.models import Result
from lms.attendance.models import Mark, Session
from lms.attendance.models.marks import Kind
from lms.completion.outcome import Outlook
from lms.completion.queries.figures import end_of
from lms.completion.queries.shapes import Week
from lms.config import setting
from lms.courses.models import (
    Assessment,
    Group,
    Lesson,
    LessonDone,
    Membership,
    ModuleConfirmed,
    Programme,
)
from lms.courses.queries.groups import covers
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


def groups(tallies: FromClause) -> Sequence[Row]:
    """Every group with its tally, by programme and title. One statement."""
    tally = tallies.c
    rows = (
        select(Group.slug, Group.title, Programme.title.label("programme"), *tally)
        .join_from(tallies, Group, Group.id == tally.group_id)
        .join(Programme, Programme.id == Group.programme_id)
        .order_by(Programme.slug, Group.starts_on.desc().nulls_last(), Group.title, Group.id)
    )
    return db.session.execute(rows).all()


class Size(NamedTuple):
    people: int  # places
    groups: int


def size(kept: Kept) -> Size:
    """Of these groups on the day. One statement."""
    tally = kept.tallies.c
    people, groups = db.session.execute(select(func.sum(tally.people), func.count())).one()
    return Size(int(people or 0), groups)


def once(places: FromClause) -> Row:
    """Everybody once (rule 11): `people`, and those of each standing; who is in two groups may have
    two. Minutes are added up. One statement."""
    return db.session.execute(select(*sums_of(places))).one()


def sums_of(places: FromClause) -> list[Any]:
    one = places.c
    each = [
        func.count(case((one.standing == outlook.value, one.person_id)).distinct()).label(outlook)
        for outlook in Outlook
    ]
    return [
        func.count(one.person_id.distinct()).label("people"),
        *each,
        func.coalesce(func.sum(one.attended_minutes), 0).label("attended_minutes"),
        func.coalesce(func.sum(one.possible_minutes), 0).label("possible_minutes"),
    ]


def weeks(kept: Kept, *, short: bool = False) -> dict[int, dict[date, Week]]:
    """Minutes of an hour -> Monday -> planned, held and lost, over all groups, or over those whose
    sessions are fewer than their programme asks. One statement."""
    pairs = zip(kept.parts("along"), kept.parts("tallies"), strict=True)
    rows = union_all(*(_weeks(along, tallies, short) for along, tallies in pairs))
    found: dict[int, dict[date, Week]] = {}
    for unit, at, *minutes in db.session.execute(rows):
        weeks, monday = found.setdefault(unit, {}), date.fromordinal(at)
        week = Week(*map(int, minutes))
        weeks[monday] = weeks[monday].plus(week) if monday in weeks else week
    return found


def _weeks(alongs: FromClause, tallies: FromClause, short: bool) -> Select:
    along, tally = alongs.c, tallies.c
    sums = (func.sum(along.first), func.sum(along.second), func.sum(along.third))
    rows = select(tally.unit_minutes, along.at, *sums)
    rows = rows.join_from(alongs, tallies, tally.group_id == along.group_id)
    rows = rows.where(along.what == "week").group_by(tally.unit_minutes, along.at)
    return rows.where(tally.short_minutes > 0) if short else rows


def absences(kept: Kept) -> dict[int, tuple[int, int]]:
    """Weekday * 24 + hour -> minutes missed, and due. One statement."""
    return _along(kept, "hour")


def by_hour(found: Mapping[int, tuple[int, int]]) -> list[Hour]:
    return [Hour(at // 24, at % 24, *minutes) for at, minutes in found.items() if minutes[1]]


def modules_done(kept: Kept) -> dict[int, tuple[int, int]]:
    """Place of a module in its programme -> (places in groups that have done it, all of them).
    One statement; of groups of one programme."""
    return _along(kept, "module")


def _along(kept: Kept, what: str) -> dict[int, tuple[int, int]]:
    along = kept.along.c
    sums = select(along.at, func.sum(along.first), func.sum(along.second))
    rows = sums.where(along.what == what).group_by(along.at).order_by(along.at)
    return {at: (int(first), int(second)) for at, first, second in db.session.execute(rows)}


def there_on(ids: Ids, on: date) -> FromClause:
    """Who has a place in which of these groups on a day: person_id, group_id."""
    places = select(Membership.person_id, Membership.group_id).distinct()
    return places.where(Membership.group_id.in_(ids), covers(on)).subquery()


def modules_begun(there: FromClause, modules: Collection[int], on: date) -> dict[int, int]:
    """Module -> how many of these places are of people who did anything for it by the end of the
    day (`beginnings`). One statement."""
    each = beginnings(there, modules, on)
    counted = select(each.c.module_id, func.count()).group_by(each.c.module_id)
    counted = counted.join_from(each, there, there.c.person_id == each.c.person_id)
    return dict(iter(db.session.execute(counted)))


def beginnings(there: FromClause, modules: Collection[int], on: date) -> FromClause:
    """Who of them did anything for which module by the end of the day: a lesson, a test, a session;
    or somebody said that they know it. person_id, module_id."""
    end, people, of = end_of(on, setting("TIMEZONE")), select(there.c.person_id), list(modules)
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
    return union(*narrowed).subquery()


def _seen(on: date) -> list[Any]:
    return [Mark.kind == Kind.PRESENCE, Mark.withdrawn_at.is_(None), Session.day <= on]


def ever_in(ids: Ids, on: date) -> FromClause:
    """Who has or had a place in which of these groups by a day: person_id, group_id."""
    places = select(Membership.person_id, Membership.group_id).distinct()
    return places.where(Membership.group_id.in_(ids), Membership.starts_on <= on).subquery()


def still_coming(ids: Ids, ever: FromClause, on: date) -> list[Turn]:
    """Session by session of each group: who of these places (guests have none) still comes. Two
    statements."""
    numbered = numbering(ids, on)
    last = last_turns(numbered, ever).subquery()
    by_turn = select(last.c.turn, func.count()).group_by(last.c.turn)
    seen: Counter[int] = Counter(dict(iter(db.session.execute(by_turn))))
    held_by = turns_held(numbered).subquery()
    places = (
        select(held_by.c.turn, func.count())
        .join_from(held_by, ever, ever.c.group_id == held_by.c.group_id)
        .group_by(held_by.c.turn)
    )
    everybody: Counter[int] = Counter(dict(iter(db.session.execute(places))))
    return [
        Turn(number, _from(seen, number), _from(everybody, number))
        for number in range(1, max(everybody, default=0) + 1)
    ]


def last_turns(numbered: FromClause, ever: FromClause) -> Select:
    """group_id, person_id, and the turn to which somebody came last."""
    its = and_(ever.c.group_id == numbered.c.group_id, ever.c.person_id == Mark.person_id)
    return (
        select(numbered.c.group_id, Mark.person_id, func.max(numbered.c.turn).label("turn"))
        .join(Mark, Mark.session_id == numbered.c.id)
        .join(ever, its)
        .where(Mark.kind == Kind.PRESENCE, Mark.withdrawn_at.is_(None))
        .group_by(numbered.c.group_id, Mark.person_id)
    )


def turns_held(numbered: FromClause) -> Select:
    """group_id, and how many turns were held."""
    held = select(numbered.c.group_id, func.max(numbered.c.turn).label("turn"))
    return held.group_by(numbered.c.group_id)


def _from(counts: Counter[int], number: int) -> int:
    return sum(count for at, count in counts.items() if at >= number)


def numbering(ids: Ids, on: date) -> FromClause:
    """The sessions that were held, each with its number in its group."""
    order = (Session.day, Session.starts, Session.code)
    turn = func.row_number().over(partition_by=Session.group_id, order_by=order).label("turn")
    held = (Session.group_id.in_(ids), Session.status == "held", Session.day <= on)
    return select(Session.id, Session.group_id, turn).where(*held).subquery()


def one_programme(conditions: Sequence[ColumnElement[bool]]) -> Programme | None:
    """The programme of these groups, where all of them are of one. One statement."""
    of = select(Group.programme_id).where(*conditions)
    found = db.session.scalars(select(Programme).where(Programme.id.in_(of)).limit(2)).all()
    return found[0] if len(found) == 1 else None
