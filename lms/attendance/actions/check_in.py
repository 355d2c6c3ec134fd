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
from lms.attendance.rules.check_in import stay, to_the_minute, why_not, why_used_up
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
    is in already stays in since then. Answers the stay. Raises Refused with words for who checks in
    themselves and may not, or has left since they scanned."""
    end = arrival.session.span.end
    presences = queries.presences_of(arrival.person.id, arrival.session.id)
    said = queries.said_by(arrival.person.id, arrival.session.id) if presences else []
    if by is arrival.person:
        refuse(arrival, now)
        if why := why_used_up(arrival.session, said, presences, arrival.at, now):
            if known := stay(end, presences, to_the_minute(now)):
                return known  # back already, with a newer scan
            raise Refused(why)
    if known := stay(end, presences, arrival.minute):
        vouch(arrival, presences, said, by=by)
        return known
    made = presence(arrival, by=by, now=now)
    keep(arrival, made, by=by, now=now)
    return stay(end, [*presences, made], arrival.minute) or Interval(0, 0)


def vouch(
    arrival: Arrival, presences: Sequence[Mark], said: Sequence[CheckIn], *, by: Person
) -> None:
    """Somebody was marked by another already: their own word is kept beside it, once, as a proof;
    and again when they are back. The mark stays as it is."""
    if by is not arrival.person:
        return
    end = arrival.session.span.end
    mark = next(mark for mark in presences if stay(end, [mark], arrival.minute))
    last = next((one for one in said if one.mark_id == mark.id and one.by_id == by.id), None)
    if mark.source != Source.SELF and (last is None or last.leaves):
        db.session.add(row(arrival, mark, by=by))
        db.session.flush()


def leave(arrival: Arrival, *, by: Person, now: datetime) -> Interval | None:
    """Somebody who is in leaves: what of their presence `may_end`, ends this minute; what may not,
    stays as it is, and that they said so is kept beside it, once. Answers until when they were in
    by this word; none where they were not in."""
    is_own = by is arrival.person
    if is_own:
        refuse(arrival, now)
    session, minute = arrival.session, arrival.minute
    presences = queries.presences_of(arrival.person.id, session.id)
    known = stay(session.span.end, presences, minute)
    if known is None:
        return None
    if hours.seconds(minute) == known.start:
        raise Refused(_("You came this very minute. Say that you leave when you go."))
    there = [mark for mark in presences if stay(session.span.end, [mark], minute)]
    ended = [shortened(mark, minute, by=by, now=now) for mark in there if may_end(mark, is_own)]
    kept = [mark for mark in there if not may_end(mark, is_own)]
    said = queries.said_by(arrival.person.id, session.id)
    if ended or not said[:1] or not said[0].leaves or said[0].mark_id != kept[-1].id:
        keep(arrival, (kept or ended)[-1], by=by, now=now, leaves=True)
    return Interval(known.start, hours.seconds(minute))


def may_end(mark: Mark, is_own: bool) -> bool:
    """Whether who leaves shortens a presence. Their own word ends their own, and one that nobody
    gave an end; a trainer who reads their card ends what trainers marked, too. A list keeps its
    stays: it is a proof of its own, and is taken back as a whole."""
    if mark.left_at is None or mark.source == Source.SELF:
        return True
    return mark.source == Source.TRAINER and not is_own


def shortened(mark: Mark, minute: datetime, *, by: Person, now: datetime) -> Mark:
    """Marks are never edited: it is withdrawn, by whom ends it, and one that ends earlier takes its
    place. Whose word the presence is, and when it was kept, stays: so does what it proves."""
    mark.withdrawn_at, mark.withdrawn_by_id = now, by.id
    if mark.came_at is None or mark.came_at >= minute:
        return mark
    shorter = Mark(
        session_id=mark.session_id,
        person_id=mark.person_id,
        kind=mark.kind,
        came_at=mark.came_at,
        left_at=minute,
        note=mark.note,
        source=mark.source,
        recorder_id=mark.recorder_id,
        recorded_at=mark.recorded_at,
    )
    db.session.add(shorter)
    return shorter


def presence(arrival: Arrival, *, by: Person, now: datetime) -> Mark:
    mark = Mark(
        session_id=arrival.session.id,
        person_id=arrival.person.id,
        kind=Kind.PRESENCE,
        came_at=arrival.minute,
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
