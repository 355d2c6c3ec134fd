"""Reminding people of a session. Who and when are arguments; the commit is not ours."""

from datetime import UTC, datetime

from lms import jobs
from lms.attendance.facts import as_data
from lms.attendance.models import Session, Status
from lms.attendance.queries import reminders as queries
from lms.attendance.rules.facts import facts_of
from lms.messages.actions import tell


def queue(*, now: datetime, hours: int) -> None:
    """A job for each session that begins in the next hours; it is queued once."""
    due = queries.due(now, hours)
    work = [("attendance.remind", {"session": one.id}, now, f"remind:{one.id}") for one in due]
    jobs.later_all(work, now=now)
    for session in due:
        session.reminded_at = now


def remind(session: Session, *, now: datetime) -> None:
    """Tells everybody who is expected, once. A session that was cancelled, moved, or that has begun
    meanwhile, reminds nobody."""
    begins = datetime.fromtimestamp(session.span.start, UTC)
    if session.status != Status.PLANNED or begins <= now:
        return
    people = queries.expected(session)
    tell(
        people,
        "session.reminder",
        {"session": as_data(facts_of(session)), "at": now.isoformat()},
        about=f"session:{session.code}",
        by=None,
        now=now,
        group=session.group.slug,
        before=begins,
        key=f"reminder:{session.id}:{session.sequence}",
        each={person: {"role": why} for person, why in people.items()},
    )
