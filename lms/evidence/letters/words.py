"""Proofs, gaps and marks in words."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from lms.attendance.models import AmendmentState, Mode, Session, Source, Status
from lms.attendance.rules.lines import ABSENT, EXCUSED, PART, PRESENT, State
from lms.evidence.rules.coverage import Figure, Gap
from lms.i18n import day, in_words, number
from lms.i18n import times as in_order

PROOFS: dict[str, Any] = {
    "signature": _l("Signature"),
    "check_in": _l("Own check-in"),
    "platform": _l("Log of the online meeting"),
}
SOURCES: dict[str, Any] = {
    Source.TRAINER: _l("Register"),
    Source.SELF: _l("Self check-in"),
    Source.PLATFORM: _l("Log of the online meeting"),
    Source.PAPER: _l("Paper list"),
}
MARKS: dict[str, Any] = {
    PRESENT: _l("Present"),
    PART: _l("Part"),
    ABSENT: _l("Absent"),
    EXCUSED: _l("Excused"),
    "": _l("Unmarked"),
}
GAPS: dict[str, Any] = {
    Gap.NO_PROOF: _l("No proof"),
    Gap.NO_SCAN: _l("Scan is missing"),
    Gap.UNMARKED: _l("Unmarked"),
    Gap.CONFLICT: _l("In two sessions at once"),
    Gap.WAITS: _l("Correction waits"),
    Gap.NOT_TAKEN: _l("No register yet"),
    Gap.NOT_SEALED: _l("Register not sealed"),
    Gap.SEAL_BROKEN: _l("Not what was sealed"),
}
CLOSES: dict[str, Any] = {  # what closes a gap
    Gap.NO_SCAN: _l("Add the scan of the list."),
    Gap.UNMARKED: _l("Mark them in the register."),
    Gap.CONFLICT: _l("Change the times in one of the two registers."),
    Gap.WAITS: _l("A second person has to settle the correction."),
    Gap.NOT_TAKEN: _l("Take the register, cancel the session, or choose a shorter time."),
    Gap.NOT_SEALED: _l("Close the register."),
    Gap.SEAL_BROKEN: _l("Find out who changed the database. The seals of the group say where."),
}
PROVES: dict[tuple[str, ...], Any] = {  # what closes a gap without a proof
    ("signature", "platform"): _l(
        "Add the scan of a list that they signed, or the list of the online meeting."
    ),
    ("signature",): _l("Add the scan of a list that they signed."),
    ("platform",): _l("Add the list of the online meeting."),
    (): _l("Nothing that counts in this programme can be added any more."),
}
MODES: dict[str, Any] = {
    Mode.ONSITE: _l("On site"),
    Mode.ONLINE: _l("Online"),
    Mode.HYBRID: _l("On site and online"),
}
STATUSES: dict[str, Any] = {
    Status.PLANNED: _l("Planned"),
    Status.HELD: _l("Held"),
    Status.CANCELLED: _l("Cancelled"),
    Status.MOVED: _l("Moved"),
}
AMENDED: dict[str, Any] = {
    AmendmentState.ASKED: _l("Waits"),
    AmendmentState.MADE: _l("Made"),
    AmendmentState.REFUSED: _l("Refused"),
    AmendmentState.WITHDRAWN: _l("Withdrawn"),
}


def about(session: Session) -> str:
    """What a session is about, as plain text: its title, its module, or its course."""
    if session.title:
        return session.title
    found = session.module or session.course
    return in_words(found.title) if found else session.code


def when(moment: datetime, zone: str) -> str:
    """A moment as calendar and clock on a wall show it, as plain text."""
    there = moment.astimezone(ZoneInfo(zone))
    return day(there.date()) + _(", ") + f"{there:%H:%M}"


def hours(session: Session) -> str:
    return in_order(f"{session.starts:%H:%M}", f"{session.ends:%H:%M}")


def times(state: State) -> str:
    """ "17:00–18:25, 18:50–20:15"."""
    spans = (span.partition("-") for span in state.times.split("+") if span)
    return ", ".join(in_order(start, end) for start, _dash, end in spans)


def said(token: State) -> str:
    """A state of a register in words. Why somebody was excused is left out: it proves nothing, and
    may say more of somebody than a funder is to know."""
    words = str(MARKS.get(token.mark, token.mark))
    return f"{words} {times(token)}" if token.times else words


def percent(value: Decimal) -> str:
    return f"{number(value)} %"


def in_figures(figure: Figure) -> str:
    """ "156 of 158 presences are proven: 98.73 %." """
    if not figure.presences:
        return _("There is no presence in this time.")
    return ngettext(
        "%(proven)s of %(num)s presence is proven: %(percent)s.",
        "%(proven)s of %(num)s presences are proven: %(percent)s.",
        figure.presences,
        proven=figure.proven,
        percent=percent(figure.percent),
    )


def how_many_gaps(count: int) -> str:
    if not count:
        return _("There are no gaps.")
    return ngettext("There is %(num)s gap.", "There are %(num)s gaps.", count)
