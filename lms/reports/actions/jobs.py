"""What an administrator decides on jobs. Who and when are arguments; nothing here commits."""

from datetime import datetime

from flask_babel import gettext as _

from lms import jobs
from lms.db import db
from lms.errors import Refused
from lms.jobs import Job, JobState
from lms.people.actions import record
from lms.people.models import Person


def try_again(job: Job, *, by: Person, now: datetime) -> None:
    """Raises Refused where it is not among those that failed (any more)."""
    refuse_unless_failed(job)
    jobs.try_again(Job.id == job.id, now=now)
    record("job", job.id, "tried again", {"kind": job.kind}, by=by, now=now)


def try_all_again(*, by: Person, now: datetime) -> int:
    """All that failed; how many they are. Raises Refused where there is none."""
    count = jobs.try_again(now=now)
    if not count:
        raise Refused(_("No job has failed. Reload the page."))
    record("job", "all", "tried again", {"count": count}, by=by, now=now)
    return count


def give_up(job: Job, *, by: Person, now: datetime) -> None:
    """Deletes a job that failed: it will not be done. Raises Refused where it is none of them."""
    refuse_unless_failed(job)
    record("job", job.id, "given up", {"kind": job.kind, "error": job.error}, by=by, now=now)
    jobs.in_vain(job.kind, job.data, now=now)
    db.session.delete(job)


def refuse_unless_failed(job: Job) -> None:
    if job.state != JobState.FAILED:
        raise Refused(_("This job has not failed: it waits, or is done. Reload the page."))


def test_mail(person: Person, *, now: datetime) -> None:
    """Queues a mail to who asks for it."""
    jobs.later("messages.test", {"person": person.id}, now=now, key=f"test:{person.id}")
