"""What an administrator wants to know of the installation in a line: jobs, backup, storage."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from lms.db import db
from lms.files import File
from lms.jobs import JobState, queries
from lms.people.models import Change

BACKUP = ("installation", "backup")  # noun and key of its history row (lms/commands.py)


class Machine(NamedTuple):
    """`backed_up_at`: when `lms backup` ended well the last time; none where it never did here.
    `files`: their number, and `bytes` what they take up."""

    is_worker_there: bool
    is_late: bool
    failed: int
    backed_up_at: datetime | None
    files: int
    bytes: int

    def is_backup_old(self, now: datetime) -> bool:
        """Nobody has backed it up for a week."""
        return self.backed_up_at is None or (now - self.backed_up_at).days >= 7


def state(now: datetime) -> Machine:
    """Four statements."""
    jobs = queries.overview()
    noun, key = BACKUP
    made = select(func.max(Change.at)).where(Change.noun == noun, Change.key == key)
    stored = select(func.count(File.id), func.coalesce(func.sum(File.size), 0))
    return Machine(
        jobs.is_worker_there(now),
        jobs.is_late(now),
        jobs.counts[JobState.FAILED],
        db.session.scalar(made),
        *db.session.execute(stored).one(),
    )
