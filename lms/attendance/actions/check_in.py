"""Coming and leaving, said with a phone or a card, to the minute.

Whoever calls has locked the session (`queries.check_in.by_uid(..., to_change=True)`): of two taps
at once, the second sees what the first has done.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext as _

from lms.attendance import hours
from lms.attendance.hours import Interval
from lms.attendance.models import CheckIn, Kind, Mark, Session, Source, Status, Way
from lms.attendance.queries import check_in as queries
from lms.attendance.queries.belonging import comes
from lms.attendance.rules.check_in import stay, to_the_minute, why_not
from lms.config import setting
from lms.courses.actions import touch
from lms.db import db
from lms.errors import Refused
from lms.people.models import Person


class Arrival(NamedTuple):
    """`at` is the moment that counts: of the scan, not of the tap that followed it."""

    session: Session
    person: Person
    at: datetime
    way: Way
    device: str | None = None  # hashed

    @property
    def minute(self) -> datetime:
        return to_the_minute(self.at)


def refuse(arrival: Arrival, now: datetime) -> None:
    """Raises Refused with words for who checks in themselves."""
    if not comes(arrival.person, arrival.session):
        raise Refused(
            _("You are not on the list of this session. Tell the trainer: they can mark you.")
        )
    if why := why_not(arrival.session, setting("CHECK_IN_MINUTES"), arrival.at, now):
        raise Refused(why)


def come(arrival: Arrival, *, by: Person, now: datetime) -> Interval:
    """Somebody is here: a presence from this minute on, beside whatever else was said of them. Who
    is in already stays in since then. Answers the stay."""
    if by is arrival.person:
        refuse(arrival, now)
    end = arrival.session.span.end
    presences = queries.presences_of(arrival.person.id, arrival.session.id)
    if known := stay(end, presences, arrival.minute):
        vouch(arrival, presences, by=by, now=now)
        return known
    made = presence(arrival, arrival.minute, None, by=by, now=now)
    keep(arrival, made, by=by, now=now)
    return stay(end, [*presences, made], arrival.minute) or Interval(0, 0)


def vouch(arrival: Arrival, presences: Sequence[Mark], *, by: Person, now: datetime) -> None:
    """Somebody was marked by another already: their own word is kept beside it, once, as a proof.
    The mark stays as it is."""
    if by is not arrival.person:
        return
    end = arrival.session.span.end
    mark = next(mark for mark in presences if stay(end, [mark], arrival.minute))
    if mark.source != Source.SELF and not queries.has_checked_in(arrival.person, mark):
        db.session.add(row(arrival, mark, by=by))
        db.session.flush()


def leave(arrival: Arrival, *, by: Person, now: datetime) -> Interval | None:
    """Somebody who is in leaves: their presence ends this minute. Marks are never edited: it is
    withdrawn, and another takes its place. Answers the stay; none where they were not in."""
    if by is arrival.person:
        refuse(arrival, now)
    session, minute = arrival.session, arrival.minute
    presences = queries.presences_of(arrival.person.id, session.id)
    known = stay(session.span.end, presences, minute)
    if known is None:
        return None
    if hours.seconds(minute) == known.start:
        raise Refused(_("You came this very minute. Say that you leave when you go."))
    for mark in presences:
        if mark.came_at and stay(session.span.end, [mark], minute):
            mark.withdrawn_at, mark.withdrawn_by_id = now, by.id
            closed = mark
            if mark.came_at < minute:
                closed = presence(arrival, mark.came_at, minute, by=by, now=now)
    keep(arrival, closed, by=by, now=now, leaves=True)
    return Interval(known.start, hours.seconds(minute))


def presence(
    arrival: Arrival, came: datetime, left: datetime | None, *, by: Person, now: datetime
) -> Mark:
    mark = Mark(
        session_id=arrival.session.id,
        person_id=arrival.person.id,
        kind=Kind.PRESENCE,
        came_at=came,
        left_at=left,
        source=Source.SELF if by is arrival.person else Source.TRAINER,
        recorder_id=by.id,
        recorded_at=now,
    )
    db.session.add(mark)
    return mark


def row(arrival: Arrival, mark: Mark, *, by: Person, leaves: bool = False) -> CheckIn:
    return CheckIn(
        session_id=arrival.session.id,
        person_id=arrival.person.id,
        mark=mark,
        leaves=leaves,
        way=arrival.way,
        at=arrival.at,
        device=arrival.device,
        by_id=by.id,
    )


def keep(arrival: Arrival, mark: Mark, *, by: Person, now: datetime, leaves: bool = False) -> None:
    """The check-in beside its mark; the first one makes the session held."""
    db.session.add(row(arrival, mark, by=by, leaves=leaves))
    if arrival.session.status == Status.PLANNED:
        arrival.session.status = Status.HELD
    db.session.flush()
    touch(groups=[arrival.session.group_id], people=[arrival.person.id])
