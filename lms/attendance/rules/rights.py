"""Who may publish sessions and take registers, and until when."""

from datetime import date, datetime, timedelta

from flask_babel import gettext as _

from lms import clock
from lms.attendance.models import Session, Status
from lms.courses.models import Group
from lms.courses.rules import may_see_group
from lms.i18n import day as shown
from lms.people.models import Person, Role


def may_manage(person: Person, session: Session) -> bool:
    """Take the register, change the session, record make-up: who teaches or coordinates the group,
    and the session's own trainer, and who teaches it instead."""
    own = person.role != Role.LEARNER and person.id in (session.trainer_id, session.substitute_id)
    return own or may_see_group(person, session.group)


def may_look(person: Person, session: Session, belongs: bool) -> bool:
    """Open a session's page: who belongs to it (attendance.queries.belonging), who manages it, and
    everybody where it is open."""
    return belongs or session.is_open or may_manage(person, session)


def last_open_day(session: Session) -> date:
    """The last day on which the register is open: so many days after the session, or after it was
    imported (settled point 18), as its programme says."""
    return last_day(session.group, session.day, session.locks_from)


def last_day(group: Group, day: date, locks_from: date | None = None) -> date:
    """The same, for a session that may come to be on that day; the calendar has a last one."""
    first = max(day, locks_from or day)
    return first + min(timedelta(days=group.programme.lock_days), date.max - first)


def is_locked(session: Session, now: datetime) -> bool:
    """Locked by time, or closed by hand before: sealed either way (attendance/models/seals.py)."""
    return session.sealed_at is not None or is_locked_day(session, session.day, now)


def is_locked_day(session: Session, day: date, now: datetime) -> bool:
    """Whether the register would be locked if the session were on that day."""
    return clock.today(session.zone, now) > last_day(session.group, day, session.locks_from)


def has_come(session: Session, now: datetime) -> bool:
    """Whether the day of the session has come, on its own calendar."""
    return clock.today(session.zone, now) >= session.day


def why_fixed(session: Session, now: datetime) -> str | None:
    """What keeps a session from being changed, in words; none if it can be."""
    if session.status == Status.CANCELLED:
        return _("This session is cancelled.")
    if session.status == Status.MOVED:
        return _("This session was moved. Look for it on its new date.")
    return why_locked(session) if is_locked(session, now) else None


def why_locked(session: Session) -> str:
    """Why a register that is locked cannot be changed, in words."""
    if session.sealed_at is not None:
        return _("The register is closed and sealed. A correction needs a second person.")
    return _("The register was locked after %(day)s.", day=shown(last_open_day(session)))


def why_closed(session: Session, now: datetime) -> str | None:
    """What keeps the register shut, in words for the page and for the refusal (rules 8 and 9)."""
    if not has_come(session, now) and session.status in (Status.PLANNED, Status.HELD):
        return _("The register opens on the day of the session.")
    return why_fixed(session, now)
