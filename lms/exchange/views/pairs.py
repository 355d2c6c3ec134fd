"""Mentoring pairs of a project: people, or cities."""

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms import clock
from lms.exchange import actions, queries, rules, words
from lms.exchange.forms import PairForm
from lms.exchange.models import Pair
from lms.exchange.views.blueprint import bp
from lms.i18n import speaking
from lms.people import queries as people
from lms.people.rules import is_administrator
from lms.projects import queries as projects
from lms.projects.models import Project
from lms.projects.rules import homes, may_lead, may_see_project
from lms.ways import way
from lms.web import go, me, page, page_of, permitted, say

FORM = "exchange/pair_form.html"

way(
    "project", _l("Pairs"), "exchange.pairs", icon="both", rank=50,
    of=lambda project: {"slug": project.slug}, may=may_see_project,
)  # fmt: skip


@bp.get("/projects/<slug>/pairs")
def pairs(slug):
    """The pairs. Each person is named to their own organisation alone (rule 15)."""
    project = permitted(projects.project(slug), may_see_project)
    pages = page_of(queries.pairs(project.id))
    return page(
        "exchange/pairs.html",
        project=project,
        pages=pages,
        states=words.PAIRS,
        meetings=queries.meetings([one.id for one in pages.items]),
        leads=may_lead(me(), project),
        names=rules.names,
    )


@bp.get("/projects/<slug>/pairs/new")
def new_pair(slug):
    project = permitted(projects.project(slug), may_lead)
    return page(FORM, project=project, old=None, form=form_for(project))


@bp.post("/projects/<slug>/pairs/new")
def create_pair(slug):
    project = permitted(projects.project(slug), may_lead)
    form = form_for(project)
    if not form.validate():
        return page(FORM, status=422, project=project, old=None, form=form)
    actions.make_pair(project, form.values(speaking()), by=me(), now=clock.now())
    say(_("The pair is there now. Their meetings are activities: choose the pair there."))
    return go(url_for(".pairs", slug=slug))


@bp.get("/pairs/<int:pair_id>/replace")
def replacing(pair_id):
    old = permitted(queries.pair(pair_id), rules.changes_pair)
    kept = {"mentor_city": old.mentor_city_id or 0, "mentee_city": old.mentee_city_id or 0}
    for key in ("mentor", "mentee"):
        who = getattr(old, key)
        is_known = who and who.erased_at is None and rules.names(me(), old, who)
        kept[key] = who.code if is_known else ""
    return page(FORM, project=old.project, old=old, form=form_for(old.project, old, **kept))


@bp.post("/pairs/<int:pair_id>/replace")
def replace_pair(pair_id):
    old = permitted(queries.pair(pair_id), rules.changes_pair)
    form = form_for(old.project, old)
    if not form.validate():
        return page(FORM, status=422, project=old.project, old=old, form=form)
    values = form.values(speaking())
    actions.replace(old, values, by=me(), now=clock.now(), today=today())
    say(_("Replaced. The pair before stays on the list."))
    return go(url_for(".pairs", slug=old.project.slug))


@bp.post("/pairs/<int:pair_id>/end")
def end_pair(pair_id):
    pair = permitted(queries.pair(pair_id), rules.changes_pair)
    actions.end_pair(pair, by=me(), now=clock.now(), today=today())
    say(_("The pair has ended."))
    return go(url_for(".pairs", slug=pair.project.slug))


def today():
    return clock.today(current_app.config["TIMEZONE"])


def form_for(project: Project, old: Pair | None = None, **kept) -> PairForm:
    ids = homes(project)
    cities = [one for one in people.organisations() if one.id in ids]
    form = PairForm(cities, None if is_administrator(me()) else ids, **kept)
    for key in ("mentor", "mentee"):
        who = getattr(old, key) if old else None
        if old and who and who.erased_at is None and not rules.names(me(), old, who):
            form.unseen[key] = who.id
    return form
