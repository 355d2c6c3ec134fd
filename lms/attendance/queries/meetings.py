"""What the page of a session tells those who come to it."""

from sqlalchemy import select

from lms.attendance.models import Session, SignUp
from lms.db import db
from lms.people.models import Change, Person


def sign_up(session: Session, person: Person) -> SignUp | None:
    """A person's place in an open session, or in the queue for one."""
    mine = select(SignUp).filter_by(session_id=session.id, person_id=person.id)
    return db.session.scalar(mine)


def why_cancelled(session: Session) -> str:
    """The reason that was given, from the session's history."""
    told = select(Change.detail).filter_by(noun="session", key=session.code, verb="cancelled")
    detail = db.session.scalar(told.order_by(Change.id.desc()).limit(1))
    return (detail or {}).get("reason", "")
