"""Telling people of their places in open sessions."""

from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple

from lms.attendance.facts import SIGNED_UP, WAITS, as_data, known_to
from lms.attendance.models import Session, SignUp
from lms.attendance.rules.facts import facts_of
from lms.attendance.rules.sign_ups import begins
from lms.messages.actions import outdate, tell

KINDS = ("place.booked", "place.waiting", "place.offered", "place.expired", "session.reminder")


class Told(NamedTuple):
    """What one person is to be told, with the facts that only they need."""

    entry: SignUp
    kind: str
    more: dict[str, Any] = {}  # noqa: RUF012 - nobody changes it


def tell_of_places(session: Session, told: Iterable[Told], *, now: datetime) -> None:
    """Each hears what became of their place; also who came themselves, to have it in writing."""
    told = list(told)
    outdate_places(session, [one.entry.person_id for one in told], now=now)
    facts = as_data(facts_of(session))
    for kind, same in groupby(sorted(told, key=lambda one: one.kind), lambda one: one.kind):
        ones = list(same)
        each = {one.entry.person_id: one.more for one in ones}
        until = ones[0].more.get("until")
        tell(
            list(each),
            kind,
            {
                "session": known_to(SIGNED_UP if kind == "place.booked" else WAITS, facts),
                "at": now.isoformat(),
            },
            about=f"session:{session.code}",
            by=None,
            now=now,
            group=session.group.slug,
            before=datetime.fromisoformat(until) if until else begins(session),
            each=each,
        )


def outdate_places(session: Session, people: Collection[int], *, now: datetime) -> None:
    """What these people (ids) are still to be told of their places here is not true any more."""
    outdate(people, KINDS, f"session:{session.code}", now=now)
