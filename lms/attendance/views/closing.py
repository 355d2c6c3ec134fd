"""Closing days of an organisation: series leave them out."""

from flask import url_for
from flask_babel import gettext as _

from lms import clock
from lms.attendance.actions import closing as actions
from lms.attendance.forms.closing import ClosingForm
from lms.attendance.queries import planning as queries
from lms.attendance.views.blueprint import bp
from lms.errors import Refused
from lms.people.queries import organisations
from lms.people.rules import coordinates, is_administrator, is_coordinator
from lms.web import go, me, only, page, page_of, permitted, say

CLOSING = "attendance/closing_days.html"


@bp.get("/closing-days")
def closing_days():
    only(is_coordinator)
    return shown(ClosingForm(ours(), None))


@bp.post("/closing-days")
def add_closing_days():
    only(is_coordinator)
    form = ClosingForm(ours())
    if not form.validate():
        return shown(form, 422)
    organisation = form.organisations[form.organisation.data]
    actions.add_closing_days(organisation, form.values, by=me(), now=clock.now())
    say(_("Series leave these days out from now on. Sessions that are published already stay."))
    return go(url_for(".closing_days"))


@bp.post("/closing-days/<int:days_id>/removal")
def remove_closing_days(days_id):
    only(is_coordinator)
    if not (found := queries.closing_days_named(days_id)):
        raise Refused(_("These days are not in the list any more."))
    days, organisation = permitted(found, lambda person, pair: coordinates(person, pair[1].id))
    actions.remove_closing_days(days, organisation, by=me(), now=clock.now())
    say(_("Removed: %(title)s.", title=days.title))
    return go(url_for(".closing_days"))


def ours():
    """The organisations whose days this person says: their own; an administrator, everybody's."""
    if is_administrator(me()):
        return organisations()
    return [me().organisation] if me().organisation else []


def shown(form, status=200):
    today = clock.today("UTC", clock.now())
    found = page_of(queries.closing_days_of([one.id for one in form.organisations.values()]))
    planned = queries.planned_on(found.items, today)
    return page(CLOSING, status=status, form=form, found=found, today=today, planned=planned)
