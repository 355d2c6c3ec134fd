"""Changing the bank of questions of a course. Who and when are arguments; nothing is committed."""

from collections.abc import Collection
from datetime import datetime

from flask_babel import gettext as _

from lms.courses.actions.questions import put_question
from lms.courses.models import Assessment, Course
from lms.courses.models import Question as Row
from lms.errors import Refused
from lms.i18n import in_words
from lms.people.actions import record
from lms.people.models import Person
from lms.questions import Question
from lms.questions.formats.naming import slug


def save(
    course: Course, question: Question, row: Row | None = None, *, by: Person, now: datetime
) -> tuple[Row, bool]:
    """A question as its author left it: new, or in a new version. Whether anything is different."""
    is_new = row is None
    row, changed = put_question(course, question, row, by=by, now=now)
    if changed:
        verb = "question added" if is_new else "question changed"
        detail = {"key": row.key, "version": row.version}
        record("course", course.slug, verb, detail, by=by, now=now)
    return row, changed


def retire(row: Row, used: Collection[Assessment], *, by: Person, now: datetime) -> None:
    """No new quiz offers it; attempts keep it. Raises Refused where a quiz has chosen it."""
    if used:
        names = ", ".join(in_words(quiz.title) for quiz in used)
        raise Refused(
            _("This question stands in a quiz: %(names)s. Take it out there first.", names=names)
        )
    if row.retired_at is None:
        row.retired_at = now
        record("course", row.course.slug, "question retired", {"key": row.key}, by=by, now=now)


def bring_back(row: Row, *, by: Person, now: datetime) -> None:
    """It is offered again, as it was."""
    if row.retired_at is not None:
        row.retired_at = None
        record("course", row.course.slug, "question brought back", {"key": row.key}, by=by, now=now)


def key_for(question: Question, taken: Collection[str]) -> str:
    """A key of its own for a new question: of the first words that it asks, where those are in
    Latin letters."""
    base = slug(in_words(question.prompt.text)) or f"{question.kind}".replace("_", "-")
    numbers = range(2, len(taken) + 3)
    return next(name for name in (base, *(f"{base}-{one}" for one in numbers)) if name not in taken)
