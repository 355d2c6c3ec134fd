"""Hours delivered against plan over time, for whatever groups were chosen."""

from collections.abc import Mapping
from datetime import date, timedelta

from flask_babel import gettext as _

from lms.completion.queries.shapes import Week
from lms.completion.words import units
from lms.reports.queries import charts as queries
from lms.reports.rules.filters import Wish
from lms.reports.views.chart import Chart as Hours
from lms.reports.views.chart import charted
from lms.reports.views.charts.shapes import Chart, Scope
from lms.tables.shown import Column, Table

WEEK = timedelta(days=7)


def hours(scope: Scope) -> Chart:
    title = _("Hours delivered against plan")
    found = queries.weeks(scope.kept, short=scope.wish.only == "short")
    if len(found) > 1:
        return Chart(
            "hours", title,
            _("Hours of these programmes differ in length: they are not added up. Choose one."),
        )  # fmt: skip
    drawn = None
    for unit, weeks in found.items():
        drawn = charted(within(weeks, scope.wish), unit, scope.on)
    if drawn is None:
        return Chart(
            "hours", title, _("Plan sessions of two weeks or more: their hours are shown here.")
        )
    extra = {"chart": drawn, "notes": whole_groups(scope)}
    return Chart("hours", title, "", table(title, drawn, scope), extra=extra)


def whole_groups(scope: Scope) -> list[str]:
    if scope.wish.divides:
        return [_("Hours are of whole groups: filters of people do not change them.")]
    return []


def within(weeks: Mapping[date, Week], wish: Wish) -> dict[date, Week]:
    """The weeks that have a day in the period that is asked."""
    start, end = wish.start or date.min, wish.end or date.max
    return {at: week for at, week in weeks.items() if start - at < WEEK and at <= end}


def table(title: str, drawn: Hours, scope: Scope) -> Table:
    unit = drawn.unit_minutes

    def shown(minutes: int) -> str:
        return units(minutes, unit)

    columns = (
        Column("week_of", _("Week of")),
        Column("planned_minutes", _("Planned"), "number", shown),
        Column("delivered_minutes", _("Delivered"), "number", shown),
        Column("missing_minutes", _("Missing"), "number", shown),
    )
    rows = [
        (
            week.monday, week.planned, week.delivered,
            None if week.delivered is None else week.missing,
        )
        for week in drawn.weeks
    ]  # fmt: skip
    notes = [
        _("Added up by week, in hours of %(minutes)s min", minutes=unit),
        _("CSV and XLSX give minutes."),
        *whole_groups(scope),
    ]
    return Table(title, columns, rows, None, scope.about, notes)
