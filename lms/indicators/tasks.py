"""What is done in the background for figures: counting, uniting, looking for late corrections."""

from datetime import datetime, time

from lms import jobs
from lms.db import db, reading
from lms.indicators.actions import corrections, counting
from lms.indicators.actions.periods import FREEZE
from lms.indicators.models import Count, CountState
from lms.indicators.queries import counts, periods

NIGHTLY, AGAIN = "indicators.nightly", "indicators.again"
HOUR = time(2)  # on the clock of the installation


@jobs.task(counting.KIND)
def count(data: dict, *, now: datetime) -> None:
    """Computes first and holds nobody up; then locks, looks whether it is still asked for, and
    writes. So do all here."""
    with reading():
        asked = db.session.get(Count, data["count"])
        found = asked and counting.looked(asked)
    if found:
        counting.keep(data["count"], found, now=now)


@jobs.task(f"{counting.KIND}.in_vain")
def count_in_vain(data: dict, *, now: datetime) -> None:
    """Tried often, in vain: the page says so."""
    if found := db.session.get(Count, data["count"]):
        counting.fail(found)


@jobs.task(FREEZE)
def freeze(data: dict, *, now: datetime) -> None:
    with reading():
        period = periods.period(data["period"])
        waits = period and period.count and period.count.state != CountState.DONE
        found = corrections.united_reports(period) if period and waits else None
        into = period and period.count_id
    if found and into:
        counting.keep(into, found, now=now)


@jobs.task(f"{FREEZE}.in_vain")
def freeze_in_vain(data: dict, *, now: datetime) -> None:
    """The page says so, and who leads can have it united again."""
    found = periods.period(data["period"])
    if found and found.count:
        counting.fail(found.count)


@jobs.task(AGAIN)
def again(data: dict, *, now: datetime) -> None:
    """Late corrections, and whether the digest is still that of the rows."""
    with reading():
        frozen = periods.period(data["period"])
        if not frozen or not frozen.count or frozen.count.state != CountState.DONE:
            return
        parts = corrections.counted_again(frozen)
        is_untouched = counts.is_untouched(frozen.count)
    if found := periods.period(data["period"]):
        corrections.compare(found, now=now, parts=parts)
        corrections.check(found, is_untouched, now=now)


@jobs.every_minute(NIGHTLY)
def tonight(now: datetime) -> None:
    """Once a night every frozen period is counted again."""
    if jobs.is_due(NIGHTLY, HOUR, now=now):
        jobs.later(NIGHTLY, {}, now=now, key=NIGHTLY)


@jobs.task(NIGHTLY)
def all_again(data: dict, *, now: datetime) -> None:
    for one in periods.frozen_periods():
        jobs.later(AGAIN, {"period": one}, now=now, key=f"{AGAIN}:{one}")
