"""What is at the same time as sessions that are to be. Two queries, for any number of dates."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, and_, false, literal, null, or_, select, union_all
from sqlalchemy.orm import aliased

from lms.attendance import hours
from lms.attendance.models import Session, SignUp, SignUpState, Status
from lms.attendance.queries.sessions import of_groups
from lms.attendance.rules.clashes import NAMED, Clash, Meeting, overlap, room_of
from lms.courses.models import Group, Membership
from lms.db import db
from lms.people.models import Person

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
    for row, span in sessions(group, meetings, viewer, elsewhere, but):
        others[row.day].append((row, span))
    near = [[pair for n in (-1, 0, 1) for pair in others[m.day + n * A_DAY]] for m in meetings]
    return [
        list(found(group, meeting, there, elsewhere))
        for meeting, there in zip(meetings, near, strict=True)
    ]


def learners(group: Group, meetings: Sequence[Meeting]) -> list[Any]:
    """Where else the group's learners are: in another group from one day to another, or in a single
    session that they signed up for."""
    first, last = min(m.day for m in meetings), max(m.day for m in meetings)
    now = and_(
        Mine.group_id == group.id, Mine.starts_on <= last,
        or_(Mine.ends_on.is_(None), Mine.ends_on >= first),
    )  # fmt: skip
    mine = (Mine.person_id, Person.name, Mine.starts_on, Mine.ends_on)
    in_groups = (
        select(*mine, Other.group_id.label("of_group"), null().label("of_session"),
               Other.starts_on.label("since"), Other.ends_on.label("until"))
        .join(Person, Person.id == Mine.person_id)
        .join(Other, (Other.person_id == Mine.person_id) & (Other.group_id != group.id))
        .where(now)
    )  # fmt: skip
    signed = (
        select(*mine, null(), SignUp.session_id, null(), null())
        .join(Person, Person.id == Mine.person_id)
        .join(SignUp, SignUp.person_id == Mine.person_id)
        .where(now, SignUp.state == SignUpState.BOOKED)
    )
    return list(db.session.execute(union_all(in_groups, signed)))


def sessions(
    group: Group,
    meetings: Sequence[Meeting],
    viewer: Person,
    elsewhere: Sequence[Any],
    but: Collection[int],
) -> Iterator[Any]:
    """The planned and held sessions about these days that share a trainer, a place or a learner."""
    days = {m.day + n * A_DAY for m in meetings for n in (-1, 0, 1)}
    teachers = {key for meeting in meetings for key in meeting.teachers}
    groups = {row.of_group for row in elsewhere if row.of_group}
    signed = {row.of_session for row in elsewhere if row.of_session}
    in_house = Group.organisation_id == group.organisation_id
    rooms = and_(in_house, Session.place.is_not(None)) if any(m.room for m in meetings) else false()
    query: Select = (
        select(
            Session.id, Session.group_id, Session.day, Session.starts, Session.ends, Session.zone,
            Session.mode, Session.place, Session.trainer_id, Session.substitute_id,
            Group.title.label("group"), Group.organisation_id,
            or_(of_groups(viewer), literal(value=False)).label("is_visible"),
        )
        .join(Session.group)
        .where(
            Session.day.in_(days),
            Session.status.in_([Status.PLANNED, Status.HELD]),
            Session.id.not_in(list(but)),
            or_(
                Session.trainer_id.in_(teachers), Session.substitute_id.in_(teachers), rooms,
                Session.group_id.in_(groups | {group.id}), Session.id.in_(signed),
            ),
        )
        .order_by(Session.day, Session.starts, Session.id)
    )  # fmt: skip
    for row in db.session.execute(query):
        yield row, hours.session_span(row.day, row.starts, row.ends, row.zone)


def found(
    group: Group, meeting: Meeting, others: Sequence[Any], elsewhere: Sequence[Any]
) -> Iterator[Clash]:
    hidden: set[int] = set()
    for row, span in others:
        if not overlap(meeting.span, span):
            continue
        about = described(meeting, row)
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
        if both and row.is_visible:
            names = tuple(sorted(both.values()))
            yield Clash("learners", row.id, names[:NAMED], len(both), *about)
        else:
            hidden |= both.keys()
    if hidden:
        yield Clash("learners", 0, (), len(hidden), None, "", "", "")


def described(meeting: Meeting, row: Any) -> tuple[str | None, str, str, str]:
    other_day = "" if row.day == meeting.day else row.day.isoformat()
    group = row.group if row.is_visible else None
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
