"""What a course is called, in another language: its title, its modules, its glossary.

These are short and read in lists, so they have no drafts: they are shown as soon as they are saved.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from lms.courses.actions import touch
from lms.courses.models import Course, Module, Term
from lms.db import db
from lms.people.actions import record
from lms.people.models import Person


class Name(NamedTuple):
    """One text of a course that is kept as a map of languages. Lists are one text, a line each."""

    key: str  # "course title", "module 01-my-phone summary", "term button meaning"
    source: str
    text: str


def names(
    course: Course, modules: Iterable[Module], terms: Iterable[Term], source: str, language: str
) -> list[Name]:
    """Every such text that there is in the language `source`, with what there is in `language`."""
    found = []
    for key, row, field in places(course, modules, terms):
        kept: Mapping[str, Any] = getattr(row, field) or {}
        if original := kept.get(source):
            found.append(Name(key, as_text(original), as_text(kept.get(language))))
    return found


def rename(
    course: Course,
    modules: Iterable[Module],
    terms: Iterable[Term],
    language: str,
    said: Mapping[str, str],
    *,
    by: Person,
    now: datetime,
) -> list[str]:
    """Sets what is said of these texts (by key) in a language, and says which are different now.
    Without words a text is not there in that language, and people see the source."""
    changed = []
    for key, row, field in places(course, modules, terms):
        if key not in said:
            continue
        kept = dict(getattr(row, field) or {})
        before = kept.pop(language, None)
        after = as_kept(field, said[key])
        if after:
            kept[language] = after
        if before != after and kept:
            setattr(row, field, kept)
            changed.append(key)
    if changed:
        detail = {"language": language, "texts": changed}
        record("course", course.slug, "translated", detail, by=by, now=now)
        touch(courses=[course.id])
        db.session.flush()
    return changed


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
    return " ".join(lines)[:5000] or None
