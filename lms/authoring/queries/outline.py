"""A course as its authors see it: modules and lessons in order, published, new and retired."""

from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from lms.authoring.models import LessonDraft
from lms.courses.models import Assessment, Course, Lesson, LessonText, Module
from lms.db import db


class Stage(StrEnum):
    """Where a lesson is in its life."""

    NEW = "new"  # begun, and nothing of it is published
    OFFERED = "offered"
    RETIRED = "retired"


class Row(NamedTuple):
    """A lesson in the outline of its authors."""

    lesson: Lesson
    languages: list[str]  # in which it is published
    mine: list[str]  # languages of the author's own drafts
    writing: int  # drafts of others

    @property
    def stage(self) -> Stage:
        if not self.languages:
            return Stage.NEW
        return Stage.OFFERED if self.lesson.retired_at is None else Stage.RETIRED


def modules(course: Course) -> list[Module]:
    """All modules of a course in their order, without their lessons."""
    found = select(Module).where(Module.course_id == course.id).order_by(Module.slug)
    return list(db.session.scalars(found))


def rows(modules: Collection[Module], person_id: int) -> dict[int, list[Row]]:
    """module -> its lessons in their order. Three queries."""
    ids = [module.id for module in modules]
    of_these = Lesson.module_id.in_(ids)
    lessons: Sequence[Lesson] = db.session.scalars(
        select(Lesson).where(of_these).order_by(Lesson.slug)
    ).all()
    languages: dict[int, list[str]] = {lesson.id: [] for lesson in lessons}
    drafts: dict[int, list[tuple[int, str]]] = {lesson.id: [] for lesson in lessons}
    texts = select(LessonText.lesson_id, LessonText.language).join(Lesson).where(of_these)
    for lesson_id, language in db.session.execute(texts.order_by(LessonText.language)):
        languages[lesson_id].append(language)
    written = select(LessonDraft.lesson_id, LessonDraft.person_id, LessonDraft.language)
    for lesson_id, author, language in db.session.execute(
        written.join(Lesson).where(of_these).order_by(LessonDraft.language)
    ):
        drafts[lesson_id].append((author, language))
    found: dict[int, list[Row]] = {key: [] for key in ids}
    for lesson in lessons:
        mine = [language for author, language in drafts[lesson.id] if author == person_id]
        others = len(drafts[lesson.id]) - len(mine)
        found[lesson.module_id].append(Row(lesson, languages[lesson.id], mine, others))
    return found


def quizzes(modules: Collection[Module]) -> dict[int, list[Assessment]]:
    """module -> its quizzes that are offered, by their names. One query."""
    found = select(Assessment).where(
        Assessment.module_id.in_([module.id for module in modules]),
        Assessment.retired_at.is_(None),
    )
    listed: dict[int, list[Assessment]] = {module.id: [] for module in modules}
    for quiz in db.session.scalars(found.order_by(Assessment.slug)):
        listed[quiz.module_id].append(quiz)
    return listed


def lesson(lesson_id: int) -> Lesson | None:
    """A lesson, whether it is offered or not, with its module, course and texts."""
    course = joinedload(Lesson.module).joinedload(Module.course)
    return db.session.get(Lesson, lesson_id, options=[course, selectinload(Lesson.texts)])


def module(module_id: int) -> Module | None:
    """A module, whether it is offered or not, with its course."""
    return db.session.get(Module, module_id, options=[joinedload(Module.course)])
