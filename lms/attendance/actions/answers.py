"""Saying beforehand that one cannot come, and taking it back. Only a trainer excuses."""

from datetime import UTC, datetime

from lms.attendance.models import Announcement, Session
from lms.attendance.queries import answers as queries
from lms.attendance.rules.answers import why_no_answer
from lms.attendance.rules.facts import as_data, facts_of
from lms.db import db
from lms.errors import Refused
from lms.messages.actions import tell
from lms.people.actions import record
from lms.people.models import Person


def cannot_come(
    session: Session, person: Person, reason: str | None, *, by: Person, now: datetime
) -> bool:
    """Keeps that a person cannot come, and tells who teaches. Said again, it is kept once; with
    another reason, that one holds. Whether anything is new.

    The session's row is locked by who calls. Raises Refused for a session that is over, cancelled
    or moved.
    """
    refuse_late(session, now)
    before = queries.announcement(session, person.id)
    if before and (reason is None or before.reason == reason):
        return False
    if before:
        before.withdrawn_at = now
    made = Announcement(session_id=session.id, person_id=person.id, reason=reason, made_at=now)
    made.by_id = by.id
    db.session.add(made)
    detail = {"person": person.code} | ({"reason": reason} if reason else {})
    record("session", session.code, "cannot come", detail, by=by, now=now)
    tell_teachers(session, person, {"reason": reason}, by=by, now=now)
    return True


def can_come(session: Session, person: Person, *, by: Person, now: datetime) -> bool:
    """They come after all: what they said is taken back, and who teaches is told."""
    refuse_late(session, now)
    before = queries.announcement(session, person.id)
    if before is None:
        return False
    before.withdrawn_at = now
    detail = {"person": person.code}
    record("session", session.code, "can come after all", detail, by=by, now=now)
    tell_teachers(session, person, {"after_all": True}, by=by, now=now)
    return True


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
