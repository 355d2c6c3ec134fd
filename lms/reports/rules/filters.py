"""The filters of pages of figures: one vocabulary, which lives in the address.

country organisation track programme group theme project   which groups
gender age language from to standing only counted          which people of them
on by sort                                                 the day, and how it is shown
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

from lms.completion.outcome import Outlook
from lms.courses.models import Track


class Age(StrEnum):
    """Age in whole years on the day on which a membership began."""

    YOUNG = "0-17"
    ADULT = "18-60"
    OLD = "61+"
    NONE = "none"  # no birth date


class By(StrEnum):
    """What the rows of a table are."""

    COUNTRY = "country"
    ORGANISATION = "organisation"
    PROGRAMME = "programme"
    GROUP = "group"
    TRACK = "track"
    THEME = "theme"
    PROJECT = "project"
    GENDER = "gender"
    AGE = "age"
    LANGUAGE = "language"


NONE = "none"  # not known, or not said
GENDERS = ("F", "M", "X", NONE)
OF_PEOPLE = (By.GENDER, By.AGE, By.LANGUAGE)
NARROWER = {  # a row of this is opened as rows of that; the others as the list of people
    By.COUNTRY: By.ORGANISATION,
    By.PROJECT: By.ORGANISATION,
    By.ORGANISATION: By.PROGRAMME,
    By.TRACK: By.PROGRAMME,
    By.THEME: By.PROGRAMME,
    By.PROGRAMME: By.GROUP,
}
LONGEST = 80  # letters of a slug
ADDRESSED = {"start": "from", "end": "to"}  # a field -> how the address calls it
DAY = re.compile(r"\d{4}-\d\d-\d\d")
CELL = re.compile(
    r"there|(came|held):[1-9][0-9]{0,3}|(begun|done):[\w-]+/[\w-]+|both:[\w-]+"
    r"|(entry|exit):[\w-]+:[\w-]+:[^:]+"
)
DIVIDING = {  # a field that divides the people of a group by what they are -> its empty value
    "gender": "", "age": "", "language": "", "start": None, "end": None, "counted": "",
}  # fmt: skip
PASSING = ("page", "kind")  # parts of an address that are no filter


@dataclass(frozen=True)
class Wish:
    """What of all the figures is to be shown. `unread` are filters that could not be read, with
    what stood there: they are left out, and the page says so."""

    country: str = ""
    organisation: str = ""
    track: str = ""
    programme: str = ""
    group: str = ""
    theme: str = ""
    project: str = ""
    gender: str = ""
    age: str = ""
    language: str = ""
    start: date | None = None
    end: date | None = None
    standing: Outlook | None = None
    only: str = ""
    counted: str = ""  # by a number of a chart: lms/reports/queries/cells.py
    on: date | None = None
    by: str = ""
    sort: str = ""
    unread: tuple[tuple[str, str], ...] = ()

    @property
    def groups_only(self) -> bool:
        """No filter divides the people of a group."""
        return not (self.divides or self.start or self.end)

    @property
    def divides(self) -> bool:
        """A filter of what people are, or where they stand, divides those of a group."""
        people = (self.gender, self.age, self.language, self.standing, self.counted)
        return any(people) or self.only == "conflict"

    @property
    def is_turned(self) -> bool:
        """A period was asked for whose last day lies before its first."""
        return self.start is not None and any(
            name == "to" and DAY.fullmatch(value) for name, value in self.unread
        )

    def but(self, **changes: Any) -> "Wish":
        return replace(self, **changes)

    def of_whole_groups(self) -> "Wish":
        """For a page that does not divide people by what they are."""
        return self.leaving_out(DIVIDING)

    def leaving_out(self, unused: Mapping[str, Any]) -> "Wish":
        """For a page that cannot use these fields (field -> its empty value): they are left out,
        and told in `unread`."""
        named = [(ADDRESSED.get(name, name), getattr(self, name)) for name in unused]
        left_out = tuple((name, str(value)) for name, value in named if value)
        return self.but(**unused, unread=self.unread + left_out)

    def args(self, **changes: Any) -> dict[str, Any]:
        """What stands in the address, in the order of this page; "" or None takes a filter off."""
        changed = replace(self, **changes)
        return {name: str(value) for name, value in _addressed(changed) if value}

    def chosen(self) -> list[tuple[str, str]]:
        """The filters that narrow what is shown: (name in the address, value)."""
        return [pair for pair in self.args().items() if pair[0] not in ("by", "sort")]


def _addressed(wish: Wish) -> list[tuple[str, Any]]:
    values = [(one.name, getattr(wish, one.name)) for one in fields(wish) if one.name != "unread"]
    return [(ADDRESSED.get(name, name), value) for name, value in values]


def _slug(text: str) -> str:
    if len(text) > LONGEST:
        raise ValueError
    return text


def _country(text: str) -> str:
    if text != NONE and (len(text) != 2 or not text.isascii() or not text.isalpha()):
        raise ValueError
    return text if text == NONE else text.upper()


def _cell(text: str) -> str:
    if len(text) > 2 * LONGEST or not CELL.fullmatch(text):
        raise ValueError
    return text


def _among(*known: str) -> Any:
    def read_it(text: str) -> str:
        if text not in known:
            raise ValueError
        return text

    return read_it


READERS: dict[str, Any] = {
    "country": _country,
    "organisation": _slug,
    "track": _among(*Track),
    "programme": _slug,
    "group": _slug,
    "theme": _slug,
    "project": _slug,
    "gender": _among(*GENDERS),
    "age": _among(*Age),
    "language": _slug,
    "from": date.fromisoformat,
    "to": date.fromisoformat,
    "standing": Outlook,
    "only": _among("conflict", "short"),
    "counted": _cell,
    "on": date.fromisoformat,
    "by": _among(*By),
    "sort": _slug,
}
NAMES = {name: field for field, name in ADDRESSED.items()}


def read(args: Mapping[str, str]) -> Wish:
    """The filters of an address. What cannot be read, and names that are no filter, are left out
    and told in `unread`; a period that ends before it begins is left out as well."""
    found: dict[str, Any] = {}
    unread = []
    for name, text in args.items():
        text = text.strip()
        if not text or name in PASSING:
            continue
        try:
            found[NAMES.get(name, name)] = READERS[name](text)
        except (KeyError, ValueError):
            unread.append((name[:LONGEST], text[:LONGEST]))
    start, end = found.get("start"), found.get("end")
    if start and end and end < start:
        unread.append(("to", str(found.pop("end"))))
    return Wish(**found, unread=tuple(unread))
