"""Telling people of their places in open sessions."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple

from lms.attendance.facts import SIGNED_UP, WAITS, as_data, known_to
from lms.attendance.models import Session, SignUp
from lms.attendance.rules.facts import facts_of
from lms.attendance.rules.sign_ups import begins
from lms.messages.actions import tell


class Told(NamedTuple):
    """What one person is to be told, with the facts that only they need."""

    entry: SignUp
    kind: str
    more: dict[str, Any] = {}  # noqa: RUF012 - nobody changes it


def tell_of_places(session: Session, told: Iterable[Told], *, now: datetime) -> None:
    """Each hears what became of their place; also who came themselves, to have it in writing."""
    facts = as_data(facts_of(session))
    for kind, ones in groupby(sorted(told, key=lambda one: one.kind), lambda one: one.kind):
        each = {one.entry.person_id: one.more for one in ones}
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
            before=begins(session),
            each=each,
        )
