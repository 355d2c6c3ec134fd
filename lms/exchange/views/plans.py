"""Action plans of cities, with their measures."""

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms import clock
from lms.exchange import actions, queries, rules, words
from lms.exchange.forms import MeasureForm, PlanForm
from lms.exchange.models import ActionPlan, Measure
from lms.exchange.views.blueprint import bp
from lms.i18n import speaking
from lms.people import queries as people
from lms.projects import queries as projects
from lms.projects.models import Project
from lms.projects.rules import may_see_project
from lms.ways import way
from lms.web import go, me, page, page_of, permitted, say

FORM, MEASURE = "exchange/plan_form.html", "exchange/measure_form.html"

way(
    "project", _l("Action plans"), "exchange.plans", icon="flag", rank=60,
    of=lambda project: {"slug": project.slug}, may=may_see_project,
)  # fmt: skip


@bp.get("/projects/<slug>/plans")
def plans(slug):
    project = permitted(projects.project(slug), may_see_project)
    pages = page_of(queries.plans(project.id))
    return page(
        "exchange/plans.html",
        project=project,
        pages=pages,
        states=words.PLANS,
        shares={one.id: queries.for_women(one.measures) for one in pages.items},
        may_add=bool(rules.hosts(me(), project)),
    )


@bp.get("/projects/<slug>/plans/new")
def new_plan(slug):
    project = permitted(projects.project(slug), may_add)
    return page(FORM, project=project, plan=None, form=form_for(project))


@bp.post("/projects/<slug>/plans/new")
def create_plan(slug):
    project = permitted(projects.project(slug), may_add)
    form = form_for(project)
    if not form.validate():
        return page(FORM, status=422, project=project, plan=None, form=form)
    city = form.cities[form.city.data]
    plan = actions.make_plan(project, city, **form.values(speaking()), by=me(), now=clock.now())
    return go(url_for(".plan", slug=plan.slug))


@bp.get("/plans/<slug>")
def plan(slug):
    found = permitted(queries.plan(slug), rules.sees_plan)
    return page(
        "exchange/plan.html",
        plan=found,
        states=words.PLANS,
        measures=words.MEASURES,
        share=queries.for_women(found.measures),
        changes=rules.changes_plan(me(), found),
    )


@bp.get("/plans/<slug>/edit")
def edit_plan(slug):
    found = permitted(queries.plan(slug), rules.changes_plan)
    return page(FORM, project=found.project, plan=found, form=PlanForm([], found))


@bp.post("/plans/<slug>/edit")
def save_plan(slug):
    found = permitted(queries.plan(slug), rules.changes_plan)
    form = PlanForm([], found)
    if not form.validate():
        return page(FORM, status=422, project=found.project, plan=found, form=form)
    values = form.values(speaking(), found)
    changed = actions.change_plan(found, values, by=me(), now=clock.now())
    say(_("Saved.") if changed else _("Nothing was different, so nothing was changed."))
    return go(url_for(".plan", slug=slug))


@bp.post("/plans/<slug>/close")
def close_plan(slug):
    found = permitted(queries.plan(slug), rules.changes_plan)
    actions.close_plan(found, by=me(), now=clock.now())
    say(_("Saved."))
    return go(url_for(".plan", slug=slug))


@bp.post("/plans/<slug>/adopt")
def adopt_plan(slug):
    found = permitted(queries.plan(slug), rules.changes_plan)
    today = clock.today(current_app.config["TIMEZONE"])
    actions.adopt(found, today, by=me(), now=clock.now())
    say(_("The plan is adopted from today."))
    return go(url_for(".plan", slug=slug))


@bp.get("/plans/<slug>/measures/new")
def new_measure(slug):
    found = permitted(queries.plan(slug), rules.changes_plan)
    return page(MEASURE, plan=found, measure=None, form=measure_form(found))


@bp.post("/plans/<slug>/measures/new")
def create_measure(slug):
    found = permitted(queries.plan(slug), rules.changes_plan)
    return put(found, None)


@bp.get("/plans/<slug>/measures/<int:measure_id>")
def edit_measure(slug, measure_id):
    found = permitted(queries.plan(slug), rules.changes_plan)
    measure = permitted(measure_of(found, measure_id), lambda _me, _measure: True)
    return page(MEASURE, plan=found, measure=measure, form=measure_form(found, measure))


@bp.post("/plans/<slug>/measures/<int:measure_id>")
def save_measure(slug, measure_id):
    found = permitted(queries.plan(slug), rules.changes_plan)
    return put(found, permitted(measure_of(found, measure_id), lambda _me, _measure: True))


def measure_of(plan: ActionPlan, measure_id: int):
    return next((one for one in plan.measures if one.id == measure_id), None)


def put(plan: ActionPlan, measure):
    form = measure_form(plan, measure)
    if not form.validate():
        return page(MEASURE, status=422, plan=plan, measure=measure, form=form)
    today = clock.today(current_app.config["TIMEZONE"])
    values = form.values(speaking(), measure)
    actions.put_measure(plan, measure, values, by=me(), now=clock.now(), today=today)
    say(_("Saved."))
    return go(url_for(".plan", slug=plan.slug))


def measure_form(plan: ActionPlan, measure: Measure | None = None) -> MeasureForm:
    known = measure.theme if measure else None
    return MeasureForm(words.themes(plan.project, known), measure)


def may_add(person, project: Project) -> bool:
    return bool(rules.hosts(person, project))


def form_for(project: Project) -> PlanForm:
    ids = rules.hosts(me(), project)
    return PlanForm([one for one in people.organisations() if one.id in ids])
