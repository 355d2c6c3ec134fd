"""A timetable by month or week: for staff what they work with, for learners what is theirs."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from babel import Locale
from babel.core import get_global
from flask import current_app
from htmx_flask import request
from markupsafe import Markup

from lms import clock
from lms.attendance.queries import timetable as queries
from lms.attendance.queries.slots import MOST, Line, Slot
from lms.attendance.views.blueprint import bp
from lms.attendance.views.rows import OUTSIDE, detailed_by_day, in_cell, rows_by_day
from lms.attendance.views.which import group_asked
from lms.courses.rules import may_see_group
from lms.i18n import speaking
from lms.phones import for_phones
from lms.web import me, page

WEEK = timedelta(days=7)
EARLIEST, LATEST = date(1990, 1, 1), date(2190, 12, 31)  # of what an address may ask for
NO_ROWS = Markup("")


class Period(NamedTuple):
    """The days that a page shows, and days of the pages before and after it."""

    first: date
    last: date
    before: date
    after: date


class Day(NamedTuple):
    date: date
    rows: Markup


@bp.get("/timetable")
@for_phones
def timetable():
    today = clock.today(current_app.config["TIMEZONE"], clock.now())
    view = "week" if request.args.get("view") == "week" else "month"
    on = day_asked(today)
    period = week_of(on) if view == "week" else month_of(on)
    own = queries.groups(me())
    groups, group = group_asked(own)
    kind, written = (Slot, detailed_by_day) if view == "week" else (Line, rows_by_day)
    found = queries.sessions(me(), period.first, period.last, group, kind)
    rows = written(found, named=len(groups) > 1 and not group)
    return page(
        "attendance/timetable.html",
        view=view,
        on=on,
        today=today,
        period=period,
        days=[Day(one, rows.get(one, NO_ROWS)) for one in days_of(period)],
        weeks=weeks(period, rows, today) if view == "month" else (),
        weekdays=days_of(week_of(on)),
        count=len(found),
        is_cut=len(found) == MOST,
        groups=groups,
        group=group,
        prints=to_print(own, group),
    )


def to_print(own: list[Any], group: Any) -> list[Any]:
    """The groups whose timetables to hang up may be opened: of these, or of the one asked for."""
    if group is None:
        return own
    return [group] if group in own or may_see_group(me(), group) else []


def day_asked(today: date) -> date:
    """The day in the address; anything that is none means today."""
    try:
        asked = date.fromisoformat(request.args.get("on", ""))
    except ValueError:
        return today
    return asked if EARLIEST <= asked <= LATEST else today


def month_of(day: date) -> Period:
    first = day.replace(day=1)
    last = day.replace(day=monthrange(day.year, day.month)[1])
    return Period(first, last, first - timedelta(days=1), last + timedelta(days=1))


def week_of(day: date) -> Period:
    first = day - timedelta(days=(day.weekday() - first_weekday(speaking())) % 7)
    return Period(first, first + WEEK - timedelta(days=1), day - WEEK, day + WEEK)


@cache
def first_weekday(language: str) -> int:
    """On which the week starts for most who speak the language: 0 is Monday, 5 Saturday."""
    likely = "en_GB" if language == "en" else get_global("likely_subtags").get(language, language)
    return Locale.parse(likely).first_week_day


def days_of(period: Period) -> list[date]:
    length = (period.last - period.first).days + 1
    return [period.first + timedelta(days=n) for n in range(length)]


def weeks(month: Period, rows: Mapping[date, Markup], today: date) -> list[Markup]:
    """The weeks that the month touches, whole; a day of another month is left empty."""
    start, found = week_of(month.first).first, []
    while start <= month.last:
        days = [start + timedelta(days=n) for n in range(7)]
        cells = (
            in_cell(one, rows.get(one, NO_ROWS), one == today)
            if month.first <= one <= month.last
            else OUTSIDE
            for one in days
        )
        found.append(Markup("").join(cells))
        start += WEEK
    return found
