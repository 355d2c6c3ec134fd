"""What is done in the background for figures: counting, uniting, looking for late corrections."""

from datetime import datetime, time

from lms import jobs
from lms.db import db
from lms.indicators.actions import corrections, counting
from lms.indicators.actions.periods import FREEZE
from lms.indicators.models import Count
from lms.indicators.queries import periods

NIGHTLY, AGAIN = "indicators.nightly", "indicators.again"
HOUR = time(2)  # on the clock of the installation


@jobs.task(counting.KIND)
def count(data: dict, *, now: datetime) -> None:
    if found := db.session.get(Count, data["count"]):
        counting.make(found, now=now)


@jobs.task(f"{counting.KIND}.in_vain")
def count_in_vain(data: dict, *, now: datetime) -> None:
    """Tried often, in vain: the page says so."""
    if found := db.session.get(Count, data["count"]):
        counting.fail(found)


@jobs.task(FREEZE)
def freeze(data: dict, *, now: datetime) -> None:
    if found := periods.period(data["period"]):
        corrections.consolidate(found, now=now)


@jobs.task(AGAIN)
def again(data: dict, *, now: datetime) -> None:
    if found := periods.period(data["period"]):
        corrections.compare(found, now=now)


@jobs.every_minute(NIGHTLY)
def tonight(now: datetime) -> None:
    """Once a night every frozen period is counted again."""
    if jobs.is_due(NIGHTLY, HOUR, now=now):
        jobs.later(NIGHTLY, {}, now=now, key=NIGHTLY)


@jobs.task(NIGHTLY)
def all_again(data: dict, *, now: datetime) -> None:
    for one in periods.frozen_periods():
        jobs.later(AGAIN, {"period": one}, now=now, key=f"{AGAIN}:{one}")
