"""Real workers, in processes of their own, on a database of their own."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import NullPool, create_engine, func, select

from lms import clock, jobs
from lms.db import db
from lms.jobs import Job, JobState
from lms.messages.models import Notice

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 60  # seconds; the machine may be busy


@contextmanager
def worker(app, minutes_later=0, seconds_of_a_minute=60):
    """A worker that is ready: it has looked around once. A look that the busy machine did not let
    it end is made again a minute later."""
    since = clock.now()
    given = [str(minutes_later), str(seconds_of_a_minute)]
    command = [sys.executable, "-m", "tests.jobs.worker", *given]
    process = subprocess.Popen(command, cwd=ROOT, env=environment(app))
    try:
        until(lambda: looked_at() and looked_at() >= since, patience=3 * PATIENCE)
        yield process
    finally:
        process.kill()
        process.wait()


def environment(app):
    keys = ("SECRET_KEY", "QUEUE_URL", "PASSWORD_PROFILE")
    settings = {f"LMS_{key}": app.config[key] for key in keys}
    settings["LMS_DATABASE_URL"] = app.config["SQLALCHEMY_DATABASE_URI"]
    settings["LMS_FILES"] = str(Path(app.instance_path) / "files")
    kept = {key: value for key, value in os.environ.items() if not key.startswith("LMS_")}
    return kept | settings


def until(condition, patience=PATIENCE):
    """Waits until it is so; how many seconds that took."""
    begun = time.monotonic()
    while not condition():
        assert time.monotonic() < begun + patience, "it did not happen"
        time.sleep(0.05)
    return time.monotonic() - begun


def asked(statement):
    """An answer of the database as it is now, which waits for nobody who writes."""
    engine = create_engine(db.engine.url, poolclass=NullPool)
    with engine.connect() as connection:
        return connection.execute(statement).all()


def looked_at():
    found = asked(select(Job.done_at).where(Job.kind == jobs.LOOK))
    return found[0][0] if found else None


def count(*states):
    """Of the jobs of the tests: what the clock brings by night (a look) is none of theirs."""
    ours = select(func.count()).where(Job.kind.startswith("test."), Job.state.in_(states))
    return asked(ours)[0][0]


def all_done():
    return count(JobState.WAITING, JobState.RUNNING) == 0


def effects():
    """What the jobs left, one word each."""
    return [about for (about,) in asked(select(Notice.about).order_by(Notice.about))]
