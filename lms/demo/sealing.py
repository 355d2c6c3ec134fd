"""The registers of the demo that are locked by now: sealed, each in the night after its last day;
one of them corrected, and one correction that waits for a second person."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from lms.attendance.actions import amendments, seals
from lms.attendance.models import Session
from lms.attendance.queries import register as registers
from lms.attendance.queries.seals import due
from lms.attendance.rules import last_open_day
from lms.attendance.rules.lines import State, frame_of
from lms.db import db
from lms.demo.people import Cast
from lms.people.models import Person


def load(cast: Cast, now: datetime) -> None:
    """After all marks are made; nobody's hours are different afterwards."""
    for session in sorted(due(now, 500), key=lambda one: (last_open_day(one), one.id)):
        night = last_open_day(session) + timedelta(days=1)
        when = datetime.combine(night, time(0, 1), ZoneInfo(session.zone))
        seals.seal_by_time(session.id, now=when)
    ask("A-06", 3, State("present"), "She came at 17:00: I had looked at the line above.",
        cast["DEMO-COORD"], cast, now)  # fmt: skip
    ask("A-13", 2, State("part", "17:40-20:15"), "He signed the paper list at 17:40.",
        cast["DEMO-TR-A"], cast, now)  # fmt: skip


def ask(
    code: str, number: int, state: State, why: str, by: Person, cast: Cast, now: datetime
) -> None:
    """A correction for somebody at one of the first sessions of group A."""
    sealed = select(Session.id).where(Session.sealed_at.is_not(None))
    ours = sealed.where(Session.group.has(slug="jesenice-a")).order_by(Session.day, Session.id)
    session_id = db.session.scalars(ours.offset(number).limit(1)).one()
    session = registers.session_with_rights(session_id, to_change=True)
    assert session
    frame = frame_of(session)
    lines = registers.register(frame)
    amendments.ask(frame, lines, lines[cast[code].id], state, why, by=by, now=now)
