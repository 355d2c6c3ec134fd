"""Lessons, modules and courses that were begun by mistake: removed for good.

Only where nothing hangs on them: what was ever published is retired, never removed. Who and when
are arguments; the commit is not ours (lms/web.py).
"""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import delete

from lms.authoring import queries
from lms.authoring.actions import drafts, structure
from lms.authoring.models import LessonDraft
from lms.courses.actions import touch
from lms.courses.models import Course, Lesson, Module
from lms.db import db
from lms.errors import Refused
from lms.people.actions import record
from lms.people.models import Person


def remove_lesson(lesson: Lesson, *, by: Person, now: datetime) -> None:
    """Removes a lesson with the drafts that its author has of it. Raises Refused."""
    structure.locked(lesson.module.course)
    refuse_what_stays(lesson, by)
    record("lesson", drafts.key_of(lesson), "removed", {"titles": lesson.titles}, by=by, now=now)
    take_away(lesson, lesson.module.course_id)


def remove_module(module: Module, *, by: Person, now: datetime) -> None:
    """Removes a module with its lessons. Raises Refused; also where a programme demands it."""
    structure.locked(module.course)
    refuse_what_stays(module, by)
    if any(structure.demands(one, module) for one in structure.programmes_with(module.course)):
        raise Refused(stays())
    record("module", module.key, "removed", {"title": module.title}, by=by, now=now)
    take_away(module, module.course_id)


def remove_course(course: Course, *, by: Person, now: datetime) -> None:
    """Removes a course with its modules and lessons. Raises Refused."""
    structure.locked(course)
    refuse_what_stays(course, by)
    record("course", course.slug, "removed", {"title": course.title}, by=by, now=now)
    take_away(course, course.id)


def refuse_what_stays(row: Course | Module | Lesson, by: Person) -> None:
    if not queries.is_removable(row, by.id):
        raise Refused(stays())


def stays() -> str:
    return _("Something hangs on it by now, so it stays. Retire it instead.")


def take_away(row: Course | Module | Lesson, course_id: int) -> None:
    gone = queries.inside(row)
    db.session.execute(delete(LessonDraft).where(LessonDraft.lesson_id.in_(gone["lessons"])))
    db.session.execute(delete(Lesson).where(Lesson.id.in_(gone["lessons"])))
    db.session.execute(delete(Module).where(Module.id.in_(gone["modules"])))
    db.session.execute(delete(Course).where(Course.id.in_(gone["courses"])))
    db.session.expire_all()
    touch(courses=[course_id])
