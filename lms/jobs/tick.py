"""What a worker looks after every minute. Two may do it at once: it is harmless."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import case, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from lms.db import db
from lms.jobs.errors import in_words
from lms.jobs.models import Job, JobState
from lms.jobs.queue import in_vain
from lms.jobs.registry import MINUTELY
from lms.jobs.work import MOST_TRIES

KEPT = timedelta(days=30)
AT_ONCE = 1_000  # rows that one look deletes
LOOK = "jobs.look"  # the row that says when a worker looked last; no task does it


def tick(*, now: datetime) -> None:
    """Everything of a minute, each in a transaction of its own: one that fails stops no other."""
    own = {"jobs.lapsed": take_back, "jobs.old": forget, LOOK: note}
    for name, function in (own | MINUTELY).items():
        apart(name, function, now)


def apart(name: str, function: Callable[[datetime], Any], now: datetime) -> None:
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    with app.app_context():
        try:
            function(now)
            db.session.commit()
        except Exception as error:
            db.session.rollback()
            app.logger.warning("each minute %s: %s", name, in_words(error))


def take_back(now: datetime) -> None:
    """Runs whose worker has been silent for longer than its lease wait again, or have failed."""
    spent = Job.tries >= MOST_TRIES
    lapsed = (
        update(Job)
        .where(Job.state == JobState.RUNNING, Job.leased_until <= now)
        .values(
            state=case((spent, str(JobState.FAILED)), else_=str(JobState.WAITING)),
            leased_until=None,
            error=_("The worker ended before the job did."),
        )
        .returning(Job.state, Job.kind, Job.data)
    )
    taken = db.session.execute(lapsed.execution_options(synchronize_session=False))
    for state, kind, data in taken.all():
        if state == JobState.FAILED:
            in_vain(kind, data, now=now)


def forget(now: datetime) -> None:
    """What was done long ago is deleted, some at a time."""
    past = now - KEPT
    old = select(Job.id).where(Job.state == JobState.DONE, Job.due_at < past, Job.done_at < past)
    db.session.execute(
        delete(Job)
        .where(Job.id.in_(old.order_by(Job.id).limit(AT_ONCE)))
        .execution_options(synchronize_session=False)
    )


def note(now: datetime) -> None:
    """A worker is here: one row, written anew each time."""
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    values = {"kind": LOOK, "key": LOOK, "data": {}, "state": JobState.DONE, "tries": 0}
    look = dialect.insert(Job).values(**values, made_at=now, due_at=now, done_at=now)
    when = {"due_at": look.excluded.due_at, "done_at": look.excluded.done_at}
    db.session.execute(look.on_conflict_do_update(index_elements=["key"], set_=when))
