"""How a record of evidence is told on paper: tables, for lms/sheets/record.typ."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from lms.courses.models import Programme
from lms.evidence.rules.letterhead import letterhead


class Column(NamedTuple):
    """`width` in millimetres; 0: what is left. `kind`: text, name, code or number."""

    words: str
    width: int = 0
    kind: str = "text"


def head(programme: Programme, title: str, foot: str, *, has_logo: bool) -> dict[str, Any]:
    """What stands on every page."""
    return letterhead(programme, title, has_logo=has_logo) | {"foot": foot}


def section(
    heading: str,
    columns: Sequence[Column] = (),
    rows: Iterable[Sequence[Any]] = (),
    words: Iterable[str] = (),
) -> dict[str, Any]:
    """A heading, a table and some lines below it."""
    return {
        "heading": heading,
        "columns": [column._asdict() for column in columns],
        "rows": [list(row) for row in rows],
        "words": list(words),
    }
