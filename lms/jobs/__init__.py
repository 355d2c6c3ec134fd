"""Work that is done later, in the background: queued in the transaction of the change it is for.

The table `jobs` is the truth: a job is there when its change is, and not otherwise. Huey rings the
workers, now and at moments to come; should the bell be lost, a worker looks by itself every minute.
"""

from lms.jobs import bell
from lms.jobs.models import Job, JobState
from lms.jobs.nightly import is_due
from lms.jobs.queue import in_vain, later, later_all, put_off, try_again
from lms.jobs.registry import Outcome, every_minute, task
from lms.jobs.tick import LOOK

__all__ = [
    "LOOK", "Job", "JobState", "Outcome", "bell", "every_minute", "in_vain", "is_due",
    "later", "later_all", "put_off", "task", "try_again",
]  # fmt: skip
