"""Figures from the network down to the person; every number opens the rows that it counts."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from flask import abort, url_for
from flask_babel import lazy_gettext as _l

from lms.completion.outcome import Outlook
from lms.people.rules import is_coordinator, is_staff
from lms.reports.queries.chosen import chosen
from lms.reports.queries.explored import Explored, Figures, explored
from lms.reports.queries.named import titles
from lms.reports.queries.network import Network, network
from lms.reports.rules.filters import GENDERS, NARROWER, Age, By
from lms.reports.views import exploring
from lms.reports.views import wording as words
from lms.reports.views.asked import Asked, asked
from lms.reports.views.blueprint import bp
from lms.reports.views.counted import how_old, only_counted
from lms.transfers import table_file
from lms.ways import way
from lms.web import me, only, page, page_of

way(
    "dashboards", _l("Explore"), "reports.explore", icon="find",
    of=lambda _nothing: {}, may=lambda person, _nothing: is_staff(person), rank=30,
)  # fmt: skip
LINES_A_PAGE = 50


class Line(NamedTuple):
    """A row: what it is, where it leads, and its figures."""

    key: str
    words: str
    url: str
    figures: Figures


@bp.get("/explore")
def explore():
    only(is_staff)
    ask = asked(rows=False)
    found = chosen(me(), ask.wish, ask.today)
    figures, partners = explored(found, ask.wish, ask.by), partners_of(ask)
    foreign = ask.names.get(By.ORGANISATION)
    is_ours = foreign is None or foreign.may
    if not is_ours and not (partners and partners.lines):
        abort(403)
    return page(
        "reports/explore.html",
        ask=ask,
        wish=ask.wish,
        known=found.kept,
        total=figures.total,
        pages=page_of(lines_of(ask, figures), LINES_A_PAGE),
        notes=how_old(found.kept),
        partners=partners,
        is_ours=is_ours,
        outlooks=list(Outlook),
        genders=GENDERS,
        ages=list(Age),
        tabs=[(by, str(name), by == ask.by) for by, name in words.BY.items()],
        number=lambda line, standing: number_url(ask, line, standing),
        words=words,
    )


@bp.get("/explore.<any(csv, xlsx, pdf):kind>")
def explore_file(kind):
    only(is_staff)
    ask = asked(rows=True)
    found = chosen(me(), ask.wish, ask.today)
    only_counted(found.kept)
    figures = explored(found, ask.wish, ask.by)
    lines = [(line.words, line.figures) for line in lines_of(ask, figures)]
    return table_file(
        exploring.table(ask, lines, figures.total, how_old(found.kept)), "figures", kind
    )


@bp.get("/explore/partners.<any(csv, xlsx, pdf):kind>")
def explore_partners(kind):
    only(is_coordinator)
    ask = asked(rows=False)
    partners = partners_of(ask)
    if partners is None:
        abort(404)
    return table_file(exploring.partners(ask, partners), "partners", kind)


def partners_of(ask: Asked) -> Network | None:
    return network(me(), ask.wish, ask.by, ask.today)


def lines_of(ask: Asked, figures: Explored) -> Sequence[Line]:
    """In the order wished for: by name, or the largest number first."""
    named = titles(ask.by, list(figures.lines))
    lines = [
        Line(key, words.said(ask.by, key, named), row_url(ask, key), one)
        for key, one in figures.lines.items()
    ]
    lines.sort(key=lambda line: (line.words.casefold(), line.key))
    sort = ask.wish.sort
    if sort == "people":
        lines.sort(key=lambda line: -line.figures.people)
    elif sort in list(Outlook):
        lines.sort(key=lambda line: -line.figures.standings[Outlook(sort)])
    return lines


def row_url(ask: Asked, key: str) -> str:
    """One step further down; below groups, and below what people are, stand the people."""
    narrower = NARROWER.get(ask.by)
    chosen_row: dict[str, Any] = {ask.by.value: key, "sort": "", "by": narrower or ""}
    endpoint = ".explore" if narrower else ".explore_people"
    return url_for(endpoint, **ask.wish.args(**chosen_row))


def number_url(ask: Asked, line: Line | None, standing: Outlook | None) -> str:
    """The people whom a number counts: the filters, the row, the standing."""
    changes: dict[str, Any] = {"by": "", "sort": ""}
    if line is not None:
        changes[ask.by.value] = line.key
    if standing is not None:
        changes["standing"] = standing
    return url_for(".explore_people", **ask.wish.args(**changes))


def sort_url(ask: Asked, sort: str) -> str:
    return url_for(".explore", **ask.wish.args(sort=sort, by=ask.by))


@bp.app_template_global()
def explore_sorted(ask: Asked, sort: str) -> str:
    return sort_url(ask, sort)
