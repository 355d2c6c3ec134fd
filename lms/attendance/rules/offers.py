"""Offers to make up for a session: where one stands, until when it can be answered, and where."""

from datetime import datetime
from enum import StrEnum

from flask_babel import gettext as _

from lms.addresses import opened, outside, sealed
from lms.attendance.models import MakeUpOffer, OfferState, Session, Status
from lms.attendance.rules.sign_ups import begins
from lms.courses.models import Programme

PURPOSE = "make up for a session"
OPEN = (OfferState.OFFERED, OfferState.ACCEPTED)
INSTEAD = (*OPEN, OfferState.DONE, OfferState.LAPSED)  # attending counts, also unanswered


class Stand(StrEnum):
    """Where an offer is: its own state, and what the other session's row and register say."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    DONE = "done"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"  # the session is over, and they were not there
    CANCELLED = "cancelled"  # the session does not take place
    GAVE_BACK = "gave back"  # said yes, and gave the place back
    OVER = "over"  # the session is over, and its register is not taken yet


def stand_of(offer: MakeUpOffer, *, has_place: bool, attended: int | None, now: datetime) -> Stand:
    """Where an offer stands. `attended`: minutes in the other session; none while unmarked there.

    A session that is cancelled or moved, and a register that is corrected, need no change here.
    """
    to, state = offer.to_session, OfferState(offer.state)
    if to is None or state in (OfferState.WITHDRAWN, OfferState.DECLINED):
        return Stand(state)
    if attended:
        return Stand.DONE
    if to.status in (Status.CANCELLED, Status.MOVED):
        return Stand.CANCELLED
    if attended is not None:
        return Stand.LAPSED
    if to.span.end <= now.timestamp():
        return Stand.OVER if state == OfferState.ACCEPTED else Stand.LAPSED
    if state == OfferState.ACCEPTED and not has_place:
        return Stand.GAVE_BACK
    return Stand(state)


def why_no_answer(offer: MakeUpOffer, now: datetime) -> str | None:
    """Why nobody can answer any more, in words; none while they can."""
    if offer.state == OfferState.WITHDRAWN:
        return _("Your trainer took this offer back. Ask them what you can do instead.")
    to = offer.to_session
    if to is None:
        if offer.state == OfferState.DONE:
            return _("Your trainer has approved this already.")
        return None
    if to.status in (Status.CANCELLED, Status.MOVED):
        return _("This session is cancelled. Ask your trainer what you can do instead.")
    if begins(to) <= now:
        return _("This session has begun already. Ask your trainer what you can do instead.")
    return None


def offer_url(offer_id: int, person_id: int) -> str:
    """The whole address at which an offer can be answered without signing in."""
    return outside("attendance.make_up_answer", letter=sealed([offer_id, person_id], PURPOSE))


def as_offer(text: str) -> tuple[int, int] | None:
    """The offer (id) and the person (id) of such an address; None where it is not ours."""
    found = opened(text, PURPOSE)
    return (found[0], found[1]) if found else None


def cap_of(programme: Programme) -> int:
    """How many minutes can be made up in a programme (settled point 6: rounded down)."""
    cap = programme.policy.make_up_cap * programme.required_minutes
    return cap.numerator // cap.denominator


def free_seats(session: Session, taken: int, waiting: int, members: int) -> int | None:
    """How many more can come; none: any number. An open session has its own places, and who waits
    for one is not overtaken; any other has the seats that its group has, and leaves over."""
    if session.is_open or session.capacity is not None:
        if session.capacity is None:
            return None
        return 0 if waiting else max(0, session.capacity - taken)
    seats = session.group.capacity
    return None if seats is None else max(0, seats - members - taken)
