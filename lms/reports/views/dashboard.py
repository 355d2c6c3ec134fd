"""What needs a decision: the figures of a coordinator, and the lists that they open."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from flask_babel import lazy_gettext as _l

from lms import clock
from lms.completion import words
from lms.completion.words import Titles
from lms.people.rules import is_coordinator
from lms.reports import queries
from lms.reports.queries import Overview, lists
from lms.reports.queries.charts import weeks
from lms.reports.queries.lists import Found
from lms.reports.rules.needs import OF_A_STANDING
from lms.reports.views.advice import advices
from lms.reports.views.asked import asked as asked_for
from lms.reports.views.blueprint import bp
from lms.reports.views.chart import Chart, charted
from lms.reports.views.jobs import wall
from lms.reports.views.rows import written
from lms.ways import way
from lms.web import me, only, page, page_of

GROUPS_A_PAGE, FIRST = 30, 6
NOTHING: Mapping[str, Any] = MappingProxyType({})

way(
    "dashboards",
    _l("Overview"),
    "reports.dashboard",
    icon="house",
    of=lambda _none: {},
    may=lambda person, _none: is_coordinator(person),
    rank=10,
)


@bp.get("/dashboard")
def dashboard():
    only(is_coordinator)
    overview, shown = asked()
    pages = page_of(overview.groups, GROUPS_A_PAGE)
    ids = [group.id for group in pages.items]
    urgent = lists.urgent(overview, FIRST)
    return page(
        "reports/dashboard.html",
        **shown,
        pages=pages,
        next_meetings=lists.next_meetings(ids, overview.on, shown["today"], clock.now()),
        urgent=urgent,
        advice=advices([one.place for one in urgent]),
        row=written,
        chart=chart_of(overview),
    )


@bp.get("/standing")
def people_by_standing():
    only(is_coordinator)
    overview, shown = asked()
    pages = page_of(lists.people(overview))
    titles = lists.titles(pages.items)
    return page(
        "reports/standing.html",
        **shown,
        pages=pages,
        needs=lambda one: needs(one, titles),
        writes=shown["on"] == shown["today"] and shown["wish"].standing in OF_A_STANDING,
    )


@bp.get("/registers")
def registers():
    only(is_coordinator)
    overview, shown = asked({"standing": None, "only": ""})
    return page("reports/registers.html", **shown, pages=page_of(lists.registers(overview)))


def asked(unused: Mapping[str, Any] = NOTHING) -> tuple[Overview, dict[str, Any]]:
    """The groups that the address asks for, and what every page of theirs shows. `unused`: fields
    that this page cannot use, and their empty values."""
    ask = asked_for(rows=True)
    wish = ask.wish.of_whole_groups().leaving_out(unused)
    groups = wish.but(unread=(), by="", sort="")
    overview = queries.overview(me(), groups, on=ask.on, today=ask.today)
    since = overview.kept.since and wall(overview.kept.since)
    shown = {"wish": wish, "on": ask.on, "today": ask.today, "overview": overview}
    return overview, shown | {"since": since}


def chart_of(overview: Overview) -> Chart | None:
    """None where hours of the groups differ in length: they cannot be added up."""
    found = overview.remembered("weeks", lambda: weeks(overview.kept))
    if len(found) != 1:
        return None
    [(unit, planned)] = found.items()
    return charted(planned, unit, overview.on)


def needs(one: Found, titles: Mapping[int, Titles]) -> list[Any]:
    """Everything that is still open for a person, one phrase each."""
    if not one.place.reasons:
        return []
    return words.phrases(one.place.reasons, titles[one.place.programme_id], one.place.unit_minutes)
