"""The versions of a lesson's text."""

from sqlalchemy import Select, select
from sqlalchemy.orm import defer

from lms.courses.models import LessonVersion
from lms.db import db
from lms.people.models import Person


def versions(lesson_id: int, language: str) -> Select[LessonVersion]:
    """Every text of a lesson that was published in a language, the newest first."""
    found = select(LessonVersion).where(
        LessonVersion.lesson_id == lesson_id, LessonVersion.language == language
    )
    light = defer(LessonVersion.markdown), defer(LessonVersion.links)
    return found.order_by(LessonVersion.number.desc()).options(*light)


def version(lesson_id: int, language: str, number: int) -> LessonVersion | None:
    return db.session.scalar(
        select(LessonVersion).where(
            LessonVersion.lesson_id == lesson_id,
            LessonVersion.language == language,
            LessonVersion.number == number,
        )
    )


def authors(person_ids: set[int | None]) -> dict[int, str]:
    """The names of who made versions."""
    found = select(Person.id, Person.name).where(Person.id.in_([*filter(None, person_ids)]))
    return dict(iter(db.session.execute(found)))
