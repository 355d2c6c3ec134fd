"""The attestations of a group: who can have one, and who has."""

from flask import current_app, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.wrappers import Response

from lms import clock
from lms.attestations import actions, queries
from lms.attestations.actions import runs as orders
from lms.attestations.forms import IssueForm
from lms.attestations.models import Template
from lms.attestations.queries import runs
from lms.attestations.rules import may_issue
from lms.attestations.views.blueprint import bp
from lms.courses.models import Group
from lms.courses.queries import group as group_of
from lms.db import db
from lms.ways import Waits, way
from lms.web import go, me, page, page_of, permitted, say

TEMPLATE = "attestations/group.html"


def of_slug(group):
    return {"slug": group.slug}


def to_issue(group: Group) -> Waits | None:
    """How many could be issued."""
    waiting = queries.how_many_wait(group)
    words = ngettext(
        "%(num)s attestation to issue", "%(num)s attestations to issue", waiting
    )  # fmt: skip
    return Waits(waiting, words) if waiting else None


way("group", _l("Attestations"), "attestations.of_group", icon="seal", of=of_slug, may=may_issue,
    rank=60, waits=to_issue)  # fmt: skip


@bp.get("/groups/<slug>/attestations")
def of_group(slug):
    group = permitted(group_of(slug), may_issue)
    return shown(group, form_for(group, fresh=True), None)


def form_for(group: Group, *, fresh: bool = False) -> IssueForm:
    """The form in the languages of the organisation's template; `fresh`: nothing was sent."""
    languages = current_app.config["LANGUAGES"]
    template = queries.template(group.programme.organisation_id)
    usual = usual_languages(template, languages)
    data = {"first": usual[0], "second": usual[1] if len(usual) > 1 else ""}
    return IssueForm(languages, None, data=data) if fresh else IssueForm(languages)


def usual_languages(template: Template | None, known: list[str]) -> list[str]:
    found = [code for code in (template.languages if template else []) if code in known]
    return found or known[:1]


def shown(group: Group, form: IssueForm, ticked: list[int] | None, status: int = 200) -> Response:
    """The page; `ticked` none: everybody is."""
    waiting = db.session.scalars(queries.issuable(group).limit(orders.MOST)).all()
    return page(
        TEMPLATE, status=status, group=group, form=form, ticked=ticked, waiting=waiting,
        pages=page_of(queries.of_group(group)), run=runs.under_way(group), coordinates=True,
        designed=queries.template(group.programme.organisation_id), me=me(),
    )  # fmt: skip


@bp.post("/groups/<slug>/attestations")
def issue(slug):
    """One is issued at once; several in the background."""
    group = permitted(group_of(slug), may_issue)
    form = form_for(group)
    waiting = db.session.scalars(queries.issuable(group).limit(orders.MOST)).all()
    chosen = form.chosen(request.form.getlist("person"), [one.id for one in waiting])
    if not form.validate():
        return shown(group, form, chosen, 422)
    if not chosen:
        form.first.errors = [*form.first.errors, _("Choose at least one person.")]
        return shown(group, form, chosen, 422)
    if len(chosen) > 1:
        run = orders.order(group, chosen, form.languages, by=me(), now=clock.now())
        return go(url_for(".run", run_id=run.id))
    (completion,) = (one for one in waiting if one.id == chosen[0])
    made = actions.issue(completion, by=me(), now=clock.now(), languages=form.languages)
    say(_("The attestation is issued."))
    return go(url_for(".one", serial=made.serial))
