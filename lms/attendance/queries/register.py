"""One register: the session, and a line for everyone in it. One query each, however many people."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row, or_, select

from lms.attendance import hours
from lms.attendance.models import Mode, Session, Status
from lms.attendance.queries import statements
from lms.attendance.rules.lines import Elsewhere, Entry, Frame
from lms.attendance.rules.register import Line, Who, line_of
from lms.courses.models import Group, Membership
from lms.db import db
from lms.people.models import Person, Role

A_DAY = timedelta(days=1)
FIRST, LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)  # moments
AT_ONCE = timedelta(minutes=1)  # what comes from a phone so soon was not kept there


def session_with_rights(session_id: int, *, to_change: bool = False) -> Session | None:
    """The session, with its group, programme, trainers, course and module, in one query. To change
    it, it is locked: of two who mark at once, the second sees what the first has done."""
    wanted = statements.session_to_change() if to_change else statements.session()
    return db.session.scalars(wanted, {"session": session_id}).unique().one_or_none()


def register(frame: Frame) -> dict[int, Line]:
    """A line for every member of the day and for every guest, by name."""
    found: dict[Who, list[Row]] = defaultdict(list)
    for row in rows_of(frame):
        said = (row.announced or "") if row.announcement else None
        who = Who(row.id, row.code, row.name, row.native_name, not row.is_member, said)
        found[who].append(row)
    by_name = sorted(found.items(), key=lambda pair: pair[0].is_guest)
    return {who.id: line_of(frame, who, *sorted_out(frame, rows)) for who, rows in by_name}


def rows_of(frame: Frame) -> Iterable[Row]:
    """People, their live marks here, and their presences elsewhere within a day of this session."""
    session = frame.session
    start, end = (datetime.fromtimestamp(moment, UTC) for moment in frame.span)
    values = {"session": session.id, "group": session.group_id, "day": session.day}
    if session.mode != Mode.ONSITE:
        return db.session.execute(statements.rows(), values)
    around = {"from": start - min(A_DAY, start - FIRST), "to": end + min(A_DAY, LAST - end)}
    return db.session.execute(statements.rows_and_nearby(), values | around)


def sorted_out(frame: Frame, rows: Iterable[Row]) -> tuple[list[Entry], list[Elsewhere]]:
    """The marks of this session, and the presences at others that are held on site."""
    here, nearby = [], []
    for row in {row.mark_id: row for row in rows}.values():  # one, also if a phone sent it twice
        if row.mark_id is None:
            continue
        if row.session_id == frame.session.id:
            here.append(entry_of(row)._replace(made=made_before(row)))
        elif row.mode == Mode.ONSITE and row.status == Status.HELD:
            nearby.append(elsewhere_of(row))
    return here, nearby


def entry_of(row: Any) -> Entry:
    return Entry(
        row.kind,
        row.came_at and hours.seconds(row.came_at),
        row.left_at and hours.seconds(row.left_at),
        row.excused,
        row.reason,
        row.source,
        row.recorder_id,
        row.recorder,
        row.recorded_at,
        row.mark_id,
    )


def made_before(row: Any) -> datetime | None:
    """When a mark was made that waited on a phone; none for what was sent at once."""
    waited = row.made_at and row.recorded_at - row.made_at > AT_ONCE
    return row.made_at if waited else None


def elsewhere_of(row: Any) -> Elsewhere:
    end = hours.session_span(row.day, row.starts, row.ends, row.zone).end
    left = hours.seconds(row.left_at) if row.left_at else end
    return Elsewhere(row.session_id, row.other_group, hours.seconds(row.came_at), left)


def numbered(session: Session) -> tuple[int, int]:
    """Which session of its group this is, and of how many: "session 12 of 15"."""
    values = {"session": session.id, "group": session.group_id, "day": session.day}
    values["starts"] = session.starts
    first, last = db.session.execute(statements.numbers(), values).one()
    return first, last


def guest_of(session: Session, code: str) -> Person | None:
    """A learner who may be marked here as a guest: of the group's organisation or programme."""
    programme = select(Membership.person_id).join(Membership.group)
    programme = programme.where(Group.programme_id == session.group.programme_id)
    known = or_(Person.organisation_id == session.group.organisation_id, Person.id.in_(programme))
    spellings = {code.strip(), code.strip().upper(), code.strip().lower()}
    found = select(Person).where(Person.code.in_(spellings), known, Person.role == Role.LEARNER)
    return db.session.scalar(found.order_by(Person.id).limit(1))
