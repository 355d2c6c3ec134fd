"""The coming sessions that can be offered to somebody, and why some of them cannot."""

from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext as _

from lms.attendance.models import Session
from lms.attendance.queries.offers import offered_to
from lms.attendance.queries.rooms import Room, coming, own_sessions
from lms.attendance.queries.sign_ups import member_of
from lms.attendance.rules.clashes import overlap
from lms.i18n import day
from lms.people.models import Person


class Choice(NamedTuple):
    session: Session
    is_same: bool  # of the same module
    free: int | None  # none: any number
    why_not: str | None


def choices_for(missed: Session, person: Person, by: Person, now: datetime) -> list[Choice]:
    """What `by` can offer: those of the same module first; without those to which the person comes
    anyway."""
    same, others = coming(missed, by, now)
    rooms = [*same, *others]
    ids = [room.session.id for room in rooms]
    anyway = member_of(person, ids) if ids else set()
    rooms = [room for room in rooms if room.session.id not in anyway]
    if not rooms:
        return []
    days = [room.session.day for room in rooms]
    own = own_sessions(person, min(days), max(days))
    offered = offered_to(person.id, ids)
    known = {room.session.id for room in same}
    return [
        Choice(
            room.session,
            room.session.id in known,
            room.free,
            why_not(room, own, offered),
        )
        for room in rooms
    ]


def why_not(room: Room, own, offered: set[int]) -> str | None:
    """Why a session cannot be offered, in words; none where it can."""
    session = room.session
    if session.id in offered:
        return _("Offered already.")
    for other in own:
        if other.id == session.id:
            return _("Has a place there already.")
        if overlap(other.span, session.span):
            return _(
                "Has another session then: %(group)s, %(day)s.",
                group=other.group.title,
                day=day(other.day, "named"),
            )
    return _("Full.") if room.free == 0 else None
