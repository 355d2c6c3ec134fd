"""I am here: a learner checks in with their own phone, by the square or by the short code."""

import re
import secrets
from datetime import UTC, datetime
from typing import NamedTuple

from flask import abort, after_this_request, current_app, redirect, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from htmx_flask import request

from lms import clock
from lms.addresses import opened, sealed
from lms.attendance.actions import check_in as actions
from lms.attendance.actions.check_in import Arrival
from lms.attendance.forms.check_in import HereForm
from lms.attendance.models import Session, Way
from lms.attendance.queries import check_in as queries
from lms.attendance.queries.belonging import comes
from lms.attendance.rules import check_in as rules
from lms.attendance.rules.check_in import Phase
from lms.attendance.views.blueprint import bp
from lms.config import setting
from lms.errors import Refused
from lms.people.actions import forget_failures, note_failure
from lms.people.queries import must_wait
from lms.web import go, keep, me, notice, page, public, say

HERE, ARRIVAL = "attendance/here.html", "attendance/arrival.html"
PHONE, A_YEAR = "lms_phone", 365 * 24 * 3600
OLD = _l("This code is old. Look at the screen again: it has a new one.")
OTHER_PHONE = _l("This was scanned with another phone. Scan the code with this one.")
WRONG = _l("This is not the code on the screen now. It changes every half minute: look again.")
TOO_OFTEN = _l("Too many tries. Scan the square instead, or tell your trainer that you are here.")


class Ticket(NamedTuple):
    """A scan, sealed: it waits for who signs in first, on the phone that scanned."""

    uid: str
    way: str
    at: int  # seconds of UTC
    device: str

    @property
    def moment(self) -> datetime:
        return datetime.fromtimestamp(self.at, UTC)

    def is_fresh(self, now: datetime) -> bool:
        return self.moment <= now <= self.moment + rules.TICKET

    def arrival(self, session: Session) -> Arrival:
        return Arrival(session, me(), self.moment, Way(self.way), self.device)


def device() -> str:
    """This phone, as it is kept. It is given a random number where it has none yet."""
    number = request.cookies.get(PHONE, "")
    if not re.fullmatch(r"[\w-]{22}", number, re.ASCII):
        number = secrets.token_urlsafe(16)

    @after_this_request
    def remember(response):
        secure = current_app.config["SESSION_COOKIE_SECURE"]
        kept = {"max_age": A_YEAR, "httponly": True, "samesite": "Lax", "secure": secure}
        response.set_cookie(PHONE, number, **kept)
        return response

    return rules.device_of(setting("SECRET_KEY"), number)


def door(uid: str, way: Way) -> str:
    """The address at which somebody arrives who has just scanned."""
    ticket = Ticket(uid, way, int(clock.now().timestamp()), device())
    return url_for(".arrival", ticket=sealed(ticket, "check in"))


def read(ticket: str) -> Ticket | None:
    """Raises Refused on another phone than the one that scanned."""
    values = opened(ticket, "check in")
    found = Ticket(*values) if values else None
    if found and found.device != device():
        raise Refused(str(OTHER_PHONE))
    return found


@bp.get("/here/<uid>/<token>")
@public
def scan(uid, token):
    """The square on the trainer's screen leads here. Nothing is written: the moment travels on,
    sealed, also past the sign-in page."""
    if not rules.is_token(setting("SECRET_KEY"), uid, token, clock.now()):
        return notice(str(OLD), 410)
    return redirect(door(uid, Way.SQUARE), 303)


@bp.get("/arrivals/<ticket>")
def arrival(ticket):
    found, now = read(ticket), clock.now()
    if found is None:
        return notice(str(OLD), 410)
    session = queries.by_uid(found.uid) or abort(404)
    if not comes(me(), session):
        return page(ARRIVAL, session=None)
    presences, said = of_me(session)
    stay = rules.stay(session.span.end, presences, rules.to_the_minute(now))
    if not (stay or found.is_fresh(now)):
        return notice(str(OLD), 410)
    return page(
        ARRIVAL,
        session=session,
        today=clock.today(session.zone, now),
        ticket=ticket,
        since=stay and session.wall(stay.start),
        left=max((mark.left_at for mark in presences if mark.left_at), default=None),
        said=rules.said_to_leave(said, presences),
        used_up=rules.why_used_up(session, said, presences, found.moment, now),
        why_not=rules.why_not(session, setting("CHECK_IN_MINUTES"), found.moment, now),
        is_fresh=found.is_fresh(now),
    )


def of_me(session):
    """Where the register has me, and what was said with my phone or card."""
    mine = me().id, session.id
    return queries.presences_of(*mine), queries.said_by(*mine)


@bp.post("/arrivals/<ticket>")
def arrive(ticket):
    """I am here, or I am leaving. Who arrives came when they scanned; who leaves leaves now."""
    found, now = read(ticket), clock.now()
    if found is None or not found.is_fresh(now):
        raise Refused(str(OLD))
    session = queries.by_uid(found.uid, to_change=True) or abort(404)
    if request.form.get("do") == "leave":
        leave(found.arrival(session)._replace(at=now), now)
    else:
        actions.come(found.arrival(session), by=me(), now=now)
    return go(url_for(".arrival", ticket=ticket))


def leave(arrival, now):
    if not arrival.session.group.programme.check_out:
        raise Refused(_("Nobody checks out here: you are in until the end."))
    if actions.leave(arrival, by=me(), now=now) is None:
        say(_("You are not in now, so nothing was changed."), "warn")


@bp.get("/here")
def here():
    return shown(HereForm(None))


@bp.post("/here")
def type_code():
    form, now, tries = HereForm(), clock.now(), f"here:{me().id}"
    if not form.validate():
        return shown(form, 422)
    if must_wait(tries, now):
        form.code.errors.append(str(TOO_OFTEN))
        return shown(form, 429)
    session = meant(form.digits, now)
    if session is None:
        note_failure(tries, now=now)
        keep()
        form.code.errors.append(str(WRONG))
        return shown(form, 422)
    forget_failures(tries)
    session = queries.by_uid(session.uid, to_change=True) or abort(404)
    actions.come(Arrival(session, me(), now, Way.CODE, device()), by=me(), now=now)
    return go(door(session.uid, Way.CODE))


def meant(digits, now):
    """The session of theirs that shows this code now."""
    for session in queries.sessions_of(me(), now):
        if rules.are_digits(setting("SECRET_KEY"), session.uid, digits, now):
            return session
    return None


def shown(form, status=200):
    """The field for the code; where nothing of theirs is on, when the next one is."""
    now, minutes = clock.now(), setting("CHECK_IN_MINUTES")
    phases = [(s, rules.phase_of(s, minutes, now, now)) for s in queries.sessions_of(me(), now)]
    early = [session for session, phase in phases if phase == Phase.EARLY]
    return page(
        HERE,
        status=status,
        form=form,
        open=[session for session, phase in phases if phase == Phase.OPEN],
        early=rules.why_not(early[0], minutes, now, now) if early else None,
    )
