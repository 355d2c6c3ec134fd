"""Who still comes, session by session; and when people are missing."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _

from lms.i18n import day
from lms.reports.queries import charts as queries
from lms.reports.queries.charts import Hour, Turn
from lms.reports.queries.live import MOST_READ
from lms.reports.queries.live import absences as live_absences
from lms.reports.views.charts.shapes import Chart, Scope, plotted, too_many
from lms.tables.shown import Column, Table, said

SHADES = 5
MONDAY = date(2024, 1, 1)


def coming(scope: Scope) -> Chart:
    title = _("Who still comes")
    if scope.size.people > MOST_READ:
        return Chart("coming", title, _("Choose a programme or a group: then you see who stays."))
    ids = queries.ids_of(scope.where)
    ever = scope.some.ever if scope.some else queries.ever_in(ids, scope.on)
    turns = queries.still_coming(ids, ever, scope.on)
    if not turns or not turns[0].of:
        return Chart("coming", title, _("No session was held yet. Then you see here who stays."))
    last = turns[-1]
    words = _(
        "%(still)s of %(all)s people came to session %(number)s or to a later one.",
        still=last.still, all=last.of, number=last.number,
    )  # fmt: skip
    note = _(
        "Of everybody who has or had a place in groups that held so many sessions; guests are not "
        "counted. Whoever is in two groups counts in both."
    )
    rows = [(one.number, one.still, one.of, share(one.still, one.of)) for one in turns]
    columns = (
        Column("session", _("Session"), "number"),
        Column("still_coming", _("Still come"), "number"),
        Column("of", _("Of"), "number"),
        Column("share", _("Share"), "number", is_share=True),
    )
    table = Table(title, columns, rows, None, scope.about, [note])
    drawn = plotted([row[1:3] for row in rows])
    opened = [urls(one, scope) for one in turns]
    return Chart("coming", title, words, table, plot=drawn, urls=opened)


def urls(one: Turn, scope: Scope) -> dict[int, str]:
    still = {1: scope.opens_ever(f"came:{one.number}")} if one.still else {}
    return still | {2: scope.opens_ever(f"held:{one.number}")}


def share(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None


def absences(scope: Scope) -> Chart:
    title = _("When people are missing")
    minutes = minutes_of(scope)
    if minutes is None:
        return Chart("absences", title, too_many())
    found = queries.by_hour(minutes)
    if not found:
        return Chart("absences", title, _("No register was taken yet. Then you see here when."))
    missed, due = sum(one.missed for one in found), sum(one.due for one in found)
    worst = max(found, key=lambda one: Fraction(one.missed, one.due))
    words = _(
        "Most is missed in sessions that begin on %(day)s from %(hour)s: %(share)s of the time.",
        day=weekday(worst.weekday), hour=clock(worst.hour),
        share=said(share(worst.missed, worst.due)),
    )  # fmt: skip
    columns = (
        Column("weekday", _("Day"), show=named),
        Column("hour", _("Sessions that begin at"), "code"),
        Column("missed_minutes", _("Missed, min"), "number"),
        Column("due_minutes", _("Held for these people, min"), "number"),
        Column("share", _("Share"), "number", is_share=True),
    )
    rows = [
        (one.weekday + 1, clock(one.hour), one.missed, one.due, share(one.missed, one.due))
        for one in found
    ]
    totals = (_("All"), "", missed, due, share(missed, due))
    note = _("Time missed by people who are in the groups on that day, excused or not.")
    table = Table(title, columns, rows, totals, scope.about, [note])
    return Chart("absences", title, words, table, extra=heat(found))


def minutes_of(scope: Scope) -> Mapping[int, tuple[int, int]] | None:
    """What is kept of groups, or what the marks of some of their people say; none where these are
    too many."""
    if scope.some is None:
        return queries.absences(scope.kept)
    return None if scope.some.figured is None else live_absences(scope.some.figured)


def named(value: int | str) -> str:
    """A weekday of a file (1: Monday) in words; the totals have words already."""
    return weekday(value - 1) if isinstance(value, int) else value


def heat(found: Sequence[Hour]) -> dict[str, Any]:
    """A field for each weekday and hour in which sessions begin, darker where more is missed."""
    hours = sorted({one.hour for one in found})
    fields = {(one.weekday, one.hour): one for one in found}
    days = sorted({one.weekday for one in found})
    rows = [(weekday(day), [shade(fields.get((day, hour))) for hour in hours]) for day in days]
    return {"hours": [clock(hour) for hour in hours], "rows": rows}


def shade(one: Hour | None) -> tuple[int, str] | None:
    """How dark (0 to 5; 5 is half of the time or more), and the share in words."""
    if one is None:
        return None
    dark = min(SHADES, -(-one.missed * 2 * SHADES // one.due))
    return dark, said(Fraction(one.missed, one.due))


def weekday(number: int) -> str:
    return day(MONDAY + timedelta(days=number), "weekday")


def clock(hour: int) -> str:
    return f"{hour:02}:00"
