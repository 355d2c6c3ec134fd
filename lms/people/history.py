"""The history of a record, in words that a person reads."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from flask_babel import gettext as _

from lms.people.models import Change
from lms.people.words import COLUMNS, GENDERS, ROLES, VERBS


class Told(NamedTuple):
    """One change: who, when (a moment in UTC), what was done, and each value before and since."""

    who: str
    at: datetime
    what: str
    values: list[tuple[str, str, str]]


def in_plain_words(change: Change, organisations: dict[int, str]) -> Told:
    """A change of a person's record; `organisations` are their names by id."""
    who = change.by.name if change.by else _("A file or command on the server")
    detail = change.detail or {}
    before, after = detail.get("before", {}), detail.get("after", {})
    values = [
        (
            str(COLUMNS.get(column, column)),
            spoken_value(column, before.get(column), organisations),
            spoken_value(column, value, organisations),
        )
        for column, value in after.items()
    ]
    return Told(who, change.at, str(VERBS.get(change.verb, change.verb)), values)


def spoken_value(column: str, value: Any, organisations: dict[int, str]) -> str:
    """A value of the record as a person says it: not "F" but "Woman"."""
    if value is None:
        return "–"
    if column == "organisation_id":
        return organisations.get(value, str(value))
    known: dict[str, Mapping[Any, Any]] = {"role": ROLES, "gender": GENDERS}
    return str(known.get(column, {}).get(value, value))
