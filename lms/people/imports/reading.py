"""What a row of people.csv says, by the columns of a Person."""

import re
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.people import rules
from lms.people.models import Person, Role
from lms.tables import Row, cells
from lms.tables.items import Item

ROLES = (Role.LEARNER, Role.TRAINER, Role.COORDINATOR)
EARLIEST = date(1900, 1, 1)
EXPECTED = {  # of a column: what it looks like, and what is said where it does not
    "language": (
        re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*"),
        _l("Write the language as a code, such as sl or uk."),
    ),
    "email": (
        re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"),
        _l("This is not an e-mail address. Write it like this: name@example.org."),
    ),
    "organisation": (
        re.compile(r"[^\s/\\]+"),
        _l("Write the short name of the organisation, without spaces."),
    ),
}


def person_of(row: Row, by: Person | None, today: date) -> Item[str]:
    """The values of a row, by the columns of a Person; the organisation by its slug."""
    values: dict[str, Any] = {
        "code": person_code(row),
        "name": row.text("display_name", 200, needed=True),
    }
    readers = {
        "native_name": lambda: row.text("native_name", 200),
        "language": lambda: matching(row, "language", 20),
        "email": lambda: matching(row, "email", 254).lower(),
        "phone": lambda: row.text("phone", 40),
        "gender": lambda: gender(row),
        "birth_date": lambda: birth_date(row, today),
    }
    values |= {name: reader() or None for name, reader in readers.items() if row.has(name)}
    if chosen := role(row):
        values["role"] = chosen
    if row.has("organisation"):
        values["organisation"] = matching(row, "organisation", 80) or None
    if by and not rules.is_administrator(by) and not values.get("organisation"):
        values["organisation"] = by.organisation and by.organisation.slug
    return Item(row, values["code"], values)


def person_code(row: Row, column: str = "person_code") -> str:
    """A code that can be a part of an address: without slashes."""
    code = row.code(column, 40)
    if not cells.fits_address(code):
        row.wrong(column, _("A code cannot have slashes. Use letters, numbers and - instead."))
    return code


def matching(row: Row, column: str, most: int) -> str:
    """A text that looks like what its column asks for."""
    text = row.code(column, most, needed=False)
    pattern, words = EXPECTED[column]
    if text and not pattern.fullmatch(text):
        row.wrong(column, str(words))
    return text


def gender(row: Row) -> str | None:
    return row.choice("gender", ("F", "M", "X"))


def birth_date(row: Row, today: date) -> date | None:
    born = row.day("birth_date")
    if born and not EARLIEST <= born < today:
        row.wrong("birth_date", _("Look at the year: it must be between 1900 and today."))
    return born


def role(row: Row) -> str | None:
    if (row.cells.get("role") or "").lower() == Role.ADMINISTRATOR:
        row.wrong("role", _("A file cannot make administrators. Use: lms people create"))
        return None
    return row.choice("role", ROLES)
