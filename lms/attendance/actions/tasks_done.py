"""Tasks that make up for what was missed: approved, or not yet."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from lms.attendance.actions import make_up
from lms.attendance.actions.make_up import Approved
from lms.attendance.actions.offers_told import tell_offers, untell
from lms.attendance.actions.places_kept import lock_offer
from lms.attendance.models import MakeUp, MakeUpOffer, OfferState
from lms.attendance.rules.lines import Frame
from lms.attendance.rules.register import Line
from lms.db import db
from lms.errors import Refused
from lms.people.actions import record
from lms.people.models import Person

NOTE = 300  # characters of a row's note


def approve(
    offer: MakeUpOffer, frame: Frame, line: Line, minutes: int, *, by: Person, now: datetime
) -> Approved:
    """The task is done: its minutes (or fewer, or more) are make-up, kept as approved. The learner
    is told. Raises Refused where somebody has decided already, and as `make_up.approve`."""
    refuse_settled(offer)
    made = make_up.approve(frame, line, minutes, (offer.task or "")[:NOTE], by=by, now=now)
    db.session.flush()
    newest = select(MakeUp.id).filter_by(session_id=offer.session_id, person_id=offer.person_id)
    offer.make_up_id = db.session.scalar(newest.order_by(MakeUp.id.desc()).limit(1))
    offer.state, offer.settled_at, offer.settled_by_id = OfferState.DONE, now, by.id
    untell(offer, now=now)
    tell_offers([offer], by=by, now=now, kind="make_up.settled", more={"approved": minutes})
    return made


def send_back(offer: MakeUpOffer, words: str, *, by: Person, now: datetime) -> None:
    """Not accepted as it is; the words say why. The offer stays open. Raises Refused where somebody
    has decided already."""
    refuse_settled(offer)
    detail = {"person": offer.person.code, "note": words}
    record("session", offer.session.code, "make-up sent back", detail, by=by, now=now)
    tell_offers([offer], by=by, now=now, kind="make_up.settled", more={"words": words})


def refuse_settled(offer: MakeUpOffer) -> None:
    lock_offer(offer)
    if offer.task is None or offer.state not in (OfferState.OFFERED, OfferState.ACCEPTED):
        raise Refused(_("This offer is settled already. Reload the page and look."))
