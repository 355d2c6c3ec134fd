"""What became of people: of a group at once, of one person, and who lacks an answer."""

from flask import abort, current_app, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from lms import clock
from lms.courses.queries import group as group_of
from lms.courses.rules import may_see_group
from lms.people import queries as people
from lms.people.rules import may_see
from lms.projects import queries
from lms.projects.actions import outcomes as actions
from lms.projects.forms.outcomes import GroupForm, PersonForm
from lms.projects.models import OutcomeKind
from lms.projects.queries import outcomes as found
from lms.projects.rules import may_see_project
from lms.projects.views.blueprint import bp
from lms.projects.words import OUTCOMES, SOURCES
from lms.tables.shown import Column, Table
from lms.transfers import table_file
from lms.ways import way
from lms.web import go, me, page, page_of, permitted, say

GROUP, PERSON = "projects/group_outcomes.html", "projects/person_outcomes.html"
AT_ONCE = 25  # people on a page
OF_LEARNERS = (OutcomeKind.HELPFUL, OutcomeKind.RECOGNITION, OutcomeKind.RESIDENCE)

way(
    "group", _l("Outcomes"), "projects.group_outcomes", icon="flag", rank=70,
    of=lambda group: {"slug": group.slug}, may=may_see_group,
)  # fmt: skip
way(
    "person", _l("Outcomes"), "projects.person_outcomes", icon="flag", rank=60,
    of=lambda person: {"code": person.code},
    may=lambda who, person: may_see(who, person) and not person.is_staff,
)  # fmt: skip
way(
    "project", _l("Outcomes"), "projects.outcomes", icon="flag", rank=70,
    of=lambda project: {"slug": project.slug}, may=may_see_project,
)  # fmt: skip


def today():
    return clock.today(current_app.config["TIMEZONE"])


@bp.get("/groups/<slug>/outcomes")
def group_outcomes(slug):
    group = permitted(group_of(slug), may_see_group)
    return page(GROUP, **of_group(group, None))


@bp.post("/groups/<slug>/outcomes")
def say_of_group(slug):
    group = permitted(group_of(slug), may_see_group)
    shown = of_group(group, request.form)
    form, project = shown["form"], shown["project"] or abort(404)
    if form.problems:
        return page(GROUP, "said", status=422, **shown)
    number = actions.say(form.words, by=me(), now=clock.now())
    done = ngettext("%(num)s outcome is kept.", "%(num)s outcomes are kept.", number)
    say(done if number else _("Nothing was different, so nothing was changed."))
    there = {"project": project.slug, "kind": shown["kind"], "page": shown["pages"].number}
    return go(url_for(".group_outcomes", slug=slug, **there))


def of_group(group, sent):
    """What the page of a group shows: one project and one kind at a time."""
    projects = found.of_programme(group.programme_id)
    wanted = request.args.get("project", "")
    project = next((one for one in projects if one.slug == wanted), next(iter(projects), None))
    kind = kind_asked()
    pages = page_of(found.learners(group.id), AT_ONCE)
    there = found.newest(project.id, [one.id for one in pages.items]) if project else {}
    return {
        "group": group,
        "projects": projects,
        "project": project,
        "kind": kind,
        "kinds": OUTCOMES,
        "sources": SOURCES,
        "pages": pages,
        "there": there,
        "form": GroupForm((project, kind), pages.items, there, today(), sent) if project else None,
    }


def kind_asked():
    wanted = request.args.get("kind", "")
    return wanted if wanted in OUTCOMES else str(OutcomeKind.HELPFUL)


@bp.get("/people/<code>/outcomes")
def person_outcomes(code):
    person = permitted(people.person(code), may_see)
    form = PersonForm(found.of_person(person), today())
    return page(PERSON, **of_person(person, form))


@bp.post("/people/<code>/outcomes")
def say_of_person(code):
    person = permitted(people.person(code), may_see)
    form = PersonForm(found.of_person(person), today())
    if not form.validate():
        return page(PERSON, "said", status=422, **of_person(person, form))
    number = actions.say([form.word(person)], by=me(), now=clock.now())
    say(_("Saved.") if number else _("Nothing was different, so nothing was changed."))
    return go(url_for(".person_outcomes", code=code))


@bp.post("/people/<code>/outcomes/<int:outcome_id>/take-back")
def take_outcome_back(code, outcome_id):
    person = permitted(people.person(code), may_see)
    if one := found.outcome(person, outcome_id):  # else somebody did it just now
        actions.take_back(one, by=me(), now=clock.now())
    say(_("Taken back. The history keeps that it was said."))
    return go(url_for(".person_outcomes", code=code))


def of_person(person, form):
    return {
        "person": person,
        "form": form,
        "said": found.said_of(person),
        "kinds": OUTCOMES,
        "sources": SOURCES,
    }


@bp.get("/projects/<slug>/outcomes")
def outcomes(slug):
    project = permitted(queries.project(slug), may_see_project)
    missing = request.args.get("missing", "")
    wanted = found.participants(me(), project, today())
    if missing in OUTCOMES:
        wanted = wanted.where(found.without(project, missing))
    pages = page_of(wanted)
    return page(
        "projects/outcomes.html",
        project=project,
        pages=pages,
        there=found.newest(project.id, [one.id for one in pages.items]),
        missing=missing if missing in OUTCOMES else "",
        kinds={one: words for one, words in OUTCOMES.items() if one in OF_LEARNERS},
        sources=SOURCES,
        opens={one.id for one in pages.items if may_see(me(), one)},
    )


@bp.get("/projects/<slug>/outcomes.<kind>")
def outcomes_file(slug, kind):
    """What was written down of the people whom the list shows, as it can be imported again."""
    project = permitted(queries.project(slug), may_see_project)
    seen = found.participants(me(), project, today())
    columns = (
        Column("person_code", _("Person"), "code"),
        Column("project", _("Project"), "code"),
        Column("outcome", _("Outcome"), show=lambda code: str(OUTCOMES.get(code, code))),
        Column("answer", _("Answer"), show=lambda code: _("yes") if code == "yes" else _("no")),
        Column("date", _("Day")),
        Column("source", _("Source"), show=lambda code: str(SOURCES.get(code, code))),
        Column("note", _("Note")),
    )
    table = Table(title=_("Outcomes"), columns=columns, rows=found.rows_of(project, seen))
    return table_file(table, f"{slug}-outcomes", kind)
