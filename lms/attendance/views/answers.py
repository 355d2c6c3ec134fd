"""I cannot come: from the page of a session, from a mail, and for somebody who called."""

from functools import wraps

from flask import url_for
from flask_babel import gettext as _
from htmx_flask import request

from lms import clock
from lms.attendance.actions import answers as actions
from lms.attendance.actions.answers import Outcome
from lms.attendance.forms.answers import AnswerForm, CallForm
from lms.attendance.queries import answers as queries
from lms.attendance.queries import register as registers
from lms.attendance.queries.belonging import belongs
from lms.attendance.queries.sign_ups import sign_up
from lms.attendance.rules.answers import as_answer, why_no_answer
from lms.attendance.rules.lines import REASONS, frame_of
from lms.attendance.views.blueprint import bp
from lms.attendance.views.session import callers, load, shown
from lms.db import db
from lms.i18n import speak_to
from lms.messages.letters import language_of
from lms.people.models import Person
from lms.web import go, me, notice, page, permitted, public, say


def mine(session_id):
    """A session that the person who asks belongs to, to answer for oneself."""
    found = registers.session_with_rights(session_id, to_change=True)
    return permitted(found, belongs)


@bp.post("/sessions/<int:session_id>/absence-announcement")
def announce(session_id):
    session = mine(session_id)
    say_no(actions.cannot_come(session, me(), reason_sent(), by=me(), now=clock.now()))
    return go(url_for(".session", session_id=session.id))


@bp.post("/sessions/<int:session_id>/absence-announcement/withdrawal")
def take_back(session_id):
    session = mine(session_id)
    say_yes(actions.can_come(session, me(), by=me(), now=clock.now()))
    return go(url_for(".session", session_id=session.id))


def say_no(outcome):
    gave_back = outcome == Outcome.GAVE_BACK
    say(
        _("You gave your place back.")
        if gave_back
        else _("Your trainer knows that you cannot come.")
    )


def say_yes(outcome):
    words = {
        Outcome.BOOKED: _("You have a place. Come on the day."),
        Outcome.WAITS: _("All places are taken. You are in the queue, and hear from us."),
    }
    say(words.get(outcome, _("Good. Your trainer knows that you come.")))


def reason_sent():
    """One of the few reasons, or none; what is no reason is none."""
    form = AnswerForm()
    return (form.reason.data or None) if form.validate() else None


@bp.post("/sessions/<int:session_id>/calls")
def note_call(session_id):
    session = load(session_id, to_change=True)
    lines = registers.register(frame_of(session))
    form = CallForm(callers(lines, queries.announcements(session)), prefix="call-")
    if not form.validate():
        return shown(session, 422, lines=lines, call=form)
    person = db.session.get_one(Person, form.person.data)
    reason = form.reason.data or None
    outcome = actions.cannot_come(session, person, reason, by=me(), now=clock.now())
    if outcome == Outcome.GAVE_BACK:
        say(_("Kept: %(name)s gave the place back.", name=person.name))
    else:
        say(_("Kept: %(name)s cannot come. It is not excused yet.", name=person.name))
    return go(url_for(".session", session_id=session.id))


@bp.post("/sessions/<int:session_id>/calls/withdrawal")
def take_call_back(session_id):
    session = load(session_id, to_change=True)
    said = {str(one.person_id): one.person for one in queries.announcements(session)}
    if person := said.get(request.form.get("person", "")):  # else it was taken back already
        actions.can_come(session, person, by=me(), now=clock.now())
        say(_("Kept: %(name)s comes after all.", name=person.name))
    return go(url_for(".session", session_id=session.id))


def from_a_mail(view):
    """Who opens a link of a mail is spoken to in their language, and not asked to sign in.

    `view(answer, person, session)`; where there is no such session for them, there are words."""

    @public
    @wraps(view)
    def opened(answer):
        person_id, uid = as_answer(answer) or (0, "")
        person = db.session.get(Person, person_id)
        if person is None:
            return notice(_("This link is not whole. Open it from your mail again."), 404)
        speak_to(language_of(person))
        session = queries.by_uid(uid, to_change=request.method == "POST")
        if session is None or not (belongs(person, session) or sign_up(session, person)):
            return notice(_("You are not expected at this session any more."), 410)
        return view(answer, person, session)

    return opened


@bp.get("/answers/<answer>")
@from_a_mail
def answer(answer, person, session):
    now = clock.now()
    return page(
        "attendance/answer.html",
        session=session,
        today=clock.today(session.zone, now),
        announced=queries.announcement(session, person.id),
        gave_back=not belongs(person, session),
        closed=why_no_answer(session, now),
        form=AnswerForm(None),
        reasons=REASONS,
        answer=answer,
    )


@bp.post("/answers/<answer>")
@from_a_mail
def answer_no(answer, person, session):
    say_no(actions.cannot_come(session, person, reason_sent(), by=person, now=clock.now()))
    return go(url_for(".answer", answer=answer))


@bp.post("/answers/<answer>/withdrawal")
@from_a_mail
def answer_yes(answer, person, session):
    say_yes(actions.can_come(session, person, by=person, now=clock.now()))
    return go(url_for(".answer", answer=answer))
