"""The bell: huey tells workers that there is something to do, now or at a moment to come.

It says nothing more: what there is to do stands in the table `jobs`. A bell that is not heard
delays a job to the next minute.
"""

import os
import threading
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from flask_babel import gettext as _
from huey import MemoryHuey, PostgresHuey, SqliteHuey
from huey.api import Huey
from huey.serializer import SignedSerializer
from sqlalchemy import URL, event, make_url
from sqlalchemy.exc import ArgumentError, OperationalError

from lms import clock
from lms.db import db
from lms.errors import Refused
from lms.jobs.errors import in_words
from lms.jobs.queries import is_due
from lms.jobs.tick import tick
from lms.jobs.work import work_off

OFF = "off"
TURN = 20  # seconds until a worker lets somebody else have a turn
SOON = 3  # moments to come for which one commit rings
MOST_RINGS = 200  # that wait for a worker
EXTENSION = "lms.bell"
opening = threading.Lock()


def huey_of(app: Flask) -> Huey:
    """The bell of an installation, made when it is first needed.

    What it carries is signed with the secret key: nobody else's is unpacked.
    """
    with opening:
        if EXTENSION not in app.extensions:
            app.extensions[EXTENSION] = with_tasks(hung(app), app)
        return app.extensions[EXTENSION]


def hung(app: Flask) -> Huey:
    """The bell that the settings ask for. Raises Refused where they ask for none that there is."""
    chosen, database = app.config["QUEUE_URL"], app.config["SQLALCHEMY_DATABASE_URI"]
    options: dict[str, Any] = {
        "results": False,
        "serializer": SignedSerializer(secret=app.config["SECRET_KEY"], salt="lms.bell"),
    }
    if chosen == OFF:
        return MemoryHuey("lms", **options)
    url = address(chosen or database)
    if url.get_backend_name() == "postgresql":
        dsn = url.set(drivername="postgresql").render_as_string(hide_password=False)
        return PostgresHuey("lms", dsn=dsn, connect_timeout=3, **options)
    file = Path(app.instance_path, url.database or "lms.db")
    file = file if chosen else file.with_name(f"{file.stem}-queue.db")
    return SqliteHuey("lms", filename=str(private(file)), timeout=0.5, fsync=False, **options)


def address(text: str) -> URL:
    try:
        url = make_url(text)
    except ArgumentError:
        url = None
    if url is None or url.get_backend_name() not in ("postgresql", "sqlite"):
        raise Refused(
            _("LMS_QUEUE_URL has to be empty, off, or begin with postgresql:// or sqlite:///.")
        )
    return url


def private(file: Path) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    file.chmod(0o600)
    return file


def with_tasks(huey: Huey, app: Flask) -> Huey:
    @huey.task(name="work")
    def work() -> None:
        patiently(app, take_a_turn)

    huey.lms_work = work
    return huey


def each_minute(app: Flask) -> None:
    """The look around, and a turn for a thread. It waits for none of them: all may be busy."""
    patiently(app, lambda: tick(now=clock.now()))
    patiently(app, lambda: knock((clock.now(),)))


def patiently(app: Flask, function: Callable[[], None]) -> None:
    """A database that is busy or away is nothing to die of: the next minute comes."""
    with app.app_context():
        try:
            function()
        except OperationalError as error:
            app.logger.warning("database: %s", type(error.orig).__name__)
        except Exception as error:
            app.logger.warning("worker: %s", in_words(error))


def take_a_turn() -> None:
    """Does what is due, for a while. Where there is more than one job, another thread is rung, too:
    so there is always one ring more than there are threads at work."""
    if is_due(clock.now(), more_than=1):
        ring(clock.now())
    ends = time.monotonic() + TURN
    while work_off(now=clock.now(), most=1):
        if time.monotonic() > ends:
            ring(clock.now())
            return


def ring(*moments: datetime) -> None:
    """Says that there is work, now or at moments to come. Never fails: each minute somebody looks
    anyway."""
    if current_app.config["QUEUE_URL"] != OFF:
        knock(moments)


def knock(moments: tuple[datetime, ...]) -> None:
    for last in (False, True):  # a connection that was lost is noticed by the first try
        try:
            say(moments)
            break
        except Exception as error:
            if last:
                current_app.logger.warning("no worker could be rung: %s", type(error).__name__)


def say(moments: tuple[datetime, ...]) -> None:
    huey, now = huey_of(current_app._get_current_object()), clock.now()  # type: ignore[attr-defined]
    to_come = sorted(moment for moment in moments if moment > now)
    if len(to_come) < len(moments) and not huey.pending_count():  # a ring that waits is enough
        huey.lms_work()
    for moment in to_come[:SOON]:
        if huey.scheduled_count() < MOST_RINGS:
            huey.add_schedule(huey.lms_work.s(eta=moment))


@event.listens_for(db.session, "after_commit")
def committed(session: Any) -> None:
    if session.get_nested_transaction() is None and (moments := session.info.pop("bell", None)):
        ring(*moments)


@event.listens_for(db.session, "after_rollback")
def rolled_back(session: Any) -> None:
    if session.get_nested_transaction() is None:
        session.info.pop("bell", None)
