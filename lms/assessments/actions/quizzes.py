"""Quizzes of a course: begun, set, filled with questions, retired, brought back.

Who and when are arguments; the commit is not ours (lms/web.py).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from flask_babel import gettext as _
from sqlalchemy import select

from lms import seen
from lms.assessments.rules.times import quiz_of
from lms.courses.actions import touch
from lms.courses.models import Assessment, Module, Programme, ProgrammeCourse
from lms.courses.policy import named
from lms.courses.rules.naming import free_name, name_of
from lms.db import db
from lms.errors import Refused
from lms.i18n import in_words
from lms.people.actions import record
from lms.people.models import Person
from lms.questions import Draw, Quiz, Use, plain_quiz
from lms.questions.quizzes import MOST_QUESTIONS

NOUN = "assessment"  # what the history calls it


class Set(NamedTuple):
    """What is said of a quiz, but for its questions."""

    title: dict[str, str]
    kind: str
    quiz: Quiz  # its items are not looked at


def key_of(row: Assessment) -> str:
    """What files and policies call it: "digital-basics/02-safe-online/check"."""
    return f"{row.module.key}/{row.slug}"


def create(module: Module, said: Set, *, by: Person, now: datetime) -> Assessment:
    """A new quiz of a module, without questions. Its slug is made of its title. It is not offered
    before its author brings it to people (`bring_back`): retired since it was begun."""
    db.session.execute(select(Module.id).where(Module.id == module.id).with_for_update())
    there = set(db.session.scalars(select(Assessment.slug).filter_by(module_id=module.id)))
    title = said.title.get("en") or next(iter(said.title.values()))
    slug = free_name(name_of(title, "quiz"), there.__contains__)
    content = plain_quiz(replace(said.quiz, items=()))
    row = Assessment(
        module=module, slug=slug, kind=said.kind, title=said.title, content=content, retired_at=now
    )
    db.session.add(row)
    db.session.flush()
    record(NOUN, key_of(row), "created", {"title": said.title}, by=by, now=now)
    touch(courses=[module.course_id])
    return row


def change(row: Assessment, said: Set, *, by: Person, now: datetime) -> list[str]:
    """Sets what is different of the settings, and says which. Its questions stay. Attempts that
    were begun keep the settings that they were begun with."""
    items = quiz_of(row.content).items
    content = plain_quiz(replace(said.quiz, items=items))
    before = {"title": row.title, "kind": row.kind, **_settings(row.content)}
    after = {"title": said.title, "kind": said.kind, **_settings(content)}
    different = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    if not different:
        return []
    row.title, row.kind, row.content = said.title, said.kind, content
    detail = {
        "before": {key: before.get(key) for key in different},
        "after": {key: after.get(key) for key in different},
    }
    record(NOUN, key_of(row), "changed", detail, by=by, now=now)
    touch(courses=[row.module.course_id])
    return different


def _settings(content: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in content.items() if key != "questions"}


def sign_of(row: Assessment) -> str:
    """A short sign of what is set, without the questions; another one for other settings."""
    return seen.sign_of([row.title, row.kind, _settings(row.content)])


def put_items(row: Assessment, items: Sequence[Use | Draw], *, by: Person, now: datetime) -> bool:
    """What the quiz asks from now on, in this order; whether that is different. Raises Refused
    where there is too much, or a question twice."""
    uses = [item.question for item in items if isinstance(item, Use)]
    if len(items) > MOST_QUESTIONS:
        raise Refused(
            _("A quiz has at most %(most)s lines. Draw some of the questions.", most=MOST_QUESTIONS)
        )
    if len(set(uses)) < len(uses):
        raise Refused(_("This question is in the quiz already."))
    content = plain_quiz(replace(quiz_of(row.content), items=tuple(items)))
    before, after = row.content.get("questions", []), content.get("questions", [])
    if before == after:
        return False
    row.content = content
    record(NOUN, key_of(row), "changed", {"before": before, "after": after}, by=by, now=now)
    if bool(before) != bool(after):
        touch(courses=[row.module.course_id])
    return True


def retire(row: Assessment, *, by: Person, now: datetime) -> None:
    """It is offered no more; attempts, results and its questions stay. Raises Refused while the
    rules of a programme ask for it."""
    if asked := programmes_asking(row):
        raise Refused(
            _("Whoever completes %(programmes)s must pass this quiz, so it stays.",
              programmes=_(", ").join(in_words(one.title) for one in asked))
        )  # fmt: skip
    if row.retired_at is None:
        row.retired_at = now
        record(NOUN, key_of(row), "retired", by=by, now=now)
        touch(courses=[row.module.course_id])


def bring_back(row: Assessment, *, by: Person, now: datetime) -> None:
    """It is offered, for the first time or again. Raises Refused where its module is not."""
    if row.module.retired_at is not None:
        raise Refused(_("Its module is not offered. Bring the module back first."))
    if row.retired_at is not None:
        row.retired_at = None
        record(NOUN, key_of(row), "brought back", by=by, now=now)
        touch(courses=[row.module.course_id])


def programmes_asking(row: Assessment) -> list[Programme]:
    """The programmes whose rules name this quiz."""
    has_it = select(ProgrammeCourse.programme_id).filter_by(course_id=row.module.course_id)
    found = select(Programme).where(Programme.id.in_(has_it), Programme.retired_at.is_(None))
    key = key_of(row)
    return [
        one
        for one in db.session.scalars(found.order_by(Programme.slug))
        if key in named(one.policy).tests
    ]
