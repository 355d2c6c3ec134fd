"""Open sessions as learners find them: sign up, wait, take what is offered, give it back."""

from flask import url_for
from flask_babel import gettext as _
from htmx_flask import request

from lms import clock
from lms.addresses import local
from lms.attendance.actions import sign_ups as actions
from lms.attendance.models import SignUpState
from lms.attendance.queries import register as registers
from lms.attendance.queries import sign_ups as queries
from lms.attendance.rules import sign_ups as rules
from lms.attendance.views.blueprint import bp
from lms.web import done, me, page, page_of, permitted, say

CARD = "attendance/_places.html"


@bp.get("/open-sessions")
def open_sessions():
    now = clock.now()
    pages = page_of(queries.open_sessions(now), 20)
    places = queries.places(pages.items, me(), now)
    return page("attendance/open_sessions.html", pages=pages, places=places)


@bp.post("/sessions/<int:session_id>/sign-up")
def sign_up(session_id):
    session = open_one(session_id)
    entry = actions.sign_up(session, me(), by=me(), now=clock.now())
    if entry.state == SignUpState.BOOKED:
        say(_("You have a place. Come on the day."))
    else:
        say(_("All places are taken. You are in the queue, and hear from us."))
    return answered(session)


@bp.post("/sessions/<int:session_id>/sign-up/acceptance")
def accept_place(session_id):
    session = open_one(session_id)
    actions.accept(session, me(), by=me(), now=clock.now())
    say(_("You have a place. Come on the day."))
    return answered(session)


@bp.post("/sessions/<int:session_id>/sign-up/withdrawal")
def give_place_back(session_id):
    session = open_one(session_id)
    was = actions.withdraw(session, me(), by=me(), now=clock.now())
    if was == SignUpState.WAITING:
        say(_("You do not wait any more."))
    else:
        say(_("The place is free for somebody else. Thank you for saying so."))
    return answered(session)


def open_one(session_id):
    """Any session may be asked for: whether it takes people is said in words."""
    return permitted(registers.session_with_rights(session_id), lambda _person, _session: True)


def answered(session):
    """The card of the session as it is now; or the page from which the answer came, where they may
    see it: one that is not open is for those who have a place."""
    others = url_for(".open_sessions")
    then = local(request.form.get("next"), others) if session.is_open else others
    return done(then, CARD, **card(session))


def card(session):
    """What `attendance/_places.html` shows: what the session has for the person who asks."""
    now = clock.now()
    place = queries.places([session], me(), now)[session.id]
    return {"session": session, "place": place, "shut": rules.why_shut(session, now)}
