"""Places in open sessions: who can have one, until when, and the words for no."""

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.attendance import hours
from lms.attendance.models import Session, SignUp, SignUpState, Status
from lms.courses.waiting import WhyNot, answer_until
from lms.people.models import Person

WHY_NOT = {  # why somebody who waits was passed over, as the history says it
    WhyNot.STAFF: _l("is not a learner any more"),
    WhyNot.HAS_A_PLACE: _l("has a place anyway, as a member of the group"),
    WhyNot.CANNOT_COME: _l("said that they cannot come"),
}


def begins(session: Session) -> datetime:
    """The moment at which a session starts."""
    return hours.moment(session.day, session.starts, session.zone)


def why_shut(session: Session, now: datetime, *, for_staff: bool = False) -> str | None:
    """What keeps people from signing up, in words; none where they can. Staff are told what to do
    for somebody else."""
    if session.status == Status.CANCELLED:
        return _("This session is cancelled.")
    if session.status == Status.MOVED:
        return _("This session was moved. Look for it on its new date.")
    if begins(session) <= now:
        if for_staff:
            return _("This session has begun already.")
        return _("This session has begun already. Choose another one.")
    if not session.is_open:
        if for_staff:
            return _("Only the people of the group come to this session. Open it to others first.")
        return _("This session is for the people of its group. Choose another one.")
    return None


def why_not(person: Person, *, is_member: bool, cannot_come: bool) -> WhyNot | None:
    """What keeps somebody who waits from taking a place."""
    if person.is_staff:
        return WhyNot.STAFF
    if is_member:
        return WhyNot.HAS_A_PLACE
    return WhyNot.CANNOT_COME if cannot_come else None


def offer_ends(session: Session, now: datetime) -> datetime | None:
    """Until when a place of this session is offered; none: it is booked at once."""
    return answer_until(now, session.group.programme.offer_hours, begins(session))


def is_offered(entry: SignUp | None, now: datetime) -> bool:
    """Whether a place is offered that can still be taken: an offer past its time is none."""
    return bool(
        entry
        and entry.state == SignUpState.OFFERED
        and entry.offer_until
        and entry.offer_until > now
    )
