"""What a course is called, in another language: its title, its modules, its glossary.

These are short and read in lists, so they have no drafts: they are shown as soon as they are saved.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select

from lms.courses.actions import touch
from lms.courses.blocks import digest
from lms.courses.models import Course, Module, Term
from lms.db import db
from lms.people.actions import record
from lms.people.models import Person

SHORT, LONG = 300, 5000  # characters of a title or word; of any other text


class Name(NamedTuple):
    """One text of a course that is kept as a map of languages. Lists are one text, a line each."""

    key: str  # "course title", "module 01-my-phone summary", "term button meaning"
    source: str
    text: str
    was: str  # the `mark` of the text
    most: int  # characters


def names(
    course: Course, modules: Iterable[Module], terms: Iterable[Term], source: str, language: str
) -> list[Name]:
    """Every such text that there is in the language `source`, with what there is in `language`."""
    found = []
    for key, row, field in places(course, modules, terms):
        kept: Mapping[str, Any] = getattr(row, field) or {}
        if original := kept.get(source):
            text = as_text(kept.get(language))
            most = SHORT if field in ("title", "term") else LONG
            found.append(Name(key, as_text(original), text, mark(field, text), most))
    return found


class Said(NamedTuple):
    """What is said of a text: `was` is the `mark` of what it was when that began."""

    text: str
    was: str


def rename(
    course: Course,
    modules: Iterable[Module],
    terms: Iterable[Term],
    language: str,
    said: Mapping[str, Said],
    *,
    by: Person,
    now: datetime,
) -> tuple[list[str], list[str]]:
    """Sets what is said of these texts (by key) in a language. Answers the keys of those that are
    different now, and of those that were left alone: somebody has said something else meanwhile.
    Without words a text is not there in that language, and people see the source. The rows are
    read after `locked`."""
    changed: dict[str, tuple[Any, Any]] = {}
    left = []
    for key, row, field in places(course, modules, terms):
        if key not in said:
            continue
        kept = dict(getattr(row, field) or {})
        before, after = kept.pop(language, None), as_kept(field, said[key].text)
        there, typed = (mark(field, as_text(one)) for one in (before, after))
        if typed in (there, said[key].was):
            continue  # the same, or not touched
        if there != said[key].was:
            left.append(key)
            continue
        if after:
            kept[language] = after
        if kept:
            setattr(row, field, kept)
            changed[key] = before, after
    if changed:
        detail = {
            "language": language,
            "before": {key: before for key, (before, _after) in changed.items()},
            "after": {key: after for key, (_before, after) in changed.items()},
        }
        record("course", course.slug, "translated", detail, by=by, now=now)
        touch(courses=[course.id])
        db.session.flush()
    return list(changed), left


def locked(course: Course) -> Course:
    """The course as it is now. Who translates its names at the same moment waits."""
    row = select(Course).where(Course.id == course.id).with_for_update(key_share=True)
    return db.session.scalars(row.execution_options(populate_existing=True)).one()


def mark(field: str, text: str) -> str:
    """What the words of a text are known by, however their lines are broken."""
    return digest(as_text(as_kept(field, text)))


def places(
    course: Course, modules: Iterable[Module], terms: Iterable[Term]
) -> Iterable[tuple[str, Any, str]]:
    """The key of each text, its row and its column, in the order of the course."""
    for field in ("title", "summary", "goals"):
        yield f"course {field}", course, field
    for module in modules:
        for field in ("title", "summary", "goals"):
            yield f"module {module.slug} {field}", module, field
    for term in terms:
        for field in ("term", "meaning"):
            yield f"term {term.slug} {field}", term, field


def as_text(kept: Any) -> str:
    return "\n".join(kept) if isinstance(kept, list) else kept or ""


def as_kept(field: str, text: str) -> Any:
    """A text as its map keeps it: none where it is empty."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if field == "goals":
        return lines or None
    return " ".join(lines) or None
