"""Activities: those of a project, one's own, one; making, changing, cancelling."""

from datetime import timedelta
from operator import itemgetter

from flask import current_app, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms import clock
from lms.exchange import actions, queries, rules, words
from lms.exchange.forms import ActivityForm
from lms.exchange.models import Activity
from lms.exchange.views.blueprint import bp, kind_asked, on_it_or_open
from lms.i18n import in_words, speaking
from lms.people import queries as people
from lms.projects import queries as projects
from lms.projects.models import Project
from lms.projects.rules import may_see_project
from lms.ways import Line, Todo, todo_of, way
from lms.web import go, me, page, page_of, permitted, say

FORM = "exchange/activity_form.html"

way(
    "project", _l("Activities"), "exchange.activities", icon="globe", rank=40,
    of=lambda project: {"slug": project.slug}, may=may_see_project,
)  # fmt: skip


@todo_of(queries.not_taken)
def to_take(lines: list[Line]) -> list[Todo]:
    """Activities that are over and of which nobody has said who came."""
    return [
        Todo(
            _("Say who came: %(title)s", title=in_words(one["title"])),
            url_for("exchange.register", code=one["code"]), "people", rank=45,
        )
        for one in sorted(lines, key=itemgetter("ends_on"))
    ]  # fmt: skip


@bp.get("/activities")
def coming():
    """What anybody can register for, and what they are registered for."""
    today = clock.today(current_app.config["TIMEZONE"])
    pages = page_of(queries.for_person(me(), today))
    return page("exchange/coming.html", pages=pages, kinds=words.KINDS, states=words.STATES)


@bp.get("/projects/<slug>/activities")
def activities(slug):
    project = permitted(projects.project(slug), may_see_project)
    kind = kind_asked()
    pages = page_of(queries.of_project(project.id, kind))
    return page(
        "exchange/activities.html",
        project=project,
        pages=pages,
        kind=kind,
        kinds=words.KINDS,
        states=words.STATES,
        totals=words.TOTALS,
        four=queries.four(project.id, kind),
        figures=queries.figures([one.id for one in pages.items]),
        opens={one.id for one in pages.items if rules.runs(me(), one)},
        may_add=bool(rules.hosts(me(), project)),
    )


@bp.get("/activities/<code>")
def activity(code):
    found = permitted(queries.activity(code), on_it_or_open)
    mine = queries.place_of(found.id, me().id)
    runs = rules.runs(me(), found)
    figure = figure_asked() if runs else ""
    return page(
        "exchange/activity.html",
        activity=found,
        kinds=words.KINDS,
        states=words.STATES,
        modes=words.MODES,
        roles=words.ROLES,
        mine=mine,
        runs=runs,
        sees=runs or may_see_project(me(), found.project),
        changes=rules.changes(me(), found),
        is_open=rules.is_open(found),
        taken=queries.registered(found.id),
        figures=queries.figures([found.id])[found.id],
        figure=figure,
        people=queries.people_at(found.id, figure) if runs else [],
        delegates=queries.delegates(found.id),
    )


def figure_asked() -> str:
    """Whose rows are asked for: those of who registered, or of who came; none: the whole list."""
    asked = request.args.get("show", "")
    return asked if asked in queries.OF_FIGURE else ""


@bp.get("/projects/<slug>/activities/new")
def new_activity(slug):
    project = permitted(projects.project(slug), lambda me, one: bool(rules.hosts(me, one)))
    return page(FORM, project=project, activity=None, form=form_for(project))


@bp.post("/projects/<slug>/activities/new")
def create_activity(slug):
    project = permitted(projects.project(slug), lambda me, one: bool(rules.hosts(me, one)))
    form = form_for(project)
    if not form.validate():
        return page(FORM, status=422, project=project, activity=None, form=form)
    made = actions.make(project, form.values(speaking()), by=me(), now=clock.now())
    say(_("The activity is there now. Put people on its list, or let them register."))
    return go(url_for(".activity", code=made.code))


@bp.get("/activities/<code>/edit")
def edit_activity(code):
    found = permitted(queries.activity(code), rules.changes)
    return page(FORM, project=found.project, activity=found, form=form_for(found.project, found))


@bp.post("/activities/<code>/edit")
def save_activity(code):
    found = permitted(queries.activity(code), rules.changes)
    form = form_for(found.project, found)
    if not form.validate():
        return page(FORM, status=422, project=found.project, activity=found, form=form)
    changed = actions.change(found, form.values(speaking(), found), by=me(), now=clock.now())
    say(_("Saved.") if changed else _("Nothing was different, so nothing was changed."))
    return go(url_for(".activity", code=code))


@bp.post("/activities/<code>/cancel")
def cancel_activity(code):
    found = permitted(queries.activity(code), rules.changes)
    actions.cancel(found, by=me(), now=clock.now())
    say(_("Cancelled."))
    return go(url_for(".activity", code=code))


def form_for(project: Project, activity: Activity | None = None) -> ActivityForm:
    """The form with the organisations that this person may act for."""
    ids = rules.hosts(me(), project) | ({activity.host_id} if activity else set())
    hosts = [one for one in people.organisations() if one.id in ids]
    pairs = queries.pairs_in_words(project.id)
    themes = words.themes(project, activity.theme if activity else None)
    if activity is not None:
        return ActivityForm(hosts, pairs, themes, activity)
    zone = current_app.config["TIMEZONE"]
    tomorrow = clock.today(zone) + timedelta(days=1)
    return ActivityForm(
        hosts, pairs, themes, zone=zone, starts_on=tomorrow, host=me().organisation_id
    )
