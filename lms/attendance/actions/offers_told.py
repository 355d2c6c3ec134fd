"""Telling learners what they are offered and what became of it, and trainers the answers."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from lms.attendance.facts import as_data
from lms.attendance.models import MakeUpOffer
from lms.attendance.queries import offers as queries
from lms.attendance.rules.facts import facts_of
from lms.attendance.rules.offers import cap_of
from lms.attendance.rules.sign_ups import begins
from lms.messages.actions import outdate, tell
from lms.people.models import Person

KINDS = ("make_up.offered",)


def about(offer: MakeUpOffer) -> str:
    return f"make-up:{offer.id}"


def facts(offer: MakeUpOffer) -> dict[str, Any]:
    """What every notice of an offer says: the session that was missed, and what is offered."""
    to = offer.to_session
    return {
        "offer": offer.id,
        "missed": as_data(facts_of(offer.session)),
        "to": as_data(facts_of(to)) if to else None,
        "task": offer.task,
        "minutes": offer.minutes,
    }


def tell_offers(
    offers: Sequence[MakeUpOffer],
    *,
    by: Person,
    now: datetime,
    kind: str = "make_up.offered",
    more: Mapping[str, Any] | None = None,
) -> None:
    """The learners of these offers, which are for one session that was missed; with what of the
    cap is left to them."""
    programme = offers[0].session.group.programme
    approved = queries.approved_in(programme.id, [one.person_id for one in offers])
    cap = cap_of(programme)
    for one in offers:
        left = max(0, cap - approved[one.person_id])
        tell(
            [one.person_id],
            kind,
            {**facts(one), "cap": cap, "left": left, "name": by.name, **(more or {})},
            about=about(one),
            by=by,
            now=now,
            group=one.session.group.slug,
            before=begins(one.to_session) if one.to_session else None,
        )


def tell_answer(offer: MakeUpOffer, *, by: Person, now: datetime) -> None:
    """Who offered it hears the answer."""
    data = {**facts(offer), "name": offer.person.name, "state": offer.state, "words": offer.answer}
    tell([offer.offered_by_id], "make_up.answered", data, about=about(offer), by=by, now=now)


def untell(offer: MakeUpOffer, *, now: datetime) -> None:
    """What was still to be told of the offer is not true any more."""
    outdate([offer.person_id], KINDS, about(offer), now=now)
