"""What needs a decision: the figures of a coordinator, and the lists that they open."""

from datetime import date
from typing import Any

from flask import current_app, request

from lms import clock
from lms.completion import words
from lms.completion.outcome import Outlook
from lms.completion.queries import names
from lms.people.rules import is_coordinator
from lms.reports import queries
from lms.reports.queries import Found, Wish
from lms.reports.views.blueprint import bp
from lms.reports.views.chart import chart
from lms.web import me, only, page, page_of

GROUPS_A_PAGE, FIRST = 30, 6


@bp.get("/dashboard")
def dashboard():
    only(is_coordinator)
    wish, on, today = wished(), asked_day(), clock.today(current_app.config["TIMEZONE"])
    overview = queries.overview(me(), wish, on)
    urgent = overview.urgent(FIRST)
    return page(
        "reports/dashboard.html",
        wish=wish,
        on=on,
        today=today,
        now=clock.now(),
        overview=overview,
        pages=page_of(overview.table(wish), GROUPS_A_PAGE),
        urgent=urgent,
        names=names([one.learner.id for one in urgent]),
        advice=advice,
        chart=chart(overview.lines, on),
    )


@bp.get("/standing")
def people_by_standing():
    only(is_coordinator)
    wish, on = wished(), asked_day()
    overview = queries.overview(me(), wish, on)
    pages = page_of(overview.found(wish))
    return page(
        "reports/standing.html",
        wish=wish,
        on=on,
        overview=overview,
        pages=pages,
        names=names([one.learner.id for one in pages.items]),
        needs=needs,
    )


@bp.get("/registers")
def registers():
    only(is_coordinator)
    wish, on = wished(), asked_day()
    overview = queries.overview(me(), wish, on)
    return page(
        "reports/registers.html",
        wish=wish,
        on=on,
        overview=overview,
        pages=page_of(overview.registers),
    )


def wished() -> Wish:
    """The filters of the address; what cannot be read is left out."""
    standing = request.args.get("standing", "")
    return Wish(
        programme=request.args.get("programme", ""),
        group=request.args.get("group", ""),
        standing=Outlook(standing) if standing in set(Outlook) else None,
        conflict=request.args.get("only") == "conflict",
        short=request.args.get("only") == "short",
    )


def asked_day() -> date:
    """The `on` of the address; anything that is no date is today where this is installed."""
    try:
        return date.fromisoformat(request.args.get("on", ""))
    except ValueError:
        return clock.today(current_app.config["TIMEZONE"])


def needs(one: Found) -> list[Any]:
    """Everything that is still open for a person, one phrase each."""
    terms = one.figures.terms
    return words.open_items(one.learner.reached, terms.titles, terms.unit_minutes)


def advice(one: Found) -> str:
    return words.outlook_in_numbers(one.learner.standing, one.figures.terms.unit_minutes)
