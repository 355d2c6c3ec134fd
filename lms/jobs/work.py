"""Doing what is due: claim a job, run its task, and commit "done" together with its effects.

A job is claimed for the time of a lease, and the claim is committed before its task begins. A
worker that dies leaves the job as it was: what it had not committed is gone, and when the lease is
over the job waits again (lms/jobs/tick.py).
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select, update

from lms.db import db
from lms.jobs.errors import in_words
from lms.jobs.models import Job, JobState
from lms.jobs.queue import in_vain
from lms.jobs.registry import TASKS, Outcome

LEASE = timedelta(minutes=10)
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440))
MOST_TRIES = len(PAUSES) + 1


class Claim(NamedTuple):
    """A job that is ours until the lease is over. Tries and lease together name the run."""

    id: int
    kind: str
    data: dict
    tries: int
    leased_until: datetime


class Lost(Exception):
    """The lease was over before the task was: somebody else does it, and this run is undone."""


class Unknown(Exception):
    """Nothing here does jobs of this kind; a worker of a newer version may."""


def work_off(*, now: datetime, most: int = 10_000) -> int:
    """Does what is due, one job after another, in this process; how many were tried.

    Whatever the caller has not committed is given up first: a job that is not committed is not
    there, and the tasks need the database.
    """
    return sum(1 for _well in runs(lambda: now, most=most))


def runs(clock: Callable[[], datetime], *, most: int) -> Iterator[bool]:
    """The same, one by one: whether it went well. The clock is asked before each; its lease begins
    then. Each job has a context of its own, so that no language and nobody's rows are carried from
    one to the next."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    db.session.rollback()
    for _number in range(most):
        with app.app_context():
            well = run_next(clock())
        if well is None:
            return
        yield well


def run_next(now: datetime) -> bool | None:
    """Does the job that has waited longest; none where nothing is due."""
    claim = claimed(now)
    if claim is None:
        return None
    try:
        settle(claim, perform(claim, now), now)
    except Exception as error:
        db.session.rollback()
        put_back(claim, error, now)
        return False
    return True


def claimed(now: datetime) -> Claim | None:
    """Takes one job that is due, and commits that: two workers never take the same."""
    due = (
        select(Job.id)
        .where(Job.state == JobState.WAITING, Job.due_at <= now)
        .order_by(Job.due_at, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    taken = (
        update(Job)
        .where(Job.id == due.scalar_subquery())
        .values(
            state=JobState.RUNNING, key=None, tries=Job.tries + 1, leased_until=now + LEASE
        )
        .returning(Job.id, Job.kind, Job.data, Job.tries, Job.leased_until)
        .execution_options(synchronize_session=False)
    )  # fmt: skip
    row = db.session.execute(taken).one_or_none()
    db.session.commit()
    return Claim(*row) if row else None


def perform(claim: Claim, now: datetime) -> Outcome | None:
    if claim.kind not in TASKS:
        raise Unknown(_("This version knows no jobs of the kind %(kind)s.", kind=claim.kind))
    return TASKS[claim.kind](claim.data, now=now)


def settle(claim: Claim, outcome: Outcome | None, now: datetime) -> None:
    """Done, or to be done again: in one commit with what the task changed. Raises Lost where the
    run is no longer ours."""
    values: dict[str, Any] = {"state": JobState.DONE, "done_at": now}
    if outcome and outcome.again_at:
        again = {"due_at": outcome.again_at, "tries": Job.tries - 1}
        values = {"state": JobState.WAITING, **again}
    if not write(claim, error=None, **values):
        raise Lost(_("It took longer than its lease, and was begun again."))
    db.session.commit()


def put_back(claim: Claim, error: Exception, now: datetime) -> None:
    """It waits for its next try, or has failed for good."""
    words = in_words(error)
    current_app.logger.warning("job %s %s, try %s: %s", claim.id, claim.kind, claim.tries, words)
    if claim.tries < MOST_TRIES:
        due = now + PAUSES[claim.tries - 1]
        write(claim, state=JobState.WAITING, due_at=due, error=words)
    elif write(claim, state=JobState.FAILED, error=words):
        in_vain(claim.kind, claim.data, now=now)
    db.session.commit()


def write(claim: Claim, **values: Any) -> bool:
    """Changes the row if the run is still ours."""
    ours = (
        Job.id == claim.id,
        Job.state == JobState.RUNNING,
        Job.tries == claim.tries,
        Job.leased_until == claim.leased_until,
    )
    changed = update(Job).where(*ours).values(leased_until=None, **values)
    done = db.session.execute(changed.execution_options(synchronize_session=False))
    return done.rowcount == 1  # type: ignore[attr-defined]
