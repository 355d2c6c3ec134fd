"""The trainer's screen: a square and a short code that turn, and who is here."""

from typing import Any, NamedTuple

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from lms import clock
from lms.addresses import square
from lms.attendance import rules
from lms.attendance.models import Session, Status
from lms.attendance.queries import register as registers
from lms.attendance.queries.check_in import told
from lms.attendance.rules import check_in as codes
from lms.attendance.rules.check_in import Phase
from lms.attendance.rules.lines import Frame, frame_of, presences
from lms.attendance.rules.register import Line
from lms.attendance.views.blueprint import bp
from lms.config import setting
from lms.i18n import day
from lms.ways import way
from lms.web import page, permitted

SCREEN = "attendance/check_in.html"
NEWEST = 24  # names on the screen
TWO_DAYS = 2


class Shown(NamedTuple):
    """A code as the screen shows it."""

    square: Markup
    digits: str  # "482 913"
    address: str  # where it can be typed
    seconds: int  # until it turns


class Name(NamedTuple):
    """Somebody who is here, and when they came."""

    line: Line
    since: str


def arrived(frame: Frame, lines: Any, most: int = NEWEST) -> tuple[list[Name], int]:
    """The names of those who are marked present, newest first, and how many there are."""
    found = []
    for line in lines:
        if there := presences(line.entries):
            newest = max(there, key=lambda entry: (entry.at or clock.now(), entry.id))
            found.append((newest.at or clock.now(), newest.id, line, frame.wall(newest.came or 0)))
    found.sort(key=lambda one: one[:2], reverse=True)
    return [Name(line, since) for _at, _id, line, since in found[:most]], len(found)


def code_now(session: Session, now: Any) -> Shown:
    code = codes.codes_now(setting("SECRET_KEY"), session.uid, now)[0]
    address = url_for(".scan", uid=session.uid, token=code.token, _external=True)
    digits = f"{code.digits[:3]} {code.digits[3:]}"
    typed_at = url_for(".here", _external=True).partition("://")[2]
    return Shown(square(address), digits, typed_at, codes.seconds_left(now))


def why_no_code(session: Session, phase: Phase, now: Any) -> str:
    """In words for the trainer."""
    opens = session.wall(codes.doors_of(session, setting("CHECK_IN_MINUTES")).start)
    if phase == Phase.EARLY and clock.today(session.zone, now) != session.day:
        on = day(session.day, "full")
        return _("Check-in opens on %(day)s at %(time)s.", day=on, time=f"{opens:%H:%M}")
    words = {
        Phase.OFF: _("In this programme people do not check in themselves."),
        Phase.SHUT: rules.why_fixed(session, now) or "",
        Phase.EARLY: _("Check-in opens at %(time)s.", time=f"{opens:%H:%M}"),
        Phase.OVER: _("This session is over, and so is check-in."),
    }
    return words.get(phase, "")


@bp.get("/sessions/<int:session_id>/check-in")
def check_in(session_id):
    session = permitted(registers.session_with_rights(session_id), rules.may_manage)
    now, frame = clock.now(), frame_of(session)
    phase = codes.phase_of(session, setting("CHECK_IN_MINUTES"), now, now)
    lines = registers.register(frame).values()
    names, here = arrived(frame, lines)
    return page(
        SCREEN,
        "room",
        session=session,
        net=frame.net,
        phase=phase,
        why=why_no_code(session, phase, now),
        code=code_now(session, now) if phase == Phase.OPEN else None,
        names=names,
        here=here,
        people=len(lines),
        shared=told(session).shared,
    )


def is_near(session: Session) -> bool:
    """Of these days: nobody checks in at other sessions."""
    days = abs((clock.today(session.zone) - session.day).days)
    return days < TWO_DAYS and session.status in (Status.PLANNED, Status.HELD)


def may_check_in(person: Any, session: Session) -> bool:
    checks_in = session.group.programme.check_in
    return checks_in and is_near(session) and rules.may_manage(person, session)


def number(session: Session) -> dict[str, int]:
    return {"session_id": session.id}


for place in ("session", "register"):
    way(place, _l("Check-in on the screen"), "attendance.check_in", icon="screen", of=number,
        may=may_check_in, rank=10)  # fmt: skip
