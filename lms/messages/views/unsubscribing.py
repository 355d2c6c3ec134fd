"""No more mails, in one tap from a mail and without signing in; and yes to them again."""

from flask_babel import gettext as _

from lms import clock
from lms.db import db
from lms.i18n import speak_to
from lms.messages import actions, queries
from lms.messages.kinds import kinds_for
from lms.messages.letters import language_of, whose
from lms.messages.views.blueprint import bp
from lms.people.models import Person
from lms.web import notice, page, public

PAGE = "messages/unsubscribe.html"


@bp.get("/unsubscribe/<proof>")
@public
def unsubscribing(proof):
    return answered(proof)


@bp.post("/unsubscribe/<proof>")
@public
def unsubscribe(proof):
    """Also pressed by mail programs, which have no cookie and no form of ours (RFC 8058): the
    address is the proof, so this view alone is free of CSRF's token (lms/app.py)."""
    return answered(proof, actions.want_nothing)


@bp.post("/unsubscribe/<proof>/again")
@public
def subscribe(proof):
    return answered(proof, actions.want_everything)


def answered(proof, change=None):
    """The page for the person whom the address is for, in their language."""
    person = db.session.get(Person, whose(proof))
    if person is None:
        return notice(_("This link is not whole. Open it from the mail once more."), 404)
    if change:
        change(person, now=clock.now())
        db.session.flush()
    optional = kinds_for(person, necessary=False)
    refused = queries.unwanted(person.id)
    speak_to(language_of(person))
    return page(
        PAGE,
        proof=proof,
        ended=queries.EVERYTHING in refused or {kind.name for kind in optional} <= refused,
        necessary=[kind.title for kind in kinds_for(person, necessary=True)],
        optional=[kind.title for kind in optional],
    )
