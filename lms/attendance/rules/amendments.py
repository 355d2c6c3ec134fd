"""Who may correct a register that is locked: four eyes (rule 8). No queries, no request.

Who recorded a mark does not change it alone. Somebody else may at once: they are the second person.
Who recorded it, and everybody where nobody is known to have, asks; somebody else agrees.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.attendance.models import Amendment, AmendmentState, Session
from lms.attendance.rules.lines import Entry
from lms.attendance.rules.rights import is_locked, last_open_day, may_manage, why_fixed
from lms.attendance.rules.sealing import SEALABLE
from lms.i18n import day as shown
from lms.people.models import Person

STATES: dict[str, Any] = {
    AmendmentState.ASKED: _l("Waits for a second person"),
    AmendmentState.MADE: _l("Corrected"),
    AmendmentState.REFUSED: _l("Refused"),
    AmendmentState.WITHDRAWN: _l("Taken back"),
}


def recorders(theirs: Collection[Entry], everybodys: Iterable[Entry]) -> set[int | None]:
    """Who recorded what the register says of somebody; where it says nothing, who recorded any of
    it. None among them: nobody is known (a file or command on the server)."""
    return {entry.recorder_id for entry in theirs or everybodys}


def is_second(person: Person, by: Collection[int | None]) -> bool:
    """Whether somebody who asks for a correction is the second person themselves."""
    return bool(by) and None not in by and person.id not in by


def may_be_amended(session: Session, now: datetime) -> bool:
    """Whether the register changes only by amendment: it is locked, and there is one."""
    return session.status in SEALABLE and is_locked(session, now)


def why_not_amended(session: Session, now: datetime) -> str | None:
    """What keeps somebody from asking for a correction, in words."""
    if may_be_amended(session, now):
        return None
    if session.status not in SEALABLE:
        return why_fixed(session, now)
    day = shown(last_open_day(session))
    return _("This register is open until %(day)s. Change the mark there.", day=day)


def why_not_asked(person: Person, about_id: int) -> str | None:
    """What keeps this person from asking for it, in words."""
    if person.id == about_id:
        return _("This is about yourself. Somebody else has to ask for it.")
    return None


def why_settled(amendment: Amendment) -> str | None:
    """That there is nothing to decide any more, in words."""
    if amendment.state == AmendmentState.ASKED:
        return None
    name = amendment.settled_by.name if amendment.settled_by else ""
    if amendment.state == AmendmentState.MADE:
        return _("This is corrected already: %(name)s agreed.", name=name)
    if amendment.state == AmendmentState.REFUSED:
        return _("%(name)s has refused this already.", name=name)
    return _("%(name)s has taken this back.", name=name)


def why_not_decided(person: Person, amendment: Amendment, by: Collection[int | None]) -> str | None:
    """What keeps this person from deciding it, in words."""
    if why := why_settled(amendment):
        return why
    if person.id == amendment.asked_by_id:
        return _("You asked for this yourself. Somebody else has to decide it.")
    if person.id in by:
        return _("You recorded what the register says. Somebody else has to decide this.")
    if person.id == amendment.person_id:
        return _("This is about yourself. Somebody else has to decide it.")
    return None


def may_read(person: Person, amendment: Amendment) -> bool:
    """Sees a correction: who manages its session."""
    return may_manage(person, amendment.session)
