"""The attestations of a group: who can have one, and who has."""

from flask import current_app, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.wrappers import Response

from lms import clock, glyphs
from lms.attestations import actions, queries
from lms.attestations.actions import runs as orders
from lms.attestations.forms import IssueForm
from lms.attestations.letters.paper import native
from lms.attestations.models import Template
from lms.attestations.queries import runs
from lms.attestations.queries.runs import completion as completion_of
from lms.attestations.rules import may_issue
from lms.attestations.views.blueprint import bp
from lms.courses.models import Group
from lms.courses.queries import group as group_of
from lms.db import db
from lms.errors import Refused
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
        left_out={one.id for one in waiting if glyphs.missing(one.person.native_name or "")},
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
        return said_at_people(group, form, chosen, _("Choose at least one person."), 422)
    try:
        return go(issued(group, form, chosen))
    except Refused as why:
        return said_at_people(group, form, chosen, str(why), 409)


def said_at_people(
    group: Group, form: IssueForm, chosen: list[int], words: str, status: int
) -> Response:
    """Nothing was done: why stands where people are chosen, and they stay ticked."""
    db.session.rollback()
    form.person.errors = [words]
    return shown(group, form, chosen, status)


def issued(group: Group, form: IssueForm, chosen: list[int]) -> str:
    """One at once, several in the background; where to look at it. Raises Refused."""
    if len(chosen) > 1:
        run = orders.order(group, chosen, form.languages, by=me(), now=clock.now())
        if run.asked_by_id != me().id or run.languages != form.languages:
            say(_("%(name)s has begun this already. Yours was not begun.",
                  name=run.asked_by.name if run.asked_by else "–"), "warn")  # fmt: skip
        return url_for(".run", run_id=run.id)
    completion = completion_of(chosen[0])
    assert completion, "it was offered"
    made = actions.issue(completion, by=me(), now=clock.now(), languages=form.languages)
    say(_("The attestation is issued."))
    if made.holder_native and not native(made):
        say(_("%(name)s cannot be printed in these letters, and is left out of the paper.",
              name=made.holder_native), "warn")  # fmt: skip
    return url_for(".one", serial=made.serial)
