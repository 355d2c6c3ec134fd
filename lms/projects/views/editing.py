"""Changing a project, and publishing its results: who leads it."""

from flask import request, url_for
from flask_babel import gettext as _

from lms import clock
from lms.i18n import speaking
from lms.projects import actions, queries
from lms.projects.forms import ProjectForm
from lms.projects.rules import may_lead
from lms.projects.views.blueprint import bp
from lms.web import go, me, page, permitted, say

EDIT = "projects/edit.html"


@bp.get("/projects/<slug>/edit")
def edit(slug):
    project = permitted(queries.project(slug), may_lead)
    return page(EDIT, project=project, form=ProjectForm.of(project))


@bp.post("/projects/<slug>/edit")
def save(slug):
    project = permitted(queries.project(slug), may_lead)
    form = ProjectForm()
    if not form.validate():
        return page(EDIT, "edited", status=422, project=project, form=form)
    changed = actions.change(project, form.values, language=speaking(), by=me(), now=clock.now())
    say(_("Saved.") if changed else _("Nothing was different, so nothing was changed."))
    return go(url_for(".project", slug=slug))


@bp.post("/projects/<slug>/publish")
def publish(slug):
    project = permitted(queries.project(slug), may_lead)
    on = request.form.get("on") == "yes"
    actions.publish(project, on=on, by=me(), now=clock.now())
    if on:
        say(_("Everybody can read the results now."))
    else:
        say(_("Only staff of the partners can read the results now."))
    return go(url_for(".results", slug=slug))
