"""Whether anything that is being written needs a file of a course."""

from sqlalchemy import exists, or_, select

from lms.authoring.models import LessonDraft
from lms.courses.models import Lesson, Media, Module
from lms.db import db


def is_drafted(one: Media) -> bool:
    """Whether a draft of a lesson of its course names it. One query."""
    address = f"../media/{one.name}"
    in_course = (
        select(Lesson.id)
        .join(Module, Module.id == Lesson.module_id)
        .where(Module.course_id == one.course_id)
    )
    names_it = or_(
        LessonDraft.markdown.contains(address, autoescape=True), LessonDraft.audio == address
    )
    drafts = exists().where(LessonDraft.lesson_id.in_(in_course), names_it)
    return bool(db.session.scalar(select(drafts)))
