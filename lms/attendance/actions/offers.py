"""Offering a way to make up for what was missed, answering, and taking an offer back.

How attending elsewhere repairs an absence, so that no minute counts twice: it is no row. An offer
names the session that was missed and the one that is attended instead; what both registers say is
read when hours are counted (lms/completion/repairs.py, and its proof), so it follows when either is
corrected, and when rule 6 comes to credit the other group. A task is different: nobody sees its
minutes in a register, so approving it makes the row (lms/attendance/actions/tasks_done.py).
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext as _

from lms.attendance.actions.offers_told import tell_answer, tell_offers, untell
from lms.attendance.actions.places_kept import give_up, keep_place, lock_offer
from lms.attendance.actions.sign_ups import lock
from lms.attendance.models import MakeUpOffer, OfferKind, OfferState, Session, Status
from lms.attendance.queries import make_up as missing
from lms.attendance.queries import offers as queries
from lms.attendance.queries import rooms
from lms.attendance.queries import sign_ups as places
from lms.attendance.rules.lines import Frame
from lms.attendance.rules.offers import why_no_answer
from lms.attendance.rules.register import Line
from lms.attendance.rules.sign_ups import begins
from lms.courses.actions import touch
from lms.db import db
from lms.errors import Refused
from lms.people.actions import record
from lms.people.models import Person


class What(NamedTuple):
    """What is offered: a session, or a task and the minutes that it is worth."""

    session: Session | None = None
    task: str = ""
    minutes: int | None = None


def why_none(frame: Frame, line: Line) -> str | None:
    """Why a person has nothing to make up for, in words; none where they have."""
    name = line.who.name
    if frame.session.status != Status.HELD:
        return _("Nothing can be made up: this session was not held.")
    if line.who.is_guest:
        return _("%(name)s was a guest here: guests miss nothing.", name=name)
    if not line.state.mark:
        return _("%(name)s is not marked yet. Mark the register first.", name=name)
    if not missing.missed(frame, line):
        return _("%(name)s missed nothing in this session.", name=name)
    return None


def offer(
    frame: Frame, lines: Collection[Line], what: What, *, by: Person, now: datetime
) -> list[MakeUpOffer]:
    """Offers one thing to everybody who missed a session; each is told. All or nothing.

    The row of the session that was missed is locked by who calls, that of the other one here: so
    two who do it at once do not both offer it to somebody. Raises Refused where somebody has
    nothing to make up for, where the other session takes nobody, or where it is offered already.
    """
    for line in lines:
        if why := why_none(frame, line):
            raise Refused(why)
    people = {line.who.id: db.session.get_one(Person, line.who.id) for line in lines}
    if what.session:
        refuse_session(what.session, people, now)
    else:
        refuse_same_task(frame.session, people, what)
    made = [made_offer(frame.session, person, what, by, now) for person in people.values()]
    db.session.add_all(made)
    db.session.flush()
    about = {"to": what.session.code} if what.session else {"minutes": what.minutes}
    for one in made:
        detail = {"person": one.person.code, "note": what.task, **about}
        record("session", frame.session.code, "make-up offered", detail, by=by, now=now)
    tell_offers(made, by=by, now=now)
    touch(groups=[frame.session.group_id], people=list(people))
    return made


def made_offer(
    session: Session, person: Person, what: What, by: Person, now: datetime
) -> MakeUpOffer:
    made = MakeUpOffer(session=session, person=person, offered_by=by, offered_at=now)
    made.state, made.kind = OfferState.OFFERED, OfferKind.TASK
    if what.session:
        made.kind, made.to_session = OfferKind.SESSION, what.session
    else:
        made.task, made.minutes = what.task, what.minutes
    return made


def refuse_session(session: Session, people: Mapping[int, Person], now: datetime) -> None:
    lock(session)
    if session.status != Status.PLANNED or begins(session) <= now:
        raise Refused(_("This session takes nobody any more. Choose one that is still to come."))
    taken = queries.live_to(session.id, people)
    for key, person in people.items():
        if places.is_member(session, person):
            raise Refused(_("%(name)s is in that group, and comes anyway.", name=person.name))
        if key in taken:
            raise Refused(_("This session is offered to %(name)s already.", name=person.name))
    free = rooms.room(session, now).free
    if free is not None and free < len(people):
        raise Refused(_("There is no room for them in that session. Choose another one."))


def refuse_same_task(session: Session, people: Mapping[int, Person], what: What) -> None:
    for one in queries.of_session(session):
        same = (one.task, one.minutes) == (what.task, what.minutes)
        if (
            one.person_id in people
            and same
            and one.state in (OfferState.OFFERED, OfferState.ACCEPTED)
        ):
            raise Refused(_("This task is offered to %(name)s already.", name=one.person.name))


def accept(offer: MakeUpOffer, words: str, *, by: Person, now: datetime) -> None:
    """A person says yes. To a session: they have a place there, so that its register expects them.

    Raises Refused where it is too late, or the session is full: the offer stays as it is.
    """
    refuse_late(offer, now)
    if offer.to_session:
        keep_place(offer.to_session, offer.person, by=by, now=now)
    answered(offer, OfferState.ACCEPTED, words, by=by, now=now)


def decline(offer: MakeUpOffer, words: str, *, by: Person, now: datetime) -> None:
    """A person says no, or changes their mind until it begins: the place is free again."""
    refuse_late(offer, now)
    if offer.to_session:
        give_up(offer.to_session, offer.person, by=by, now=now)
    answered(offer, OfferState.DECLINED, words, by=by, now=now)


def refuse_late(offer: MakeUpOffer, now: datetime) -> None:
    lock_offer(offer)
    if why := why_no_answer(offer, now):
        raise Refused(why)


def answered(offer: MakeUpOffer, state: str, words: str, *, by: Person, now: datetime) -> None:
    is_news = (offer.state, offer.answer or "") != (state, words)
    offer.state, offer.answer = state, words or None
    offer.answered_at, offer.answered_by_id = now, by.id
    if not is_news:
        return
    verb = "make-up accepted" if state == OfferState.ACCEPTED else "make-up declined"
    detail = {"person": offer.person.code, **({"note": words} if words else {})}
    record("session", offer.session.code, verb, detail, by=by, now=now)
    untell(offer, now=now)
    tell_answer(offer, by=by, now=now)
    touch(groups=[offer.session.group_id], people=[offer.person_id])


def withdraw(offer: MakeUpOffer, *, by: Person, now: datetime) -> None:
    """A trainer takes an offer back; a place that was kept is free again, and the learner is told.
    Raises Refused where it is settled."""
    lock_offer(offer)
    if offer.state not in (OfferState.OFFERED, OfferState.ACCEPTED):
        raise Refused(_("This offer is settled already. Reload the page and look."))
    if offer.to_session:
        give_up(offer.to_session, offer.person, by=by, now=now)
    offer.state, offer.settled_at, offer.settled_by_id = OfferState.WITHDRAWN, now, by.id
    detail = {"person": offer.person.code}
    record("session", offer.session.code, "make-up taken back", detail, by=by, now=now)
    untell(offer, now=now)
    tell_offers([offer], by=by, now=now, kind="make_up.settled", more={"withdrawn": True})
    touch(groups=[offer.session.group_id], people=[offer.person_id])


def settle(*, now: datetime) -> None:
    """Keeps of open offers what the registers of the other sessions say, so that they leave the
    lists. It changes no figure: those read the registers."""
    for one in queries.seen(queries.to_settle(now), now):
        one.offer.state = OfferState.DONE if one.attended else OfferState.LAPSED
        one.offer.settled_at = now
        verb = "make-up attended" if one.attended else "make-up missed"
        detail = {"person": one.offer.person.code, "minutes": one.attended}
        record("session", one.offer.session.code, verb, detail, by=None, now=now)
