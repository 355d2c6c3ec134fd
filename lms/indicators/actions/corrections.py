"""Consolidated figures of frozen periods, and what comes to light about them later."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select

from lms import clock, jobs
from lms.config import setting
from lms.db import db
from lms.indicators import formulas
from lms.indicators.actions.counting import keep, live
from lms.indicators.actions.periods import FREEZE
from lms.indicators.models import Count, CountState, Difference, Period, PeriodState, ReportState
from lms.indicators.queries import counts, periods
from lms.indicators.union import REMOVED, Counted, Kept, changes, united
from lms.people.models import Person


def consolidate(period: Period, *, now: datetime) -> None:
    """The union of what was accepted, once."""
    if period.count is None or period.count.state == CountState.DONE:
        return
    keep(period.count.id, united_reports(period), now=now)


def unite_again(period: Period, *, now: datetime) -> None:
    """Where uniting did not work, it is tried anew."""
    if period.count is not None and period.count.state == CountState.FAILED:
        period.count.state = CountState.ASKED
    jobs.later(FREEZE, {"period": period.id}, now=now, key=f"{FREEZE}:{period.id}")


def check(period: Period, is_untouched: bool, *, now: datetime) -> None:
    """Notes whether the rows are still those that were frozen."""
    period.is_untouched, period.verified_at = is_untouched, now


def counted_again(period: Period) -> list[Counted]:
    """What the partners would report now; only reads, and may take long."""
    return [
        live(period.project_id, period.version, one.organisation_id, period.ends_on)
        for one in accepted(period)
    ]


def united_reports(period: Period) -> Counted:
    """What the accepted reports say together."""
    asked = formulas.known(period.version.content)
    return united(asked, [counts.counted(one) for one in accepted(period)])


def accepted(period: Period) -> list[Count]:
    """The counts of accepted reports, in the order of partners."""
    rows = sorted(period.reports, key=lambda one: one.id)
    return [one.count for one in rows if one.state == ReportState.ACCEPTED and one.count]


def compare(period: Period, *, now: datetime, parts: Sequence[Counted] | None = None) -> int:
    """Counts a frozen period again and keeps what differs from what is known of it, dated today;
    how many rows. What was seen earlier today is looked at anew. Who was erased since is no
    difference: their row stays what it was."""
    if period.state != PeriodState.FROZEN or period.count is None:
        return 0
    if period.count.state != CountState.DONE:
        return 0
    today = clock.today(setting("TIMEZONE"), now)
    db.session.execute(
        delete(Difference).where(Difference.period_id == period.id, Difference.seen_on == today)
    )
    before = known(counts.kept(period.count), periods.differences(period.id))
    sizes = {(row.code, row.key): row.size for row in before}
    asked = formulas.known(period.version.content)
    parts = counted_again(period) if parts is None else parts
    found = changes(before, united(asked, parts).members)
    gone = erased({one.row.person for one in found if one.row.person is not None})
    told = periods.next_open(period)
    rows = [
        {
            "period_id": period.id, "told_in_id": told and told.id, "code": one.row.code,
            "key": one.row.key, "change": one.change, "cells": one.row.cells, "seen_on": today,
            "person_id": one.row.person, "organisation_id": one.row.organisation,
            "first_on": one.row.on, "was": sizes.get((one.row.code, one.row.key), 0),
            "size": 0 if one.change == REMOVED else one.row.size,
        }
        for one in found if one.row.person not in gone
    ]  # fmt: skip
    if rows:
        db.session.execute(insert(Difference), rows)
    return len(rows)


def known(frozen: Iterable[Kept], seen: Iterable[Difference]) -> list[Kept]:
    """The members as they were last known: frozen, with every difference since."""
    rows = {(row.code, row.key): row for row in frozen}
    for one in seen:
        rows.pop((one.code, one.key), None)
        if one.change != REMOVED:
            rows[one.code, one.key] = Kept(
                one.code, one.key, one.person_id, one.organisation_id, one.first_on,
                one.cells or {}, one.size,
            )  # fmt: skip
    return list(rows.values())


def erased(people: set[int]) -> set[int]:
    if not people:
        return set()
    own = select(Person.id).where(Person.id.in_(people), Person.erased_at.is_not(None))
    return set(db.session.scalars(own))
