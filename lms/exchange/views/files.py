"""What is on screen of activities, pairs and plans, as files: `csv`, `xlsx` or `pdf`."""

from lms.db import db
from lms.exchange import exports, queries, rules
from lms.exchange.views.activities import figure_asked
from lms.exchange.views.blueprint import bp, kind_asked
from lms.projects import queries as projects
from lms.projects.rules import may_see_project
from lms.transfers import table_file
from lms.web import me, permitted


@bp.get("/projects/<slug>/activities/file.<form>")
def activities_file(slug, form):
    project = permitted(projects.project(slug), may_see_project)
    kind = kind_asked()
    found = db.session.scalars(queries.of_project(project.id, kind)).all()
    table = exports.activities(project, found, queries.four(project.id, kind))
    return table_file(table, f"{slug}-activities", form)


@bp.get("/activities/<code>/people.<form>")
def people_file(code, form):
    """Who is on the list, or whom one of its figures counts, by name: for who runs the activity
    alone."""
    found = permitted(queries.activity(code), rules.runs)
    return table_file(exports.people(found, figure_asked()), code, form)


@bp.get("/projects/<slug>/pairs/file.<form>")
def pairs_file(slug, form):
    project = permitted(projects.project(slug), may_see_project)
    found = db.session.scalars(queries.pairs(project.id)).all()
    return table_file(exports.pairs(project, found, me()), f"{slug}-pairs", form)


@bp.get("/plans/<slug>/file.<form>")
def plan_file(slug, form):
    found = permitted(queries.plan(slug), rules.sees_plan)
    return table_file(exports.plan(found), slug, form)
