"""What waits, what runs, what failed; and whether a worker is there."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Select, func, select

from lms.db import db
from lms.jobs.models import Job, JobState
from lms.jobs.tick import LOOK

LATE = timedelta(minutes=10)
SILENT = timedelta(minutes=3)  # a worker looks around every minute


class Overview(NamedTuple):
    """How many jobs there are in each state, when the first one was due that waits, and when a
    worker looked around last."""

    counts: dict[JobState, int]
    first_due: datetime | None
    looked_at: datetime | None

    def is_worker_there(self, now: datetime) -> bool:
        return self.looked_at is not None and self.looked_at > now - SILENT

    def is_late(self, now: datetime) -> bool:
        return self.first_due is not None and self.first_due <= now - LATE


def overview() -> Overview:
    """Two queries."""
    each = select(Job.state, func.count(), func.min(Job.due_at)).where(Job.kind != LOOK)
    rows = {
        state: (count, due) for state, count, due in db.session.execute(each.group_by(Job.state))
    }
    return Overview(
        counts={state: rows.get(state, (0, None))[0] for state in JobState},
        first_due=rows.get(JobState.WAITING, (0, None))[1],
        looked_at=db.session.scalar(select(Job.done_at).where(Job.kind == LOOK)),
    )


def in_state(state: JobState) -> Select[Job]:
    """The jobs in a state: what waits by its time, everything else the newest first."""
    order = Job.due_at if state == JobState.WAITING else Job.due_at.desc()
    return select(Job).where(Job.state == state, Job.kind != LOOK).order_by(order, Job.id)


def is_due(now: datetime, more_than: int = 0) -> bool:
    """Whether more jobs than that are due."""
    due = select(Job.id).where(Job.state == JobState.WAITING, Job.due_at <= now)
    return len(db.session.scalars(due.limit(more_than + 1)).all()) > more_than


def is_late(now: datetime) -> bool:
    """Whether a job has been due for so long that no worker can be there."""
    return is_due(now - LATE)
