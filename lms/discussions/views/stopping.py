"""No more mails of one conversation, in one tap from a mail and without signing in."""

from flask_babel import gettext as _

from lms import clock
from lms.db import db
from lms.discussions import actions, queries
from lms.discussions.actions.talking import POSTED
from lms.discussions.letters import whose
from lms.discussions.models import Thread
from lms.discussions.views.blueprint import bp
from lms.i18n import speak_to
from lms.messages.letters import language_of
from lms.messages.queries import EVERYTHING, unwanted
from lms.people.models import Person
from lms.web import notice, page, public


@bp.get("/conversations/<proof>")
@public
def stopping(proof):
    return answered(proof)


@bp.post("/conversations/<proof>")
@public
def stop(proof):
    """Also pressed by mail programs, which have no cookie and no form of ours (RFC 8058): the
    address is the proof, so this view is free of CSRF's token (lms/app.py)."""
    return answered(proof, lambda person, thread: actions.follow(person.id, thread.id, wants=False))


@bp.post("/conversations/<proof>/again")
@public
def again(proof):
    return answered(proof, lambda person, thread: actions.follow(person.id, thread.id, wants=True))


@bp.post("/conversations/<proof>/none")
@public
def stop_all(proof):
    now = clock.now()
    return answered(proof, lambda person, _thread: actions.unfollow_kind(person, now=now))


def answered(proof, change=None):
    """The page for the person whom the address is for, in their language."""
    person_id, thread_id = whose(proof)
    person, thread = db.session.get(Person, person_id), db.session.get(Thread, thread_id)
    if person is None or thread is None:
        return notice(_("This link is not whole. Open it from the mail once more."), 404)
    if change:
        change(person, thread)
        db.session.flush()
    speak_to(language_of(person))
    return page(
        "discussions/stopping.html",
        proof=proof,
        title=thread.title,
        follows=queries.follows(person.id, thread.id),
        refused=bool({POSTED, EVERYTHING} & unwanted(person.id)),
    )
