"""What waits, what runs, what failed."""

from datetime import datetime, timedelta

from sqlalchemy import select

from lms.db import db
from lms.jobs.models import Job, JobState

LATE = timedelta(minutes=10)


def is_due(now: datetime, more_than: int = 0) -> bool:
    """Whether more jobs than that are due."""
    due = select(Job.id).where(Job.state == JobState.WAITING, Job.due_at <= now)
    return len(db.session.scalars(due.limit(more_than + 1)).all()) > more_than


def is_late(now: datetime) -> bool:
    """Whether a job has been due for so long that no worker can be there."""
    return is_due(now - LATE)
