"""What a saved view may be, who may do what with it, and what of its filters still holds."""

from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from lms.people.models import Person
from lms.people.rules import is_administrator, is_staff
from lms.reports.models import SavedView

PASSING = ("page", "csrf_token")  # parts of an address that are no filter
NAMES_A_ROW = ("group", "programme", "organisation", "project")


class Address(NamedTuple):
    """A page and its filters: {"programme": "base"}."""

    path: str
    filters: dict[str, str]

    def __str__(self) -> str:
        query = urlencode(self.filters)
        return f"{self.path}?{query}" if query else self.path

    def without(self, names: set[str]) -> "Address":
        kept = {name: value for name, value in self.filters.items() if name not in names}
        return Address(self.path, kept)


def address_of(text: str) -> Address:
    """An address as it is kept: without the number of a page of a list, and without empty ones."""
    parts = urlsplit(text)
    filters = {name: value for name, value in parse_qsl(parts.query) if name not in PASSING}
    return Address(parts.path, filters)


def may_open(person: Person, view: SavedView) -> bool:
    """Its owner; where it is shared, the staff of the organisation that it was shared with. What
    the page then shows is what that person may see."""
    if view.person_id == person.id:
        return True
    mine = person.organisation_id
    shared = view.is_shared and mine is not None and mine == view.organisation_id
    return is_staff(person) and (shared or (view.is_shared and is_administrator(person)))


def may_change(person: Person, view: SavedView) -> bool:
    return is_staff(person) and view.person_id == person.id
