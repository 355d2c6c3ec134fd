"""What is at the same time as sessions that are to be. Two queries, for any number of dates."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import CompoundSelect, Select, and_, bindparam, exists, null, or_, select, union_all
from sqlalchemy.orm import aliased

from lms.attendance import hours
from lms.attendance.models import Session, SignUp, SignUpState, Status
from lms.attendance.rules.clashes import NAMED, Clash, Meeting, overlap, room_of
from lms.courses.models import Group, GroupTrainer, Membership, Programme
from lms.db import db
from lms.people.models import Person, Role

A_DAY = timedelta(days=1)
Mine, Other = aliased(Membership), aliased(Membership)


def clashes(
    group: Group, meetings: Sequence[Meeting], viewer: Person, but: Collection[int] = ()
) -> list[list[Clash]]:
    """For each of these meetings of a group, what else is at its time; `but` are the sessions that
    they are to replace. Cancelled and moved ones never clash. Learners of the group are compared on
    the days on which they are in it."""
    if not meetings:
        return []
    elsewhere = learners(group, meetings)
    others: dict[date, list[Any]] = defaultdict(list)
    for row, span in sessions(group, meetings, elsewhere, viewer, but):
        others[row.day].append((row, span))
    near = [[pair for n in (-1, 0, 1) for pair in others[m.day + n * A_DAY]] for m in meetings]
    return [
        list(found(group, meeting, there, elsewhere, viewer))
        for meeting, there in zip(meetings, near, strict=True)
    ]


def learners(group: Group, meetings: Sequence[Meeting]) -> list[Any]:
    """Where else the group's learners are: in another group from one day to another, or in a single
    session that they signed up for."""
    first, last = min(m.day for m in meetings), max(m.day for m in meetings)
    values = {"group": group.id, "first": first, "last": last}
    return list(db.session.execute(elsewhere_of(), values))


@cache
def elsewhere_of() -> CompoundSelect:
    """Members of `group` between `first` and `last`, with the other groups that they are in, and
    the sessions for which they are booked. Built once; its values are bound."""
    here: Any = bindparam("group")
    now = and_(
        Mine.group_id == here, Mine.starts_on <= bindparam("last"),
        or_(Mine.ends_on.is_(None), Mine.ends_on >= bindparam("first")),
    )  # fmt: skip
    mine = (Mine.person_id, Person.name, Mine.starts_on, Mine.ends_on)
    in_groups = (
        select(*mine, Other.group_id.label("of_group"), null().label("of_session"),
               Other.starts_on.label("since"), Other.ends_on.label("until"))
        .join(Person, Person.id == Mine.person_id)
        .join(Other, (Other.person_id == Mine.person_id) & (Other.group_id != here))
        .where(now)
    )  # fmt: skip
    signed = (
        select(*mine, null(), SignUp.session_id, null(), null())
        .join(Person, Person.id == Mine.person_id)
        .join(SignUp, SignUp.person_id == Mine.person_id)
        .where(now, SignUp.state == SignUpState.BOOKED)
    )
    return union_all(in_groups, signed)


def sessions(
    group: Group,
    meetings: Sequence[Meeting],
    elsewhere: Sequence[Any],
    viewer: Person,
    but: Collection[int],
) -> Iterator[tuple[Any, hours.Interval]]:
    """The planned and held sessions about these days that share a trainer, a place or a learner,
    each with its time."""
    values = {
        "days": list({m.day + n * A_DAY for m in meetings for n in (-1, 0, 1)}),
        "teachers": list({key for meeting in meetings for key in meeting.teachers}),
        "groups": list({row.of_group for row in elsewhere if row.of_group} | {group.id}),
        "signed": list({row.of_session for row in elsewhere if row.of_session}),
        "house": group.organisation_id if any(m.room for m in meetings) else 0,
        "but": list(but),
        "viewer": viewer.id,
    }
    for row in db.session.execute(sessions_near(), values):
        yield row, hours.session_span(row.day, row.starts, row.ends, row.zone)


@cache
def sessions_near() -> Select:
    """The sessions of `days` but `but`: of these teachers, groups or sign-ups, or in this house."""
    taught = exists().where(
        GroupTrainer.group_id == Group.id, GroupTrainer.person_id == bindparam("viewer")
    )
    rooms = and_(Group.organisation_id == bindparam("house"), Session.place.is_not(None))
    return (
        select(
            Session.id, Session.group_id, Session.day, Session.starts, Session.ends, Session.zone,
            Session.mode, Session.place, Session.trainer_id, Session.substitute_id,
            Group.title.label("group"), Group.organisation_id,
            Programme.organisation_id.label("programme_of"), taught.label("is_taught"),
        )
        .join(Session.group)
        .join(Group.programme)
        .where(
            Session.day.in_(some("days")),
            Session.status.in_([Status.PLANNED, Status.HELD]),
            Session.id.not_in(some("but")),
            or_(
                Session.trainer_id.in_(some("teachers")),
                Session.substitute_id.in_(some("teachers")),
                Session.group_id.in_(some("groups")), Session.id.in_(some("signed")), rooms,
            ),
        )
        .order_by(Session.day, Session.starts, Session.id)
    )  # fmt: skip


def some(name: str) -> Any:
    return bindparam(name, expanding=True)


def is_visible(row: Any, viewer: Person) -> bool:
    """Whether somebody may see the group of a session, as lms.courses.rules.may_see_group."""
    if viewer.role == Role.ADMINISTRATOR or (row.is_taught and viewer.role != Role.LEARNER):
        return True
    ours = viewer.organisation_id
    houses = (row.organisation_id, row.programme_of)
    return viewer.role == Role.COORDINATOR and ours is not None and ours in houses


def found(
    group: Group,
    meeting: Meeting,
    others: Sequence[Any],
    elsewhere: Sequence[Any],
    viewer: Person,
) -> Iterator[Clash]:
    hidden: set[int] = set()
    for row, span in others:
        if not overlap(meeting.span, span):
            continue
        visible = is_visible(row, viewer)
        about = described(meeting, row, visible)
        if row.group_id == group.id:
            yield Clash("group", row.id, (), 0, *about)
            continue
        teaches = {row.substitute_id or row.trainer_id} & meeting.teachers.keys()
        for person in teaches:
            yield Clash("trainer", row.id, (meeting.teachers[person],), 1, *about)
        same_house = row.organisation_id == group.organisation_id
        if same_house and meeting.room and meeting.room == room_of(row.mode, row.place):
            yield Clash("place", row.id, (row.place,), 0, row.group, *about[1:])
        both = there_too(meeting, row, elsewhere)
        if both and visible:
            names = tuple(sorted(both.values()))
            yield Clash("learners", row.id, names[:NAMED], len(both), *about)
        else:
            hidden |= both.keys()
    if hidden:
        yield Clash("learners", 0, (), len(hidden), None, "", "", "")


def described(meeting: Meeting, row: Any, visible: bool) -> tuple[str | None, str, str, str]:
    other_day = "" if row.day == meeting.day else row.day.isoformat()
    group = row.group if visible else None
    return group, f"{row.starts:%H:%M}", f"{row.ends:%H:%M}", other_day


def there_too(meeting: Meeting, row: Any, elsewhere: Sequence[Any]) -> dict[int, str]:
    """The group's learners of that day who are expected at the other session, by id."""
    return {
        one.person_id: one.name
        for one in elsewhere
        if within(meeting.day, one.starts_on, one.ends_on)
        and (
            one.of_session == row.id
            or (one.of_group == row.group_id and within(row.day, one.since, one.until))
        )
    }


def within(day: date, first: date, last: date | None) -> bool:
    return first <= day and (last is None or day <= last)
