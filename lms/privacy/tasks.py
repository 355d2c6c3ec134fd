"""Each night: what had to be kept of people who were erased, and need not be any more, goes."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import current_app

from lms import clock, jobs
from lms.db import db
from lms.privacy import actions, queries
from lms.privacy.models import Erasure

AT, LOOKED_AT = "03:40", 200  # on the clock of the installation; how many jobs in one transaction


@jobs.every_minute("privacy")
def look(now: datetime) -> None:
    """Once a night; a night without a worker is made up for by the next."""
    here = now.astimezone(ZoneInfo(current_app.config["TIMEZONE"]))
    if here.strftime("%H:%M") == AT:
        jobs.later("privacy.look", {"after": 0}, now=now, key="privacy.look")


@jobs.task("privacy.look")
def look_at_some(data: dict, *, now: datetime) -> None:
    """Some at a time, each in a transaction of its own."""
    found = queries.waiting(LOOKED_AT, data["after"])
    work = [("privacy.delete", {"erasure": one}, now, f"privacy.delete:{one}") for one in found]
    jobs.later_all(work, now=now)
    if len(found) == LOOKED_AT:
        after = found[-1]
        jobs.later("privacy.look", {"after": after}, now=now, key=f"privacy.look:{after}")


@jobs.task("privacy.delete")
def delete(data: dict, *, now: datetime) -> None:
    erasure = db.session.get(Erasure, data["erasure"])
    if erasure:
        today = clock.today(current_app.config["TIMEZONE"], now)
        actions.delete_if_over(erasure, today=today, now=now)
