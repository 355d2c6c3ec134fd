"""Charts of the groups that were chosen: each with its table, and each table as a file."""

from collections.abc import Callable
from dataclasses import replace

from flask import abort, current_app, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from lms import clock
from lms.courses.rules import TRACKS
from lms.i18n import day
from lms.levels.rules import access
from lms.people.models import Person, Role
from lms.people.rules import is_coordinator
from lms.reports.queries import charts as queries
from lms.reports.queries import narrowing
from lms.reports.queries.kept import kept
from lms.reports.queries.sight import in_sight
from lms.reports.views.blueprint import bp
from lms.reports.views.charts.coming import absences, coming
from lms.reports.views.charts.hours import hours
from lms.reports.views.charts.learning import gains, modules
from lms.reports.views.charts.shapes import Chart, Scope
from lms.reports.views.charts.standing import MOST_SHOWN, standing
from lms.reports.views.counted import how_old, only_counted
from lms.reports.views.dashboard import asked_day
from lms.tables.shown import Column, Table
from lms.transfers import table_file
from lms.ways import way
from lms.web import me, only, page

CHARTS: dict[str, Callable[[Scope], Chart]] = {
    "hours": hours,
    "standing": standing,
    "coming": coming,
    "absences": absences,
    "modules": modules,
    "gains": gains,
}


def sees_charts(person: Person, _thing: object = None) -> bool:
    """Coordinators of their organisation's groups, trainers of their own."""
    return is_coordinator(person) or person.role == Role.TRAINER


way(
    "dashboards", _l("Charts"), "reports.charts", icon="level", rank=40,
    of=lambda _thing: {}, may=sees_charts,
)  # fmt: skip


@bp.get("/charts")
def charts():
    only(sees_charts)
    scope = asked()
    found = [] if scope.kept.too_many else [make(scope) for make in CHARTS.values()]
    return page(
        "reports/charts.html",
        scope=scope,
        choices=narrowing.choices(in_sight(me())),
        tracks=TRACKS,
        charts=found,
        notes=how_old(scope.kept),
        left_out=left_out(),
        most=MOST_SHOWN,
    )


@bp.get("/charts/<slug>.<kind>")
def chart_file(slug: str, kind: str) -> Response:
    only(sees_charts)
    make = CHARTS.get(slug) or abort(404)
    scope = asked()
    only_counted(scope.kept)
    chart = make(scope)
    table = chart.table or nothing(chart, scope)
    table = replace(table, notes=[*table.notes, *how_old(scope.kept)])
    return table_file(table, f"{slug}-{asked_day()}", kind)


def left_out() -> list[tuple[str, str]]:
    """Filters of the address that say nothing of whole groups, or cannot be read: (name, value)."""
    known = {*narrowing.NAMES, "on"}
    found = [(name, value) for name, value in request.args.items() if value and name not in known]
    on = request.args.get("on", "")
    return found + ([("on", on)] if on and on != asked_day().isoformat() else [])


def nothing(chart: Chart, scope: Scope) -> Table:
    """A table without rows, that says why."""
    columns = [Column(chart.slug, chart.title)]
    return Table(chart.title, columns, [], None, scope.about, [chart.words])


def asked() -> Scope:
    """The groups that the address asks for, of those that who asks may see."""
    on, today = asked_day(), clock.today(current_app.config["TIMEZONE"])
    args = {name: value for name in narrowing.NAMES if (value := request.args.get(name, ""))}
    where = [*in_sight(me()), *narrowing.conditions(args)]
    programme = queries.one_programme(where)
    known = kept(*where, on=on, today=today)
    return Scope(
        where=where,
        on=on,
        kept=known,
        people=queries.people(known),
        programme=programme,
        opens_levels=programme is not None and access.sees_gains(me(), programme),
        about=[*narrowing.told(args, in_sight(me())), (_("As of"), day(on))],
        args=args | ({"on": on.isoformat()} if on != today else {}),
    )
