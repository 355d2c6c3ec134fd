"""Places of people who attend a session of another group, to make up for one that they missed."""

from datetime import datetime

from flask_babel import gettext as _

from lms.attendance.actions.sign_ups import (
    book,
    end_offers,
    fill,
    leave,
    lock,
    refuse_who_needs_no_place,
)
from lms.attendance.actions.sign_ups_told import Told, outdate_places, tell_of_places
from lms.attendance.models import MakeUpOffer, Session, SignUp, SignUpState, Status
from lms.attendance.queries import offers, rooms, sign_ups
from lms.attendance.rules.sign_ups import begins
from lms.db import db
from lms.errors import Refused
from lms.people.models import Person


def lock_offer(offer: MakeUpOffer) -> None:
    """Nobody else answers, settles or moves this offer until the commit. The session is locked
    first, as by everybody (docs/decisions/locks.md); where it moved while we waited for it, its new
    date as well: whoever holds the row of an offer's session knows that the offer stays with it."""
    db.session.flush()
    session, held = offers.to_session_now(offer), None
    while session is not held:
        if session is not None:
            lock(session)
        session, held = offers.to_session_now(offer), session
    offers.locked(offer)


def keep_place(session: Session, person: Person, *, by: Person, now: datetime) -> SignUp:
    """A place in a session, also where it is only for its group: a trainer has asked them to come.
    Nothing happens where they have one. Raises Refused where no seat is left."""
    lock(session)
    if session.status not in (Status.PLANNED, Status.HELD) or begins(session) <= now:
        raise Refused(_("This session takes nobody any more. Ask your trainer for another one."))
    refuse_who_needs_no_place(session, person)
    entry = sign_ups.sign_up(session, person)
    if entry is not None and entry.state == SignUpState.BOOKED:
        return entry
    told = end_offers(session, now)
    free = rooms.room(session, now).free
    offered = entry is not None and entry.state == SignUpState.OFFERED
    if free == 0 and not offered:
        raise Refused(
            _("This session is full now. Ask your trainer for another one; the offer stays.")
        )
    if entry is None:
        entry = SignUp(session=session, person=person, state=SignUpState.WITHDRAWN, since=now)
        db.session.add(entry)
    book(entry, "booked", by=by, now=now)
    tell_of_places(session, [*told, Told(entry, "place.booked")], now=now)
    return entry


def give_up(session: Session, person: Person, *, by: Person, now: datetime) -> None:
    """The place is free again, where there is one and the session has not begun."""
    lock(session)
    entry = sign_ups.sign_up(session, person)
    if entry is None or entry.state == SignUpState.WITHDRAWN or begins(session) <= now:
        return
    leave(entry, "withdrawn", by=by, now=now)
    outdate_places(session, [person.id], now=now)
    fill(session, by=by, now=now)
