"""The tasks of a lesson, as its texts say them, and where a person is with each."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import inspect, select
from sqlalchemy.orm import joinedload

from lms.courses.markup.tasks import Task
from lms.courses.models import Lesson, LessonText
from lms.coursework.models import State, TaskAnswer
from lms.db import db


class Found(NamedTuple):
    """A task, and the text in which it is shown."""

    task: Task
    text: LessonText


class Standing(NamedTuple):
    """A task of a lesson, and how far its reader is with it."""

    key: str
    kind: str
    title: dict  # language -> words
    state: State | None  # none: not begun


def find(texts: Mapping[str, LessonText], key: str, order: Sequence[str]) -> Found | None:
    """The task of this key in the first of these languages that has it; none where none has."""
    for language in dict.fromkeys((*order, *texts)):
        if text := texts.get(language):
            for task in text.uses.get("tasks", ()):
                if task["key"] == key and task["place"] < len(text.blocks):
                    return Found(task, text)
    return None


def standings(lesson: Lesson, person_id: int) -> list[Standing]:
    """The tasks of a lesson in their order, and where this person is. At most two queries; one
    where the texts of the lesson are at hand."""
    said = {language: used.get("tasks", ()) for language, used in _uses(lesson)}
    if not any(said.values()):
        return []
    return standings_of(said, begun(lesson.id, person_id))


def _uses(lesson: Lesson) -> list[tuple[str, dict]]:
    if "texts" not in inspect(lesson).unloaded:
        return [(text.language, text.uses) for text in lesson.texts]
    uses = select(LessonText.language, LessonText.uses).where(LessonText.lesson_id == lesson.id)
    return [(language, used) for language, used in db.session.execute(uses)]


def standings_of(said: Mapping[str, Sequence[Task]], begun: Mapping[str, State]) -> list[Standing]:
    """The tasks that the texts of a lesson have (language -> tasks): the same key is one task."""
    found: dict[str, Standing] = {}
    for language, tasks in said.items():
        for task in tasks:
            key = task["key"]
            one = found.setdefault(key, Standing(key, task["kind"], {}, begun.get(key)))
            one.title[language] = task["title"]
    return list(found.values())


def begun(lesson_id: int, person_id: int) -> dict[str, State]:
    """task -> where the person is with it."""
    theirs = select(TaskAnswer).where(
        TaskAnswer.person_id == person_id, TaskAnswer.lesson_id == lesson_id
    )
    found = db.session.scalars(theirs.options(joinedload(TaskAnswer.feedback)))
    return {answer.task: answer.state for answer in found.unique()}
