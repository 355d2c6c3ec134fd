"""What is on every paper of evidence, and how a table on paper is told."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from flask_babel import gettext as _

from lms.courses.models import Programme
from lms.i18n import in_words, speaking

PICTURES = {"image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg"}


class Column(NamedTuple):
    """`width` in millimetres; 0: what is left. `kind`: text, name, code or number."""

    words: str
    width: int = 0
    kind: str = "text"


class Logo(NamedTuple):
    """A picture, and what it is called beside the template."""

    name: str
    content: bytes


def logo_of(kind: str, content: bytes) -> Logo | None:
    return Logo(f"logo.{PICTURES[kind]}", content) if kind in PICTURES else None


def house(programme: Programme, logo: Logo | None, *, title: str, foot: str) -> dict[str, Any]:
    """The facts that lms/sheets/house.typ asks for."""
    return {
        "lang": speaking(),
        "title": title,
        "head": {
            "project": programme.project or in_words(programme.title),
            "funding": programme.funding or "",
            "logo": logo.name if logo else None,
            "logo_words": _("Logo"),
        },
        "page": _("Page %(number)s of %(all)s", number="{number}", all="{all}"),
        "foot": foot,
    }


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
