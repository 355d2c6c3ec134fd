"""The courses of an author, and how far each is."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import case, exists, func, select

from lms.authoring.models import LessonDraft
from lms.courses.models import Course, Lesson, LessonText, Module, Programme, ProgrammeCourse
from lms.db import db


class State(NamedTuple):
    """How far a course is."""

    lessons: int  # that people can read
    languages: dict[str, int]  # language -> how many of those are published in it
    drafts: int  # texts that are being written, by anybody


def states(course_ids: Collection[int]) -> dict[int, State]:
    """The state of each course. Three queries."""
    ids = list(course_ids)
    offered = (Lesson.retired_at.is_(None)) & (Module.retired_at.is_(None))
    lessons = (
        select(Module.course_id, func.sum(case((offered, 1), else_=0)))
        .join(Lesson, Lesson.module_id == Module.id)
        .where(Module.course_id.in_(ids))
        .group_by(Module.course_id)
    )
    texts = (
        select(Module.course_id, LessonText.language, func.count())
        .join(Lesson, Lesson.module_id == Module.id)
        .join(LessonText, LessonText.lesson_id == Lesson.id)
        .where(Module.course_id.in_(ids), offered)
        .group_by(Module.course_id, LessonText.language)
        .order_by(Module.course_id, func.count().desc(), LessonText.language)
    )
    drafts = (
        select(Module.course_id, func.count())
        .join(Lesson, Lesson.module_id == Module.id)
        .join(LessonDraft, LessonDraft.lesson_id == Lesson.id)
        .where(Module.course_id.in_(ids))
        .group_by(Module.course_id)
    )
    counted = {course_id: int(count) for course_id, count in db.session.execute(lessons)}
    written = dict(iter(db.session.execute(drafts)))
    languages: dict[int, dict[str, int]] = {course_id: {} for course_id in ids}
    for course_id, language, count in db.session.execute(texts):
        languages[course_id][language] = count
    return {
        course_id: State(counted.get(course_id, 0), languages[course_id], written.get(course_id, 0))
        for course_id in ids
    }


def course(slug: str) -> Course | None:
    """A course of this slug, retired or not."""
    return db.session.scalar(select(Course).where(Course.slug == slug))


def course_is_there(slug: str) -> bool:
    return bool(db.session.scalar(select(exists().where(Course.slug == slug))))


def programmes_of(course_id: int) -> list[dict]:
    """The titles of the programmes that have a course."""
    found = select(Programme.title).join(ProgrammeCourse)
    found = found.where(ProgrammeCourse.course_id == course_id, Programme.retired_at.is_(None))
    return list(db.session.scalars(found.order_by(Programme.slug)))
