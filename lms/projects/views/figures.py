"""The figures that a project published, changed in the browser: who leads it."""

from flask import abort, request, url_for
from flask_babel import gettext as _

from lms import clock
from lms.errors import Refused
from lms.i18n import in_words, speaking
from lms.projects import queries
from lms.projects.actions import figures as actions
from lms.projects.forms.figures import FigureForm
from lms.projects.forms.sources import SourcesForm
from lms.projects.models import MOST_FIGURES, Basis
from lms.projects.rules import may_lead
from lms.projects.views.blueprint import bp
from lms.projects.words import UNITS
from lms.seen import sign_of
from lms.web import done, go, me, page, permitted, say

LIST, ONE, OUT = "projects/figures.html", "projects/figure.html", "projects/figure_out.html"
STEPS = {"up": -1, "down": 1}


@bp.get("/projects/<slug>/figures")
def figures(slug):
    return page(LIST, **on_screen(permitted(queries.project(slug), may_lead)))


@bp.post("/projects/<slug>/figures/order")
def move_figure(slug):
    project = queries.held(permitted(queries.project(slug), may_lead))
    wanted, _dash, step = request.form.get("move", "").partition("-")
    one = figure_of(project, wanted)
    if one is None or step not in STEPS or request.form.get("was") != order_of(project):
        raise too_old()
    actions.move(project, one, STEPS[step], by=me(), now=clock.now())
    return done(url_for(".figures", slug=slug), f"{LIST}#listed", **on_screen(project))


@bp.get("/projects/<slug>/figures/new")
def new_figure(slug):
    project = permitted(queries.project(slug), may_lead)
    return page(ONE, **of_form(project, FigureForm(project)))


@bp.post("/projects/<slug>/figures")
def add_figure(slug):
    project = queries.held(permitted(queries.project(slug), may_lead))
    form = FigureForm(project)
    if not form.validate():
        return page(ONE, "typed", status=422, **of_form(project, form))
    actions.add(project, form.values, by=me(), now=clock.now())
    return saved(project, form)


@bp.get("/projects/<slug>/figures/<int:figure_id>")
def figure(slug, figure_id):
    project = permitted(queries.project(slug), may_lead)
    one = figure_of(project, figure_id) or abort(404)
    return page(ONE, **of_form(project, FigureForm(project, one), one))


@bp.post("/projects/<slug>/figures/<int:figure_id>")
def save_figure(slug, figure_id):
    project = queries.held(permitted(queries.project(slug), may_lead))
    one = figure_of(project, figure_id)
    form = FigureForm(project, one)
    if one is None or not form.validate() or form.is_old:
        return page(ONE, "typed", status=422, **of_form(project, form, one))
    changed = actions.change(project, one, form.values, by=me(), now=clock.now())
    return saved(project, form, changed=changed)


def saved(project, form, *, changed=True):
    say(_("Saved.") if changed else _("Nothing was different, so nothing was changed."))
    if form.doubt:
        say(form.doubt, "warn")
    return go(url_for(".figures", slug=project.slug))


@bp.get("/projects/<slug>/figures/<int:figure_id>/out")
def figure_out(slug, figure_id):
    project = permitted(queries.project(slug), may_lead)
    one = figure_of(project, figure_id) or abort(404)
    return page(OUT, project=project, one=one, was=mark(one), units=UNITS, basis=Basis)


@bp.post("/projects/<slug>/figures/<int:figure_id>/out")
def take_figure_out(slug, figure_id):
    project = queries.held(permitted(queries.project(slug), may_lead))
    one = figure_of(project, figure_id)
    if one is None or request.form.get("was") != mark(one):
        raise too_old()
    label = in_words(one.label)
    actions.take_out(project, one, by=me(), now=clock.now())
    say(_("%(name)s is taken out. The history keeps what it said.", name=label))
    return go(url_for(".figures", slug=slug))


@bp.post("/projects/<slug>/sources")
def save_sources(slug):
    project = queries.held(permitted(queries.project(slug), may_lead))
    form = SourcesForm(project, request.form)
    if form.is_old:
        raise too_old()
    if form.problems:
        return page(LIST, "sources", status=422, **on_screen(project, form))
    changed = actions.set_sources(project, form.values, by=me(), now=clock.now())
    say(_("Saved.") if changed else _("Nothing was different, so nothing was changed."))
    return go(url_for(".figures", slug=slug))


def figure_of(project, figure_id):
    """One of the project's own; none where it is not there, or not any more."""
    return next((one for one in project.reported if str(one.id) == str(figure_id)), None)


def mark(one) -> str:
    return sign_of(one.values)


def order_of(project) -> str:
    return sign_of([one.id for one in project.reported])


def too_old() -> Refused:
    words = _("Somebody else changed this page meanwhile. Look at it now, and try again.")
    return Refused(words)


def on_screen(project, form=None):
    return {
        "project": project,
        "form": form or SourcesForm(project),
        "was": order_of(project),
        "units": UNITS,
        "basis": Basis,
        "most": MOST_FIGURES,
    }


def of_form(project, form, one=None):
    """`elsewhere`: what other languages say, where this page's says nothing. `is_old`: somebody
    changed the figure since the form was opened, or took it out."""
    label, note = (one.label, one.note or {}) if one else ({}, {})
    return {
        "project": project,
        "form": form,
        "one": one,
        "was": form.mark,
        "is_old": form.is_old,
        "elsewhere": {
            "label": {} if speaking() in label else label,
            "note": {} if speaking() in note else note,
        },
        "units": UNITS,
        "basis": Basis,
    }
