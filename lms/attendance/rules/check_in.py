"""Checking in: when it is open, and the code that turns. Nothing of a code is stored."""

import hmac
from base64 import b32encode
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from lms import clock
from lms.attendance import hours
from lms.attendance.hours import Interval
from lms.attendance.models import CheckIn, Mark, Session
from lms.attendance.rules.rights import why_fixed
from lms.i18n import day as shown

TURN = 30  # seconds until the code on the screen is another one; the one before it counts as well
TICKET = timedelta(minutes=10)  # so long a scan waits for who has to sign in first


class Code(NamedTuple):
    """What the screen shows in one turn: for a camera, and for people."""

    token: str
    digits: str


def turn_of(now: datetime) -> int:
    return hours.seconds(now) // TURN


def seconds_left(now: datetime) -> int:
    """Until the next turn: from 30 down to 1."""
    return TURN - hours.seconds(now) % TURN


def code_of(key: str, uid: str, turn: int) -> Code:
    """The code of a session in one turn: made of the installation's secret, so that nobody without
    it can make one, and of nothing else that is kept."""
    made = hmac.new(key.encode(), f"check in|{uid}|{turn}".encode(), sha256).digest()
    token = b32encode(made[:10]).decode().lower()
    return Code(token, f"{int.from_bytes(made[10:18]) % 10**6:06d}")


def codes_now(key: str, uid: str, now: datetime) -> tuple[Code, Code]:
    """The one that is shown, and the one before it: a camera and a finger need their time."""
    turn = turn_of(now)
    return code_of(key, uid, turn), code_of(key, uid, turn - 1)


def is_token(key: str, uid: str, token: str, now: datetime) -> bool:
    sent = token.encode()
    return any(hmac.compare_digest(sent, code.token.encode()) for code in codes_now(key, uid, now))


def are_digits(key: str, uid: str, digits: str, now: datetime) -> bool:
    return any(hmac.compare_digest(digits, code.digits) for code in codes_now(key, uid, now))


def device_of(key: str, number: str) -> str:
    """A phone's random number as it is kept: the same phone is seen, the number is not."""
    return hmac.new(key.encode(), f"device|{number}".encode(), sha256).hexdigest()


class Phase(StrEnum):
    """Where a session is, for who wants to check in."""

    OFF = "off"  # the programme does not want it
    SHUT = "shut"  # cancelled, moved, closed, locked
    EARLY = "early"
    OPEN = "open"
    OVER = "over"


def doors(span: Interval, day: date, zone: str, minutes: int) -> Interval:
    """When one can check in at a session: from so many minutes before its start, but not before
    its day has come, to its end."""
    midnight = datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)
    return Interval(max(span.start - 60 * minutes, hours.seconds(midnight)), span.end)


def doors_of(session: Session, minutes: int) -> Interval:
    return doors(session.span, session.day, session.zone, minutes)


def phase_of(session: Session, minutes: int, at: datetime, now: datetime) -> Phase:
    """For who arrives `at` a moment, asked `now`."""
    if not session.group.programme.check_in:
        return Phase.OFF
    if why_fixed(session, now):
        return Phase.SHUT
    opens, closes = doors_of(session, minutes)
    if hours.seconds(at) < opens:
        return Phase.EARLY
    return Phase.OPEN if hours.seconds(at) < closes else Phase.OVER


def why_not(session: Session, minutes: int, at: datetime, now: datetime) -> str | None:
    """What keeps somebody from checking in, in words for them; none if nothing does."""
    opens = session.wall(doors_of(session, minutes).start)
    when = {"time": f"{opens:%H:%M}", "day": shown(session.day, "d MMMM")}
    words = {
        Phase.OFF: _("In this programme people do not check in themselves. Tell your trainer."),
        Phase.SHUT: why_fixed(session, now),
        Phase.EARLY: _("You are early. Come back at %(time)s and do this again.", **when),
        Phase.OVER: _("This session is over. Tell your trainer that you were there."),
    }
    phase = phase_of(session, minutes, at, now)
    if phase == Phase.EARLY and clock.today(session.zone, now) != session.day:
        return _("You are early. Come back on %(day)s at %(time)s and do this again.", **when)
    return words.get(phase)


def to_the_minute(moment: datetime) -> datetime:
    """What the clock on the wall shows: seconds are cut off."""
    return moment.replace(second=0, microsecond=0)


def stay(end: int, presences: Iterable[Mark], at: datetime) -> Interval | None:
    """The stay of somebody who is in at a moment, of all that was said of them, at a session with
    this end (seconds of UTC); none: they are not in."""
    moment = hours.seconds(at)
    said = (
        (hours.seconds(mark.came_at), hours.seconds(mark.left_at) if mark.left_at else end)
        for mark in presences
        if mark.came_at
    )
    return next((one for one in hours.union(said) if one.start <= moment < one.end), None)


def why_used_up(
    session: Session,
    said: Iterable[CheckIn],
    presences: Iterable[Mark],
    at: datetime,
    now: datetime,
) -> str | None:
    """A scan brings nobody in who has left since: in words for them; none where it is still good.
    They left when they, or their card, said so (`said`), or when somebody marked that they did."""
    moment = max((hours.seconds(one.at) for one in said if one.leaves and one.at >= at), default=0)
    end = session.span.end
    known = stay(end, presences, to_the_minute(at))
    if not moment and known and known.end < end and known.end <= hours.seconds(now):
        moment = known.end
    if not moment:
        return None
    left = f"{session.wall(moment):%H:%M}"
    return _("You left at %(time)s. If you come back, scan again.", time=left)


def said_to_leave(said: Sequence[CheckIn], presences: Iterable[Mark]) -> datetime | None:
    """When somebody said that they leave (the newest of `said`) whose presence another has marked
    to a later end: it stays as it is."""
    if not said or not said[0].leaves:
        return None
    at, about = said[0].at, said[0].mark_id
    marks = (mark for mark in presences if mark.id == about and mark.left_at)
    return next((at for mark in marks if mark.left_at and mark.left_at > at), None)
