"""Each night: what had to be kept of people who were erased, and need not be any more, goes."""

from datetime import datetime, time

from flask import current_app

from lms import clock, files, jobs
from lms.db import db
from lms.privacy import actions, queries
from lms.privacy.models import Erasure

HOUR = time(3, 40)  # on the clock of the installation
LOOKED_AT = 200  # so many jobs are made in one transaction
KIND = "privacy.look"


@jobs.every_minute("privacy")
def look(now: datetime) -> None:
    """Once a night; where no worker was there at that minute, when one is. A night without one is
    made up for by the next."""
    if jobs.is_due(KIND, HOUR, now=now):
        jobs.later(KIND, {"after": 0}, now=now, key=KIND)


@jobs.task(KIND)
def look_at_some(data: dict, *, now: datetime) -> None:
    """Some at a time, each in a transaction of its own."""
    found = queries.waiting(LOOKED_AT, data["after"])
    work = [("privacy.delete", {"erasure": one}, now, f"privacy.delete:{one}") for one in found]
    jobs.later_all(work, now=now)
    if len(found) == LOOKED_AT:
        after = found[-1]
        jobs.later(KIND, {"after": after}, now=now, key=f"{KIND}:{after}")


@jobs.task("privacy.bytes")
def remove_bytes(data: dict, *, now: datetime) -> None:
    """The bytes of files of people who were erased a day before, and that nobody handed in anew."""
    files.remove(data["files"], now=now)


@jobs.task("privacy.delete")
def delete(data: dict, *, now: datetime) -> None:
    erasure = db.session.get(Erasure, data["erasure"])
    if erasure:
        today = clock.today(current_app.config["TIMEZONE"], now)
        actions.delete_if_over(erasure, today=today, now=now)
