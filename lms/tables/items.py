"""What a row says once it is read, and what several rows say of the same thing."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask_babel import gettext as _

from lms.tables.rows import Row

Key = TypeVar("Key", bound=Hashable)


@dataclass(slots=True)
class Item(Generic[Key]):
    """A row as it was read. `key` says which record is meant, `values` what it shall say."""

    row: Row
    key: Key
    values: dict[str, Any]


def once(items: Iterable[Item[Key]], column: str | None) -> list[Item[Key]]:
    """The items, equal ones as one. The same key with other values is wrong, in `column` or, where
    that is none, in the row.

    Items of rows in which something is wrong already stay, and are not compared.
    """
    first: dict[Key, Item[Key]] = {}
    kept = []
    for item in items:
        known = first.setdefault(item.key, item) if item.row.ok else item
        if known is item:
            kept.append(item)
        elif known.values != item.values:
            item.row.wrong(
                column,
                _(
                    "Row %(row)s is about the same, with other data. Keep one of them.",
                    row=known.row.number,
                ),
            )
    return kept
