"""Who needs me today: each row with why, since when, and what can be done beside it."""

from typing import Any, NamedTuple

from flask import current_app, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select

from lms import clock
from lms.attendance import rules as rules_of_attendance
from lms.courses.queries import group as group_of
from lms.courses.rules import may_see_group
from lms.people.models import Role
from lms.people.rules import is_administrator, is_staff
from lms.reports.actions import today as actions
from lms.reports.letters import in_number
from lms.reports.models import PutOff
from lms.reports.queries import machine
from lms.reports.queries import today as queries
from lms.reports.rules.needs import OF_PEOPLE, ON_THE_PAGE, Need, Row
from lms.reports.views.advice import advices
from lms.reports.views.blueprint import bp
from lms.ways import way
from lms.web import Page, go, load, me, only, page, page_number, page_of, permitted, say

A_FEW, MANY = 6, 25
LOOKS = {  # what a need is called, what to do, its picture, its colour
    Need.CANNOT: (
        _l("Cannot finish any more"), _l("Talk to them: a place in the next group, or the hours "
        "alone."), "stop", "c-cannot",
    ),
    Need.ABSENCES: (
        _l("Three absences in a row"), _l("Ask why before it becomes four."), "alert", "c-all",
    ),
    Need.SILENT: (
        _l("Silent for two weeks"), _l("Neither came nor opened a lesson, while the group met."),
        "unknown", "c-all",
    ),
    Need.REGISTER: (
        _l("Registers still open"), _l("Not taken, or somebody is not marked."), "pen", "c-part",
    ),
    Need.LEVELS: (
        _l("Levels due"), _l("At the beginning or at the end: say what people can."), "level", "",
    ),
    Need.EVIDENCE: (
        _l("Proof is missing"), _l("Hours that nothing proves yet do not count."), "key", "c-part",
    ),
    Need.MAKE_UP: (
        _l("Needs make-up"), _l("Offer it before their last session."), "plus", "c-makeup",
    ),
    Need.EVERY_SESSION: (
        _l("Must attend all"), _l("Tell them: every session that is left counts."), "alert",
        "c-all",
    ),
}  # fmt: skip

way(
    "dashboards", _l("Today"), "reports.today", icon="flag",
    of=lambda _nothing: {}, may=lambda person, _nothing: is_staff(person), rank=20,
)  # fmt: skip


class Shown(NamedTuple):
    """A need with its rows, as the page shows it."""

    need: Need
    look: Any
    number: int
    rows: Any


@bp.get("/today")
def today():
    only(is_staff)
    person, now, on = me(), clock.now(), this_day()
    group, need = request.args.get("group", ""), request.args.get("kind", "")
    if group:
        permitted(group_of(group), may_see_group)
    if need in ON_THE_PAGE:
        return one_need(Need(need), group)
    found = queries.day(person, now, on, group=group, most=A_FEW)
    trains = person.role == Role.TRAINER
    own = queries.sessions_on(person, on, A_FEW) if trains else []
    known = None if group else found.kept
    return page(
        "reports/today.html",
        sections=[Shown(one.need, LOOKS[one.need], one.number, one.rows) for one in found.sections],
        day=found,
        group=group,
        pages=None,
        on=on,
        missed=missed(found.sections),
        advice=advice(found.sections),
        sessions=own,
        closed={one.id: rules_of_attendance.why_closed(one, now) for one in own},
        groups=queries.own_groups(person, on, known) if trains else [],
        machine=machine.state(now) if is_administrator(person) else None,
    )


def one_need(need: Need, group: str):
    """All rows of one need."""
    rows = queries.of_need(me(), need, clock.now(), this_day(), group=group)
    pages = paged(rows)
    shown = Shown(need, LOOKS[need], pages.total, pages.items)
    section = queries.Section(need, pages.total, pages.items)
    return page(
        "reports/today.html",
        sections=[shown] if pages.items else [],
        day=None,
        group=group,
        pages=pages,
        on=this_day(),
        missed=missed([section]),
        advice=advice([section]),
        sessions=[],
        closed={},
        groups=[],
        machine=None,
    )


def paged(rows) -> Page:
    """A page of rows: of a statement, or of a list."""
    if not isinstance(rows, Select):
        return page_of(rows, MANY)
    total = queries.number(rows)
    last = max(1, -(-total // MANY))
    number = min(page_number(), last)
    return Page(queries.first(rows.offset((number - 1) * MANY), MANY), number, last, total)


def missed(sections) -> dict[tuple[int, int], int]:
    """The last session that each of these people missed, where make-up may still help."""
    rows = [row for one in sections if one.need in OF_PEOPLE for row in one.rows]
    return queries.missed({row.person_id for row in rows}, {row.group_id for row in rows})


def advice(sections):
    """What is possible at best for who cannot finish."""
    return advices([row for one in sections if one.need == Need.CANNOT for row in one.rows])


@bp.app_template_filter()
def token(row, need) -> str:
    """A row as the forms of the page name it."""
    if need in OF_PEOPLE:
        return str(Row(need, row.slug, row.code))
    if need == Need.LEVELS:
        return str(Row(need, row.group.slug, row.about))
    return str(Row(need, row.slug, str(row.session_id) if need == Need.REGISTER else ""))


@bp.get("/today/later")
def later_rows():
    only(is_staff)
    return page(
        "reports/later.html", pages=page_of(queries.put_off(me(), this_day()), MANY), looks=LOOKS
    )


@bp.post("/today/later/<int:row_id>")
def show_again(row_id):
    row = load(PutOff, row_id, lambda person, one: may_see_group(person, one.group))
    actions.show_again(row, by=me(), now=clock.now(), today=this_day())
    say(_("It is shown again, while it is true."))
    return go(url_for(".later_rows"))


def this_day():
    return clock.today(current_app.config["TIMEZONE"])


@bp.app_template_global()
def need_in_number(need, count: int) -> str:
    return in_number(need, count)
