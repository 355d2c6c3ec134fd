"""Answers to "are you coming?": when they can be given, and the sealed address to give them at."""

from datetime import datetime

from flask_babel import gettext as _

from lms.addresses import opened, outside, sealed
from lms.attendance.models import Session, Status

PURPOSE = "I cannot come"


def answer_url(person_id: int, uid: str) -> str:
    """The whole address at which a person can say that they cannot come, without signing in.

    It names the session by its uid, which goes along when the session is moved. It holds until the
    session's end, which stands in the session's row and not in the address.
    """
    return outside("attendance.answer", answer=sealed([person_id, uid], PURPOSE))


def as_answer(text: str) -> tuple[int, str] | None:
    """The person (id) and the session (uid) of such an address; None where it is not ours."""
    found = opened(text, PURPOSE)
    return (found[0], found[1]) if found else None


def why_no_answer(session: Session, now: datetime) -> str | None:
    """Why nobody can say any more whether they come, in words; none while they can."""
    if session.status == Status.CANCELLED:
        return _("This session is cancelled.")
    if session.status == Status.MOVED:
        return _("This session was moved. Look for it on its new date.")
    if session.span.end <= now.timestamp():
        return _("This session is over.")
    return None
