"""One attestation: what it says, its papers, and the holder's wishes about it."""

from flask import abort, current_app, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from lms import clock
from lms.attestations import actions, queries
from lms.attestations.forms import LanguagesForm
from lms.attestations.letters.paper import address_of
from lms.attestations.models import Attestation
from lms.attestations.queries import attestations
from lms.attestations.rules import is_holder, may_revoke, may_see
from lms.attestations.views.blueprint import bp
from lms.messages.actions import is_reachable
from lms.transfers import shown
from lms.web import go, me, page, permitted, say

TEMPLATE = "attestations/one.html"


@bp.get("/attestations/<serial>")
def one(serial):
    found = permitted(queries.attestation(serial), may_see)
    languages = current_app.config["LANGUAGES"]
    return page_of_one(found, LanguagesForm(languages, None, data=unmade(found, languages)))


def unmade(found: Attestation, languages: list[str]) -> dict[str, str]:
    """A language in which there is no paper yet, for the form."""
    made = {paper.languages for paper in queries.papers_of(found)}
    return {"first": next((code for code in languages if code not in made), languages[0])}


def page_of_one(found: Attestation, form: LanguagesForm, status: int = 200) -> Response:
    person = me()
    return page(
        TEMPLATE, status=status, attestation=found, facts=found.facts, form=form,
        papers=queries.papers_of(found), address=address_of(found.serial),
        newer=attestations.replacing(found.id),
        is_mine=is_holder(person, found), may_revoke=may_revoke(person, found),
        can_mail=is_holder(person, found) and bool(person.email)
        and bool(current_app.config["MAIL_SERVER"]),
    )  # fmt: skip


@bp.get("/attestations/<serial>/paper")
def paper(serial):
    """The PDF, as it was made; `in` says in which languages ("sl+ar"): without it, the first one.
    Browsers write the plus as a space."""
    found = permitted(queries.attestation(serial), may_see)
    wanted = request.args.get("in", "+".join(found.languages)).replace(" ", "+")
    kept = attestations.paper(found.id, wanted) or abort(404)
    return shown(kept.file_id, f"attestation-{found.serial}-{kept.languages}.pdf")


@bp.post("/attestations/<serial>/paper")
def print_in(serial):
    """A paper in other languages."""
    found = permitted(queries.attestation(serial), may_see)
    form = LanguagesForm(current_app.config["LANGUAGES"])
    if not form.validate():
        return page_of_one(found, form, 422)
    actions.paper_in(found, form.languages, by=me(), now=clock.now())
    say(_("The paper is ready."))
    return go(url_for(".one", serial=serial))


@bp.post("/attestations/<serial>/wish")
def wish(serial):
    found = permitted(queries.attestation(serial), is_holder)
    answer = request.form.get("answers")
    if answer in ("yes", "no"):
        actions.wish(found, answer == "yes", by=me(), now=clock.now())
        say(_("Saved."))
    else:
        say(_("Choose one of the two."), "warn")
    return go(url_for(".one", serial=serial))


@bp.post("/attestations/<serial>/mail")
def mail(serial):
    """The first paper, sent to the holder's own address."""
    found = permitted(queries.attestation(serial), is_holder)
    if not is_reachable(me(), now=clock.now()):
        say(_("No mail reaches you. Look at your e-mail address in your account."), "warn")
        return go(url_for(".one", serial=serial))
    actions.mail_paper(found, by=me(), now=clock.now())
    say(_("It is on its way to %(address)s.", address=me().email))
    return go(url_for(".one", serial=serial))
