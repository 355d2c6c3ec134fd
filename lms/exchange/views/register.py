"""Who is on the list of an activity, and who came."""

from typing import Any

from flask import current_app, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from lms import clock
from lms.exchange import actions, queries, rules, words
from lms.exchange.forms import PeopleForm, RegisterForm
from lms.exchange.forms.activities import said
from lms.exchange.models import Activity
from lms.exchange.views.blueprint import bp, on_it_or_open
from lms.i18n import in_words, speaking
from lms.people import queries as people
from lms.people.rules import is_administrator
from lms.projects.rules import homes
from lms.web import go, me, page, permitted, say

PEOPLE, REGISTER = "exchange/people.html", "exchange/register.html"


@bp.get("/activities/<code>/people")
def choosing(code):
    found = permitted(queries.activity(code), rules.runs)
    return page(PEOPLE, activity=found, form=PeopleForm(), unknown=[])


@bp.post("/activities/<code>/people")
def put_people(code):
    found = permitted(queries.activity(code), rules.runs)
    form = PeopleForm()
    if not form.validate():
        return page(PEOPLE, status=422, activity=found, form=form, unknown=[])
    known = queries.findable(form.wanted, findable_in(found))
    unknown = [one for one in form.wanted if one not in known and one.lower() not in known]
    if unknown:
        return page(PEOPLE, status=422, activity=found, form=form, unknown=unknown)
    chosen = {known.get(one) or known[one.lower()] for one in form.wanted}
    new = actions.put(found, chosen, form.role.data, by=me(), now=clock.now())
    say(ngettext("%(num)s person is new on the list.", "%(num)s people are new on the list.", new))
    return go(url_for(".activity", code=code))


def findable_in(activity: Activity) -> set[int] | None:
    """The organisations whose people can be put on the list: the partners of the project."""
    if is_administrator(me()):
        return None
    return homes(activity.project) | {activity.host_id}


@bp.get("/activities/<code>/register")
def register(code):
    found = permitted(queries.activity(code), rules.runs)
    return show(found, form_for(found))


@bp.post("/activities/<code>/register")
def take_register(code):
    found = permitted(queries.activity(code), rules.runs)
    form = form_for(found)
    if not form.validate():
        return show(found, form, status=422)
    now = clock.now()
    values: dict[str, Any] = {"registered": form.registered.data, "headcount": form.headcount.data}
    values["outcome"] = said(found.outcome, speaking(), form.outcome.data)
    actions.take_register(
        found, form.came(request.form), values, form.delegates.data,
        by=me(), now=now, today=clock.today(found.zone, now),
    )  # fmt: skip
    say(_("Saved. The activity was held."))
    return go(url_for(".activity", code=code))


def show(activity: Activity, form: RegisterForm, status: int = 200):
    """The page; what was chosen stays chosen. `all=came` fills in that everybody came."""
    everybody = request.args.get("all") == "came"
    chosen = {one.id: "yes" if everybody else yes_or_no(one.came) for one in form.people}
    if status != 200:
        sent = form.came(request.form)
        chosen |= {key: yes_or_no(said_so) for key, said_so in sent.items()}
    is_early = activity.starts_on > clock.today(activity.zone)
    return page(
        REGISTER, status=status, activity=activity, form=form, chosen=chosen, roles=words.ROLES,
        is_early=is_early, zone=current_app.config["TIMEZONE"],
    )  # fmt: skip


def yes_or_no(came: bool | None) -> str:
    return "" if came is None else "yes" if came else "no"


def form_for(activity: Activity) -> RegisterForm:
    sent = queries.delegates(activity.id)
    ids = homes(activity.project) | {one.id for one in sent}
    organisations = [one for one in people.organisations() if one.id in ids]
    return RegisterForm(
        queries.people_at(activity.id), organisations, headcount=activity.headcount,
        registered=activity.registered, outcome=in_words(activity.outcome),
        delegates=[one.id for one in sent],
    )  # fmt: skip


@bp.post("/activities/<code>/join")
def join(code):
    found = permitted(queries.activity(code), on_it_or_open)
    new = actions.join(found, me(), now=clock.now())
    say(_("You are registered.") if new else _("You were registered already."))
    return go(url_for(".activity", code=code))


@bp.post("/activities/<code>/leave")
def leave(code):
    found = permitted(queries.activity(code), on_it_or_open)
    actions.leave(found, me(), by=me(), now=clock.now())
    say(_("You are not registered any more."))
    return go(url_for(".coming"))


@bp.post("/activities/<code>/people/<int:place_id>/remove")
def take_off(code, place_id):
    found = permitted(queries.activity(code), rules.runs)
    place = next((one for one in queries.people_at(found.id) if one.id == place_id), None)
    if place is not None:  # else somebody has done it a moment before
        actions.leave(found, place.person, by=me(), now=clock.now())
    say(_("Taken off the list."))
    return go(url_for(".activity", code=code))
