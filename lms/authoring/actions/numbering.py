"""The order of modules in a course and of lessons in a module: the two digits before their names.

A row keeps its name when its number changes, so that a content folder still knows it, and so does
what people have done with it (by its id).
"""

import re
from collections.abc import Sequence
from typing import Protocol

from flask_babel import gettext as _

from lms.db import db
from lms.errors import Refused

MOST = 99  # two digits
Renamed = dict[str, str]  # old slug -> new slug


class Numbered(Protocol):
    id: int
    slug: str


def next_slug(rows: Sequence[Numbered], name: str) -> str:
    """The slug of a new last row; before it, `make_room` where its renaming matters."""
    make_room(rows)
    last = max((number_of(row) for row in rows), default=0)
    return f"{last + 1:02}-{name}"


def make_room(rows: Sequence[Numbered]) -> Renamed:
    """Sees to it that there is a number for one more at the end: gaps are closed where they use
    numbers up. Says which slugs are different now. Raises Refused where there are 99 already."""
    if len(rows) >= MOST:
        raise Refused(_("There are 99 of them already, and no number for one more."))
    if max((number_of(row) for row in rows), default=0) < MOST:
        return {}
    return put_in_order(rows, numbers=range(1, len(rows) + 1))


def moved_before(rows: Sequence[Numbered], row: Numbered, place: Numbered | None) -> Renamed:
    """Puts one of the rows before another, or at the end; says which slugs are different now."""
    others = [other for other in rows if other.id != row.id]
    at = others.index(place) if place in others else len(others)
    return put_in_order([*others[:at], row, *others[at:]])


def put_in_order(rows: Sequence[Numbered], numbers: Sequence[int] | None = None) -> Renamed:
    """Gives rows the numbers that they have already, in this order; or 1, 2, 3 where two have the
    same. In two steps: the database knows each slug once at any moment."""
    if numbers is None:
        numbers = sorted({number_of(row) for row in rows} - {0})
        if len(numbers) < len(rows):
            numbers = range(1, len(rows) + 1)
    wanted = {
        row.id: f"{number:02}-{bare(row.slug)}" for row, number in zip(rows, numbers, strict=True)
    }
    different = [row for row in rows if row.slug != wanted[row.id]]
    renamed = {row.slug: wanted[row.id] for row in different}
    for row in different:
        row.slug = f"~{row.id}"
    db.session.flush()
    for row in different:
        row.slug = wanted[row.id]
    db.session.flush()
    return renamed


def number_of(row: Numbered) -> int:
    """The number of a slug: 2 of "02-safe-online"; 0 where it has none."""
    found = re.match(r"(\d\d)-", row.slug)
    return int(found[1]) if found else 0


def bare(slug: str) -> str:
    """A slug without its number: "safe-online" of "02-safe-online"."""
    return re.sub(r"^\d\d-", "", slug)
