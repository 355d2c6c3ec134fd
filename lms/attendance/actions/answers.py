"""Saying beforehand that one cannot come, and taking it back. Only a trainer excuses."""

from datetime import UTC, datetime
from enum import StrEnum

from lms.attendance.actions import sign_ups
from lms.attendance.facts import as_data
from lms.attendance.models import Announcement, Session, SignUpState
from lms.attendance.queries import answers as queries
from lms.attendance.queries import sign_ups as places
from lms.attendance.rules.answers import why_no_answer
from lms.attendance.rules.facts import facts_of
from lms.db import db
from lms.errors import Refused
from lms.messages.actions import tell
from lms.people.actions import record
from lms.people.models import Person


class Outcome(StrEnum):
    """What came of an answer."""

    NOTHING = "nothing"  # it was so before
    SAID = "said"
    GAVE_BACK = "gave back"
    COMES = "comes"
    BOOKED = "booked"
    WAITS = "waits"


def cannot_come(
    session: Session, person: Person, reason: str | None, *, by: Person, now: datetime
) -> Outcome:
    """Keeps that a person cannot come, and tells who teaches. Said again, it is kept once; with
    another reason, that one holds. Who signed up gives the place back instead: others wait for it.
    What came of it.

    The session's row is locked by who calls. Raises Refused for a session that is over, cancelled
    or moved.
    """
    refuse_late(session, now)
    entry = places.sign_up(session, person)
    if gives_back := entry is not None and entry.state != SignUpState.WITHDRAWN:
        sign_ups.withdraw(session, person, by=by, now=now)
    if not places.is_member(session, person):
        return Outcome.GAVE_BACK if gives_back else Outcome.NOTHING
    before = queries.announcement(session, person.id)
    if before and (reason is None or before.reason == reason):
        return Outcome.NOTHING
    if before:
        before.withdrawn_at = now
    made = Announcement(session_id=session.id, person_id=person.id, reason=reason, made_at=now)
    made.by_id = by.id
    db.session.add(made)
    detail = {"person": person.code} | ({"reason": reason} if reason else {})
    record("session", session.code, "cannot come", detail, by=by, now=now)
    tell_teachers(session, person, {"reason": reason}, by=by, now=now)
    return Outcome.SAID


def can_come(session: Session, person: Person, *, by: Person, now: datetime) -> Outcome:
    """They come after all: what they said is taken back, and who teaches is told. Who gave a place
    back signs up again: they have one, or wait. What came of it."""
    refuse_late(session, now)
    before = queries.announcement(session, person.id)
    if before is None:
        return signs_up_again(session, person, by=by, now=now)
    before.withdrawn_at = now
    detail = {"person": person.code}
    record("session", session.code, "can come after all", detail, by=by, now=now)
    tell_teachers(session, person, {"after_all": True}, by=by, now=now)
    return Outcome.COMES


def signs_up_again(session: Session, person: Person, *, by: Person, now: datetime) -> Outcome:
    entry = places.sign_up(session, person)
    if entry is None or entry.state != SignUpState.WITHDRAWN or places.is_member(session, person):
        return Outcome.NOTHING
    entry = sign_ups.sign_up(session, person, by=by, now=now)
    return Outcome.BOOKED if entry.state == SignUpState.BOOKED else Outcome.WAITS


def refuse_late(session: Session, now: datetime) -> None:
    if why := why_no_answer(session, now):
        raise Refused(why)


def tell_teachers(
    session: Session, person: Person, what: dict, *, by: Person, now: datetime
) -> None:
    """Who is in the room; where nobody is named, the trainers of the group. Until it begins."""
    teacher = session.teacher
    people = [teacher.id] if teacher else [trainer.id for trainer in session.group.trainers]
    begins = datetime.fromtimestamp(session.span.start, UTC)
    if begins > now:
        data = {"session": as_data(facts_of(session)), "name": person.name, **what}
        about = f"session:{session.code}"
        tell(people, "session.cannot_come", data, about=about, by=by, now=now, before=begins)
