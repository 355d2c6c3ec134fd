"""Places in open sessions: signing up, giving back, offering what is free to who waits.

Every verb locks the session's row first: of two who come at once, the second sees what the first
has done. Each step is recorded beside the change ("place", the session's code): replayed, it gives
the places again. Who has a place changes no figure, so nothing is touched here.
"""

from datetime import datetime

from flask_babel import gettext as _

from lms import jobs
from lms.attendance.actions.sign_ups_told import Told, outdate_places, tell_of_places
from lms.attendance.models import Session, SignUp, SignUpState
from lms.attendance.queries import sign_ups as queries
from lms.attendance.rules import sign_ups as rules
from lms.courses.waiting import WhyNot, behind, share
from lms.db import db
from lms.errors import Refused
from lms.people.actions import record
from lms.people.models import Person


def lock(session: Session) -> None:
    """Nobody else gives or takes a place of this session until the commit."""
    db.session.flush()
    columns = ["capacity", "is_open", "status", "day", "starts", "ends", "zone"]
    db.session.refresh(session, columns, with_for_update=True)


def sign_up(session: Session, person: Person, *, by: Person, now: datetime) -> SignUp:
    """A person comes: booked where a place is free, else at the end of the queue. Who waits
    already, and can, is asked first, also when a place is free.

    Raises Refused where the session takes nobody, for staff, for members of the group on that day,
    and for who has signed up already.
    """
    lock(session)
    refuse_shut(session, now, for_staff=by.id != person.id)
    refuse_who_needs_no_place(session, person)
    told = end_offers(session, now)
    entry = queries.sign_up(session, person)
    refuse_twice(entry)
    line = queries.queue(session)
    since = behind(now, line[-1][0].since if line else None)
    if entry is None:
        entry = SignUp(session=session, person=person)
        db.session.add(entry)
    entry.state, entry.since = SignUpState.WAITING, since
    db.session.flush()
    told += give(session, [*line, (entry, None)], entry, by=by, now=now)
    if entry.state == SignUpState.WAITING:
        position = 1 + sum(other.state == SignUpState.WAITING for other, _why_not in line)
        note(entry, "waiting", {"position": position}, by=by, now=now)
        told.append(Told(entry, "place.waiting", {"position": position}))
    tell_of_places(session, told, now=now)
    return entry


def accept(session: Session, person: Person, *, by: Person, now: datetime) -> SignUp:
    """A person takes the place that is offered. Raises Refused where none is kept."""
    lock(session)
    refuse_shut(session, now)
    refuse_who_needs_no_place(session, person)
    entry = queries.sign_up(session, person)
    if entry is None or not rules.is_offered(entry, now):
        raise Refused(_("No place is kept for you here now. You can sign up again."))
    book(entry, "accepted", by=by, now=now)
    tell_of_places(session, [Told(entry, "place.booked")], now=now)
    return entry


def withdraw(session: Session, person: Person, *, by: Person, now: datetime) -> str:
    """A person gives the place back, lets an offer go, or waits no longer; what is free goes to who
    waits. Answers the state that it was. Raises Refused where they have none, or it has begun."""
    lock(session)
    entry = queries.sign_up(session, person)
    if entry is None or entry.state == SignUpState.WITHDRAWN:
        raise Refused(_("You have no place here, and you do not wait for one."))
    if rules.begins(session) <= now:
        raise Refused(_("This session has begun already. Tell the trainer instead."))
    was = entry.state
    leave(entry, "declined" if was == SignUpState.OFFERED else "withdrawn", by=by, now=now)
    outdate_places(session, [person.id], now=now)
    fill(session, by=by, now=now)
    return was


def take_off(entry: SignUp, reason: str, *, by: Person, now: datetime) -> None:
    """Staff take somebody off the list, and say why; they are told. Raises Refused where they are
    not on it any more."""
    session = entry.session
    lock(session)
    db.session.refresh(entry)
    if entry.state == SignUpState.WITHDRAWN:
        raise Refused(_("They are not on this list any more. Reload the page and look."))
    leave(entry, "taken off", {"reason": reason}, by=by, now=now)
    tell_of_places(session, [Told(entry, "place.expired", {"reason": reason})], now=now)
    fill(session, by=by, now=now)


def fill(session: Session, *, by: Person | None, now: datetime) -> None:
    """Ends the offers whose time is over, and gives what is free to the first who can take it.

    Call it after a change of the capacity, or of whether and when it takes place. It may be called
    at any time and again: where nothing is free, nothing happens.
    """
    lock(session)
    told = end_offers(session, now)
    if not rules.why_shut(session, now):
        told += give(session, queries.queue(session), by=by, now=now)
    tell_of_places(session, told, now=now)


def close(session: Session, *, by: Person, now: datetime) -> None:
    """The session is only for its group from now on: who waits or was offered a place is told that
    they have none. Who has a place keeps it, and can give it back."""
    lock(session)
    over = queries.unbooked(session)
    for entry in over:
        leave(entry, "closed", by=by, now=now)
    told = [Told(entry, "place.expired", {"closed": True}) for entry in over]
    tell_of_places(session, told, now=now)


def give(
    session: Session,
    line: list[tuple[SignUp, WhyNot | None]],
    comes: SignUp | None = None,
    *,
    by: Person | None,
    now: datetime,
) -> list[Told]:
    """Shares what is free. Who comes themselves just now has the place without being asked."""
    gets, passed = share(queries.free(session, now), line)
    for entry, why in passed:
        note(entry, "passed over", {"reason": why}, by=by, now=now)
    until = rules.offer_ends(session, now)
    told = []
    for entry in gets:
        if until is None or entry is comes:
            book(entry, "booked", by=by, now=now)
            told.append(Told(entry, "place.booked"))
        else:
            entry.state, entry.offer_until = SignUpState.OFFERED, until
            note(entry, "offered", {"until": until.isoformat()}, by=by, now=now)
            told.append(Told(entry, "place.offered", {"until": until.isoformat()}))
    offered = [one.entry.id for one in told if one.kind == "place.offered"]
    jobs.later_all(
        [("attendance.offer_ends", {"sign_up": key}, until or now, None) for key in offered],
        now=now,
    )
    return told


def end_offers(session: Session, now: datetime) -> list[Told]:
    """Offers that nobody answered in their time: the place is free again, they wait no longer."""
    over = queries.ended_offers(session, now)
    for entry in over:
        leave(entry, "offer ended", by=None, now=now)
    return [Told(entry, "place.expired") for entry in over]


def book(entry: SignUp, verb: str, *, by: Person | None, now: datetime) -> None:
    entry.state, entry.since, entry.offer_until = SignUpState.BOOKED, now, None
    note(entry, verb, by=by, now=now)


def leave(
    entry: SignUp, verb: str, detail: dict | None = None, *, by: Person | None, now: datetime
) -> None:
    entry.state, entry.offer_until = SignUpState.WITHDRAWN, None
    note(entry, verb, detail, by=by, now=now)


def note(
    entry: SignUp, verb: str, detail: dict | None = None, *, by: Person | None, now: datetime
) -> None:
    db.session.flush()
    about = {"person": entry.person.code, **(detail or {})}
    record("place", entry.session.code, verb, about, by=by, now=now)


def refuse_shut(session: Session, now: datetime, *, for_staff: bool = False) -> None:
    if why := rules.why_shut(session, now, for_staff=for_staff):
        raise Refused(why)


def refuse_who_needs_no_place(session: Session, person: Person) -> None:
    if person.is_staff:
        raise Refused(_("%(name)s is staff. Only learners sign up.", name=person.name))
    if queries.is_member(session, person):
        raise Refused(_("%(name)s is in this group, and has a place anyway.", name=person.name))


def refuse_twice(entry: SignUp | None) -> None:
    if entry is None or entry.state == SignUpState.WITHDRAWN:
        return
    words = {
        SignUpState.BOOKED: _("%(name)s has a place here already.", name=entry.person.name),
        SignUpState.WAITING: _("%(name)s is in the queue already.", name=entry.person.name),
        SignUpState.OFFERED: _(
            "A place is free for %(name)s already. It can be taken or let go.",
            name=entry.person.name,
        ),
    }
    raise Refused(words[SignUpState(entry.state)])
