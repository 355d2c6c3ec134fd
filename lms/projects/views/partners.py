"""Who takes part in a project and what is taught for it: who leads it."""

from flask import request, url_for
from flask_babel import gettext as _

from lms import clock
from lms.i18n import speaking
from lms.projects import queries
from lms.projects.actions import partners as actions
from lms.projects.actions.partners import Place
from lms.projects.queries import partners as found
from lms.projects.rules import may_lead
from lms.projects.views.blueprint import bp
from lms.web import go, me, page, permitted, say

PARTNERS = "projects/partners.html"
ROLE_MOST = 300  # letters


@bp.get("/projects/<slug>/partners")
def partners(slug):
    project = permitted(queries.project(slug), may_lead)
    return page(PARTNERS, **on_screen(project))


@bp.post("/projects/<slug>/partners")
def save_partners(slug):
    project = permitted(queries.project(slug), may_lead)
    places = places_of(project)
    if any(len(one.role) > ROLE_MOST for one in places):
        words = _("This is too long: %(max)d letters or less.", max=ROLE_MOST)
        return page(PARTNERS, status=422, **on_screen(project, request.form, words))
    now = clock.now()
    changed = actions.set_partners(project, places, language=speaking(), by=me(), now=now)
    ticked = set(request.form.getlist("programme"))
    wanted = [one for one in found.programmes(project, me()) if one.slug in ticked]
    changed |= actions.set_programmes(project, wanted, by=me(), now=now)
    say(_("Saved.") if changed else _("Nothing was different, so nothing was changed."))
    return go(url_for(".project", slug=slug))


def places_of(project) -> list[Place]:
    """The partners as they were sent: those that are there and stay, then the one that is new."""
    form = request.form
    stay = [
        one.organisation for one in project.partners if f"out-{one.organisation.slug}" not in form
    ]
    new = [one for one in found.others(project) if one.slug == form.get("add")]
    return [
        Place(one, form.get(f"role-{one.slug}", "").strip(), f"reports-{one.slug}" in form)
        for one in stay
    ] + [Place(one, form.get("role", "").strip(), "reports" in form) for one in new]


def on_screen(project, sent=None, wrong=""):
    return {
        "project": project,
        "others": found.others(project),
        "programmes": found.programmes(project, me()),
        "linked": {one.id for one in project.programmes},
        "language": speaking(),
        "sent": sent,
        "wrong": wrong,
    }
