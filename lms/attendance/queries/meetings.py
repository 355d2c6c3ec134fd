"""What the page of a session tells those who come to it."""

from sqlalchemy import select

from lms.attendance.models import Session
from lms.db import db
from lms.people.models import Change


def why_cancelled(session: Session) -> str:
    """The reason that was given, from the session's history."""
    told = select(Change.detail).filter_by(noun="session", key=session.code, verb="cancelled")
    detail = db.session.scalar(told.order_by(Change.id.desc()).limit(1))
    return (detail or {}).get("reason", "")
