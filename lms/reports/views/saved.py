"""Saved views: a page with its filters under a name; and the weekly mail."""

from flask import redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms import clock
from lms.addresses import local
from lms.db import db
from lms.errors import Refused
from lms.people.rules import is_staff
from lms.reports.actions import saved as actions
from lms.reports.forms.saved import ViewForm
from lms.reports.models import SavedView
from lms.reports.queries import saved as queries
from lms.reports.rules.saved import address_of, may_change, may_open
from lms.reports.views.blueprint import bp
from lms.ways import way
from lms.web import go, load, me, only, page, page_of, say

way(
    "dashboards", _l("Saved views"), "reports.saved_views", icon="star",
    of=lambda _nothing: {}, may=lambda person, _nothing: is_staff(person), rank=90,
)  # fmt: skip


@bp.get("/views")
def saved_views():
    only(is_staff)
    address = local(request.args.get("address"), "")
    return shown(ViewForm(None, address=address))


@bp.post("/views")
def save_view():
    only(is_staff)
    form = ViewForm()
    address = local(form.address.data, "")
    if not address:
        raise Refused(_("Open the page that you want to save, and press “Save this view” there."))
    if not form.validate():
        return shown(form, 422)
    given = {"is_shared": form.is_shared.data, "by": me(), "now": clock.now()}
    actions.save(form.title.data, address_of(address), **given)
    say(_("Saved. You find it here from now on."))
    return go(url_for(".saved_views"))


@bp.get("/views/<int:view_id>")
def open_view(view_id):
    """Leads on to the page; where a filter names what is gone, says so first."""
    view = load(SavedView, view_id, may_open)
    address = address_of(view.address)
    if not local(str(address), ""):
        return page("reports/view_gone.html", view=view, gone=set(), address=None)
    gone = queries.gone(address)
    if gone:
        without = address.without(gone)
        return page("reports/view_gone.html", view=view, gone=gone, address=str(without))
    return redirect(str(address), 303)


@bp.post("/views/<int:view_id>/sharing")
def share_view(view_id):
    view = load(SavedView, view_id, may_change)
    actions.share(view, is_shared=not view.is_shared, by=me(), now=clock.now())
    say(
        _("Shared: the staff of your organisation can open it.")
        if view.is_shared
        else _("Not shared any more: it is yours alone.")
    )
    return go(url_for(".saved_views"))


@bp.post("/views/<int:view_id>/removal")
def remove_view(view_id):
    view = load(SavedView, view_id, may_change)
    actions.remove(view, by=me(), now=clock.now())
    say(_("Removed. The page itself is still there."))
    return go(url_for(".saved_views"))


@bp.post("/digest")
def choose_digest():
    only(is_staff)
    wants = request.form.get("wants") == "yes"
    actions.want_digest(me(), wants=wants, now=clock.now())
    say(
        _("From next Monday on you get the mail.")
        if wants
        else _("The mail of Monday does not come any more.")
    )
    return go(url_for(".saved_views"))


def shown(form, status=200):
    person = me()
    return page(
        "reports/saved_views.html",
        status=status,
        form=form,
        pages=page_of(queries.mine(person)),
        shared=db.session.scalars(queries.shared_with(person).limit(queries.MOST)).all(),
        wants_digest=queries.wants_digest(person),
    )
