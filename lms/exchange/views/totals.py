"""What each of the four figures of a project's activities counts: a page of exactly these rows, and
the same as files."""

from collections.abc import Callable
from typing import Any

from flask import abort, request

from lms.exchange import queries, rules, words
from lms.exchange.queries import Held
from lms.exchange.views import counted
from lms.exchange.views.blueprint import bp, kind_asked
from lms.people.models import Organisation
from lms.projects import queries as projects
from lms.projects.rules import may_see_project
from lms.transfers import table_file
from lms.web import me, page, page_of, permitted

TOTAL = f"/projects/<slug>/activities/<any({', '.join(words.TOTALS)}):total>"
FIGURES = {"registrations": "registered", "participations": "came"}


@bp.get(TOTAL)
def total(slug, total):
    project = permitted(projects.project(slug), may_see_project)
    kind = kind_asked()
    held = Held(project.id, kind)
    home = organisation_asked(held) if total == "organisations" else None
    rows = of_organisation(held, home) if home else ROWS[total](held, total)
    return page(
        "exchange/total.html",
        project=project,
        kind=kind,
        kinds=words.KINDS,
        total=total,
        totals=words.TOTALS,
        home=home,
        **rows,
    )


@bp.get(f"{TOTAL}.<form>")
def total_file(slug, total, form):
    project = permitted(projects.project(slug), may_see_project)
    held = Held(project.id, kind_asked())
    home = organisation_asked(held) if total == "organisations" else None
    if home:
        table = counted.of_organisation(project, held, home)
    elif total in FIGURES:
        table = counted.activities(project, held, total, FIGURES[total])
    elif total == "people":
        table = counted.people(project, held, me())
    else:
        table = counted.organisations(project, held)
    return table_file(table, f"{slug}-{total}", form)


def organisation_asked(held: Held) -> Organisation | None:
    """The one whose activities are asked for; 404 where it was at none of them."""
    slug = request.args.get("of", "")
    return (queries.organisation_there(held, slug) or abort(404)) if slug else None


def of_activities(held: Held, total: str) -> dict[str, Any]:
    figure = FIGURES[total]
    pages = page_of(queries.with_figure(held, figure))
    each = queries.parts([one.id for one in pages.items])
    return {
        "pages": pages,
        "figure": figure,
        "parts": {key: getattr(one, figure) for key, one in each.items()},
        "whole": getattr(queries.sums(queries.parts(held.ids)), figure),
        "opens": {one.id for one in pages.items if rules.runs(me(), one)},
    }


def of_people(held: Held, _total: str) -> dict[str, Any]:
    pages = page_of(queries.people_of(held, me()))
    return {
        "pages": pages,
        "homes": queries.homes_at(held, me(), [one.id for one in pages.items]),
        "others": queries.not_named(held, me()),
    }


def of_organisations(held: Held, _total: str) -> dict[str, Any]:
    pages = page_of(queries.organisations_of(held))
    return {"pages": pages, "times": queries.times_there(held, [one.id for one in pages.items])}


def of_organisation(held: Held, home: Organisation) -> dict[str, Any]:
    """The activities at which one organisation was."""
    return {"pages": page_of(queries.attended_by(held, home.id))}


ROWS: dict[str, Callable[[Held, str], dict[str, Any]]] = {
    "registrations": of_activities,
    "participations": of_activities,
    "people": of_people,
    "organisations": of_organisations,
}
