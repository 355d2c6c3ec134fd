"""Make-up: approved minutes that repair a named absence."""

from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext as _

from lms.attendance.models import MakeUp, Status
from lms.attendance.queries import make_up as queries
from lms.attendance.rules.lines import Frame
from lms.attendance.rules.register import Line
from lms.courses.actions import touch
from lms.db import db
from lms.errors import Refused
from lms.people.actions import record
from lms.people.models import Person


class Approved(NamedTuple):
    """Minutes: approved for this absence altogether, missed, and what of both can count."""

    approved: int
    missed: int

    @property
    def fits(self) -> bool:
        """Whether no more was approved than was missed."""
        return self.approved <= self.missed

    @property
    def counts(self) -> int:
        return min(self.approved, self.missed)


def approve(
    frame: Frame, line: Line, minutes: int, note: str, *, by: Person, now: datetime
) -> Approved:
    """Minutes that repair what a person missed in a session that was held (settled point 15).

    More than was missed is kept as approved; only what was missed can count (rule 5).
    Raises Refused for a session not held, and for somebody unmarked or there the whole time.
    """
    session, name = frame.session, line.who.name
    if session.status != Status.HELD:
        raise Refused(_("Nothing can be made up: this session was not held."))
    if not line.state.mark:
        raise Refused(_("%(name)s is not marked yet. Mark the register first.", name=name))
    missed = queries.missed(frame, line)
    if not missed:
        raise Refused(_("%(name)s missed nothing in this session.", name=name))
    before = queries.approved(session, line.who.id)
    if any((old.minutes, old.note, old.approved_by_id) == (minutes, note, by.id) for old in before):
        raise Refused(_("This is recorded already. Write another note if it was done twice."))
    about = {"session_id": session.id, "person_id": line.who.id, "minutes": minutes, "note": note}
    db.session.add(MakeUp(**about, approved_by_id=by.id, recorded_by_id=by.id, recorded_at=now))
    detail = {"person": line.who.code, "minutes": minutes, "note": note}
    record("session", session.code, "make-up approved", detail, by=by, now=now)
    touch(groups=[session.group_id], people=[line.who.id])
    return Approved(minutes + sum(old.minutes for old in before), missed)
