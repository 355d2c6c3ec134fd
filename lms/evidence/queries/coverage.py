"""The coverage of a group in a time, and what a register proves: a fixed number of statements,
however many sessions and people there are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, func, select

from lms.attendance import hours
from lms.attendance.models import Amendment, AmendmentState, Mode, Session, Status
from lms.attendance.queries import holding
from lms.attendance.queries import register as registers
from lms.attendance.queries.proving import ERASED, Finding
from lms.attendance.rules.lines import Elsewhere, Entry, Frame
from lms.attendance.rules.register import Line, Who
from lms.courses.models import Group
from lms.db import db
from lms.evidence.queries import statements
from lms.evidence.rules.coverage import Coverage, Sitting, Traces, later, row_of

A_DAY = timedelta(days=1)
Seat = tuple[int, int]  # session, person


@dataclass
class Read:
    """What was read of the sessions of a group, by session, or by session and person."""

    sessions: list[Session]
    people: dict[int, list[Who]] = field(default_factory=lambda: defaultdict(list))
    marks: dict[Seat, list[Row]] = field(default_factory=lambda: defaultdict(list))
    nearby: dict[tuple[int, date], list[Elsewhere]] = field(
        default_factory=lambda: defaultdict(list)
    )
    signed: dict[Seat, bool] = field(default_factory=dict)  # whether a scan is here
    checked_in: set[Seat] = field(default_factory=set)
    listed: set[int] = field(default_factory=set)
    amendments: list[Amendment] = field(default_factory=list)
    broken: list[Finding] = field(default_factory=list)  # seals that do not hold

    def traces(self, seat: Seat, waiting: set[Seat]) -> Traces:
        return Traces(
            signed=seat in self.signed,
            scanned=self.signed.get(seat, False),
            checked_in=seat in self.checked_in,
            waits=seat in waiting,
        )


def default_period(group: Group, today: date) -> tuple[date, date]:
    """From the group's first day up to today, or its last day: what is to come proves nothing."""
    first, last = group.starts_on, group.ends_on
    if first is None or last is None:
        days = select(func.min(Session.day), func.max(Session.day))
        begins, ends = db.session.execute(days.where(Session.group_id == group.id)).one()
        first, last = first or begins or today, last or ends or today
    return min(first, last), max(first, min(last, today))


def coverage(group: Group, first: date, last: date) -> Coverage:
    """What is proven in the sessions of these days. Eight statements, and those that look whether
    the seals hold (attendance/queries/holding.py)."""
    return coverage_of(group, read(group, first, last))


def read(group: Group, first: date, last: date) -> Read:
    values = {"group": group.id, "first": first, "last": last}
    near = {"before": max(first, date.min + A_DAY) - A_DAY, "after": min(last, LATEST) + A_DAY}
    found = Read(list(db.session.scalars(statements.sessions(), values)))
    for row in db.session.execute(statements.people(), values):
        who = Who(row.id, row.code, row.name, row.native_name, not row.is_member)
        found.people[row.session].append(who)
    for row in db.session.execute(statements.marks(), values):
        found.marks[row.session_id, row.person_id].append(row)
    for row in db.session.execute(statements.nearby(), values | near):
        found.nearby[row.person_id, row.day].append(registers.elsewhere_of(row))
    for session, person, scanned in db.session.execute(statements.signatures(), values):
        found.signed[session, person] = bool(scanned) or found.signed.get((session, person), False)
    found.checked_in = {
        (row[0], row[1]) for row in db.session.execute(statements.check_ins(), values)
    }
    found.listed = {row[0] for row in db.session.execute(statements.lists(), values)}
    found.amendments = list(db.session.scalars(statements.amendments(), values))
    found.broken = holding.broken(group, found.sessions)
    return found


LATEST = date.max - A_DAY


def coverage_of(group: Group, found: Read) -> Coverage:
    accepted, policy = tuple(group.programme.proofs), group.programme.policy
    waiting = {
        (one.session_id, one.person_id)
        for one in found.amendments
        if one.state == AmendmentState.ASKED
    }
    sittings = []
    for session in found.sessions:
        teaching = session.teaching
        frame = Frame(session, session.span, teaching, hours.minutes(teaching), policy)
        rows = []
        for who in found.people[session.id] if session.status == Status.HELD else ():
            line = line_of(frame, who, found)
            traces = found.traces((session.id, who.id), waiting)
            rows.append(row_of(line, traces, session.id in found.listed, accepted))
        broken = tuple(broken_in(session, found))
        ways = later(session.mode, accepted)
        sittings.append(Sitting(frame, tuple(rows), broken, ways))
    return Coverage(accepted, tuple(sittings))


def broken_in(session: Session, found: Read) -> list[Who | None]:
    """Whose marks are not what was sealed, each once; none first, where it is more than that."""
    known: dict[str | None, Who] = {who.code: who for who in found.people[session.id]}
    codes = {one.person for one in found.broken if one.session == session.code}
    named = sorted(code for code in codes if code and code != ERASED)
    whole = [None] if codes & {None, ERASED} else []
    return [*whole, *(known.get(code) or Who(0, code, code, None, True) for code in named)]


def line_of(frame: Frame, who: Who, found: Read) -> Line:
    session = frame.session
    entries = entries_of(found.marks.get((session.id, who.id), ()))
    around: Iterable[Elsewhere] = ()
    if entries and session.mode == Mode.ONSITE:
        around = others(found.nearby, who.id, session)
    return registers.line_of(frame, who, entries, list(around))


def entries_of(rows: Iterable[Any]) -> list[Entry]:
    return [registers.entry_of(row) for row in rows]


def others(
    nearby: Mapping[tuple[int, date], list[Elsewhere]], person: int, session: Session
) -> Iterable[Elsewhere]:
    """A person's presences at other on-site sessions, a day around this one."""
    for number in (-1, 0, 1):
        day = session.day.toordinal() + number
        if 0 < day <= date.max.toordinal():
            for other in nearby.get((person, date.fromordinal(day)), ()):
                if other.session_id != session.id:
                    yield other
