"""Whose card a trainer has read, and whether that person can be marked here."""

from collections.abc import Container
from typing import NamedTuple

from lms.attendance.models import Session
from lms.attendance.queries.check_in import card_holder
from lms.attendance.queries.register import guest_of
from lms.people.models import Person


class Holder(NamedTuple):
    """Who can be marked; or who is not on the list, and can be once the trainer says so."""

    person: Person | None = None
    guest: Person | None = None


def holder(session: Session, people: Container[int], code: str, as_guest: str = "") -> Holder:
    """Those on the list (`people`) at once; others who may be guests here, when the trainer has
    agreed to them by their code (`as_guest`). Of anybody else it is not said who they are."""
    person = card_holder(code)
    if person is None or person.id in people:
        return Holder(person)
    guest = guest_of(session, person.code)
    if guest is not None and as_guest == guest.code:
        return Holder(guest)
    return Holder(guest=guest)
