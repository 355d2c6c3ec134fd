"""Drafts of lessons, and the versions that they are based on."""

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from lms.authoring.models import LessonDraft
from lms.courses.models import LessonText
from lms.db import db


def draft(lesson_id: int, language: str, person_id: int) -> LessonDraft | None:
    """A person's own draft of a lesson in a language."""
    wanted = select(LessonDraft).where(
        LessonDraft.lesson_id == lesson_id,
        LessonDraft.language == language,
        LessonDraft.person_id == person_id,
    )
    return db.session.scalars(wanted).one_or_none()


def drafts_of(lesson_id: int, language: str | None = None) -> list[LessonDraft]:
    """Everybody's drafts of a lesson, the newest first, with their authors."""
    wanted = select(LessonDraft).where(LessonDraft.lesson_id == lesson_id)
    if language is not None:
        wanted = wanted.where(LessonDraft.language == language)
    newest = wanted.order_by(LessonDraft.saved_at.desc(), LessonDraft.id)
    return list(db.session.scalars(newest.options(joinedload(LessonDraft.person))))


def version_in_force(lesson_id: int, language: str) -> int:
    """The number of the version that is published; 0 where none is."""
    number = select(func.max(LessonText.version)).where(
        LessonText.lesson_id == lesson_id, LessonText.language == language
    )
    return db.session.scalar(number) or 0
