"""What an import gave a row last, and what people have made of it in the browser since.

`imported` of a row holds the values that an import set, and `retired` where an import retired it;
of a lesson its `slug`, the slug of the module that it was `in_module`, and its `languages`; of a
programme its `courses`, each a slug and units, and its `policy`; of a question the number of the
`version` that an import gave it. None: the row was begun in the browser. Of texts, their versions
say it (`Newest`).
"""

from typing import Any, NamedTuple

from lms.courses import policy as policies
from lms.courses.content import written
from lms.courses.content.reader import is_numbered
from lms.courses.models import (
    Assessment,
    Course,
    Lesson,
    LessonText,
    Module,
    Programme,
    Question,
    Term,
)

Row = Course | Module | Lesson | Assessment | Term | Programme


class Newest(NamedTuple):
    """The numbers of a text's newest version, and of the newest that came as a folder (or none)."""

    number: int
    from_folder: int | None

    @property
    def is_a_persons(self) -> bool:
        return self.number != self.from_folder


Versions = dict[tuple[int, str], Newest]  # by the lesson's id and the language


def value(row: Row, name: str) -> Any:
    """What the row has now, as `imported` would hold it."""
    if isinstance(row, Programme) and name == "courses":
        parts = sorted(row.courses, key=lambda part: part.position)
        return [[part.course.slug, part.units] for part in parts]
    if isinstance(row, Programme) and name == "policy":
        return policies.as_dict(row.policy)
    return getattr(row, name)


def keep(row: Row, values: dict[str, Any]) -> None:
    """An import has given the row these values."""
    if row.imported != values:
        row.imported = values


def keep_question(row: Question) -> None:
    """An import has given the question its version in force."""
    keep_of = {"version": row.version}
    if row.imported != keep_of:
        row.imported = keep_of


def keep_retired(row: Any) -> None:
    """An import has retired the row. Files say nothing of imports."""
    if before := getattr(row, "imported", None):
        row.imported = {**before, "retired": True}


def overwritten(row: Row, values: dict[str, Any]) -> list[str]:
    """The names of those values of a folder that would go over what somebody made in the browser.
    "retired": somebody has retired the row, and the folder would bring it back."""
    before = row.imported
    names = [name for name, said in values.items() if value(row, name) != said]
    if before is not None:
        names = [name for name in names if name in before and value(row, name) != before[name]]
    if row.retired_at is not None and not (before or {}).get("retired"):
        names.append("retired")
    return names


def is_only_here(row: Row | Question) -> bool:
    """No folder ever had it."""
    return row.imported is None


def is_changed(row: Course | Module | Lesson | Assessment | Term) -> bool:
    """Somebody has changed, moved or brought back in the browser what came as a folder."""
    before = row.imported or {}
    if before.get("retired") and row.retired_at is None:
        return True
    return any(getattr(row, name, given) != given for name, given in before.items())


def is_made_here(row: Assessment) -> bool:
    """A quiz that is offered, and was begun or changed in the browser."""
    return row.retired_at is None and (is_only_here(row) or is_changed(row))


def in_force(question: Question) -> dict[str, Any]:
    """What a question asks now, as plain values."""
    return next(one.content for one in question.versions if one.number == question.version)


def is_question_changed(row: Question) -> bool:
    """Somebody has changed in the browser what came as a folder, or brought it back."""
    before = row.imported
    if before is None:
        return False
    return before.get("version") != row.version or bool(before.get("retired"))


def question_overwritten(row: Question, content: dict[str, Any]) -> bool:
    """Whether a folder's question would go over what somebody made in the browser."""
    before = row.imported or {}
    if row.retired_at is not None and not before.get("retired"):
        return True
    return before.get("version") != row.version and in_force(row) != content


def is_moved(lesson: Lesson) -> bool:
    """Somebody has brought it into another module than the folder had it in."""
    module = (lesson.imported or {}).get("in_module", lesson.module.slug)
    return bare(module) != bare(lesson.module.slug)


def bare(slug: str) -> str:
    return slug[3:] if is_numbered(slug) else slug


def newest(versions: Versions, lesson: Lesson, language: str) -> Newest | None:
    return versions.get((lesson.id, language))


def texts_only_here(lesson: Lesson, versions: Versions) -> dict[str, LessonText]:
    """The languages that a lesson has in the browser only: no folder ever had them."""
    found = {text.language: newest(versions, lesson, text.language) for text in lesson.texts}
    return {
        text.language: text
        for text in lesson.texts
        if (one := found[text.language]) and one.from_folder is None
    }


def as_written(text: LessonText) -> written.Text:
    """A published text as a file would have it."""
    return written.Text(
        file="", first=1, language=text.language, title=text.title, minutes=text.minutes,
        goals=text.goals, summary=text.summary, audio=text.audio, markdown=text.markdown,
    )  # fmt: skip
