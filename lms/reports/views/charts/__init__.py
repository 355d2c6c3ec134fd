"""Charts of the groups that were chosen: each with its table, and each table as a file."""

from collections.abc import Callable
from dataclasses import replace

from flask import abort
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from lms.completion.outcome import Outlook
from lms.courses.rules import TRACKS
from lms.levels.rules import access
from lms.people.models import Person, Role
from lms.people.rules import is_coordinator
from lms.reports.queries import charts as queries
from lms.reports.queries.filters import groups_where, with_members
from lms.reports.queries.kept import kept
from lms.reports.queries.named import choices, languages
from lms.reports.queries.narrowed import Some
from lms.reports.queries.sight import in_sight
from lms.reports.rules.filters import GENDERS, Age
from lms.reports.views import wording as words
from lms.reports.views.asked import Asked
from lms.reports.views.asked import asked as asked_for
from lms.reports.views.blueprint import bp
from lms.reports.views.charts.coming import absences, coming
from lms.reports.views.charts.hours import hours
from lms.reports.views.charts.learning import gains, modules
from lms.reports.views.charts.shapes import Chart, Scope
from lms.reports.views.charts.standing import MOST_SHOWN, standing
from lms.reports.views.counted import how_old, only_counted
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
    ask = asked()
    scope = scope_of(ask)
    found = [] if scope.kept.too_many else [make(scope) for make in made_of(scope)]
    return page(
        "reports/charts.html",
        ask=ask,
        scope=scope,
        wish=ask.wish,
        choices=choices(in_sight(me())),
        languages=languages(in_sight(me())),
        tracks=TRACKS,
        genders=GENDERS,
        ages=list(Age),
        outlooks=list(Outlook),
        words=words,
        charts=found,
        notes=how_old(scope.kept),
        most=MOST_SHOWN,
    )


def made_of(scope: Scope) -> list[Callable[[Scope], Chart]]:
    """All charts; where nobody fits the filters, those of whole groups."""
    return [hours] if scope.has_nobody else list(CHARTS.values())


@bp.get("/charts/<slug>.<kind>")
def chart_file(slug: str, kind: str) -> Response:
    only(sees_charts)
    make = CHARTS.get(slug) or abort(404)
    scope = scope_of(asked())
    only_counted(scope.kept)
    chart = make(scope)
    if make not in made_of(scope):
        chart = Chart(slug, chart.title, _("Nobody fits these filters."))
    table = chart.table or nothing(chart, scope)
    table = replace(table, notes=[*table.notes, *how_old(scope.kept)])
    return table_file(table, f"{slug}-{scope.on}", kind)


def nothing(chart: Chart, scope: Scope) -> Table:
    """A table without rows, that says why."""
    columns = [Column(chart.slug, chart.title)]
    return Table(chart.title, columns, [], None, scope.about, [chart.words])


def asked() -> Asked:
    return asked_for(rows=True)


def scope_of(ask: Asked) -> Scope:
    """The groups that the address asks for, of those that who asks may see (rule 15); and which of
    their people, where it asks for some."""
    wish = ask.wish
    where = [*in_sight(me()), *groups_where(wish), *with_members(wish)]
    programme = queries.one_programme(where)
    known = kept(*where, on=ask.on, today=ask.today)
    divides = not known.too_many and (wish.only or not wish.groups_only)
    return Scope(
        where=where,
        on=ask.on,
        wish=wish,
        kept=known,
        size=queries.size(known),
        some=Some(known, wish, where) if divides else None,
        programme=programme,
        opens_levels=programme is not None and access.sees_gains(me(), programme),
        about=ask.about(),
        args=wish.args(by="", sort=""),
    )
