"""Cards: the trainer's phone reads them, or somebody types their codes."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from htmx_flask import request

from lms import clock
from lms.attendance import rules
from lms.attendance.actions import check_in as actions
from lms.attendance.actions.cards import Holder, holder
from lms.attendance.actions.check_in import Arrival
from lms.attendance.forms.check_in import CardForm
from lms.attendance.models import Way
from lms.attendance.queries import register as registers
from lms.attendance.rules import check_in as doors
from lms.attendance.rules.lines import frame_of
from lms.attendance.views.blueprint import bp
from lms.attendance.views.check_in import arrived, is_near, number
from lms.config import setting
from lms.errors import Refused
from lms.ways import way
from lms.web import HEADERS, done, me, page, permitted, say

CARDS = "attendance/cards.html"
NEWEST = 12
WITH_CAMERA = HEADERS["Permissions-Policy"].replace("camera=()", "camera=(self)")


def shown(session, lines, form, status=200, **more):
    """The page; it alone of all pages may ask for the camera."""
    frame = frame_of(session)
    names, here = arrived(frame, lines.values(), NEWEST)
    context = {"session": session, "form": form, "names": names, "here": here, **more}
    context |= {"closed": why_closed(session, clock.now()), "people": len(lines)}
    response = page(CARDS, "scanned", status=status, **context)
    response.headers["Permissions-Policy"] = WITH_CAMERA
    return response


def why_closed(session, now):
    """What keeps cards from being read now: the register, and the time."""
    if why := rules.why_closed(session, now):
        return why
    opens, closes = doors.doors_of(session, setting("CHECK_IN_MINUTES"))
    if now.timestamp() < opens:
        return _("Cards can be read from %(time)s on.", time=f"{session.wall(opens):%H:%M}")
    if now.timestamp() >= closes:
        return _("This session is over. Mark people in the register.")
    return None


@bp.get("/sessions/<int:session_id>/cards")
def cards(session_id):
    session = permitted(registers.session_with_rights(session_id), rules.may_manage)
    return shown(session, registers.register(frame_of(session)), CardForm(None))


@bp.post("/sessions/<int:session_id>/cards")
def read_card(session_id):
    session = permitted(registers.session_with_rights(session_id, to_change=True), rules.may_manage)
    frame, form, now = frame_of(session), CardForm(), clock.now()
    if why := why_closed(session, now):
        raise Refused(why)
    lines = registers.register(frame)
    found = Holder()
    if form.validate():
        found = holder(session, lines, form.read, request.form.get("guest", ""))
    if found.person is None:
        return not_read(session, lines, form, found.guest)
    words = written(Arrival(session, found.person, now, Way.CARD), form, now)
    names, here = arrived(frame, registers.register(frame).values(), NEWEST)
    if not request.htmx:
        say(words)
    context = {"session": session, "scanned": words, "names": names, "here": here}
    context |= {"form": CardForm(None), "people": len(lines), "guest": None}
    then = url_for(".cards", session_id=session.id, way=form.way.data)
    return done(then, f"{CARDS}#scanned", f"{CARDS}#arrived", **context)


def not_read(session, lines, form, guest=None):
    """No card of this session: whose it is, is said only where they may come as a guest."""
    if guest:
        words = _("%(name)s is not on the list of this session.", name=guest.name)
        form.code.errors = [words]
    elif not form.code.errors:
        form.code.errors = [
            _("No card or person of this session has the code “%(code)s”.", code=form.read)
        ]
    return shown(session, lines, form, 422, guest=guest)


def written(arrival: Arrival, form: CardForm, now: Any) -> str:
    """Does what the card was read for, and says what came of it."""
    name, wall = arrival.person.name, arrival.session.wall
    if form.way.data == "leave" and arrival.session.group.programme.check_out:
        stay = actions.leave(arrival, by=me(), now=now)
        if stay is None:
            return _("%(name)s is not in, so nothing was changed.", name=name)
        return _("%(name)s left at %(time)s.", name=name, time=f"{wall(stay.end):%H:%M}")
    stay = actions.come(arrival, by=me(), now=now)
    return _("%(name)s is in since %(time)s.", name=name, time=f"{wall(stay.start):%H:%M}")


def may_read(person: Any, session: Any) -> bool:
    return is_near(session) and rules.may_manage(person, session)


for place in ("session", "register"):
    way(place, _l("Read cards"), "attendance.cards", icon="card", of=number, may=may_read,
        rank=11)  # fmt: skip
