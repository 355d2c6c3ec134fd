"""Recordings of statements: sounds among the media of a programme's courses, by their names."""

from collections.abc import Sequence

from sqlalchemy import select

from lms.courses.models import Media, Programme, ProgrammeCourse
from lms.db import db
from lms.levels.rules.statements import Statement

ENDINGS = ("mp3", "m4a", "ogg", "opus", "webm", "wav")


def sound(programme: Programme, statement: Statement, languages: Sequence[str]) -> Media | None:
    """The recording of a statement in the first of these languages that has one:
    "can-cefr-reading-a1-1.sl.mp3". One statement."""
    wanted = [f"{statement.sound}.{code}.{end}" for code in languages for end in ENDINGS]
    found = (
        select(Media)
        .join(ProgrammeCourse, ProgrammeCourse.course_id == Media.course_id)
        .where(ProgrammeCourse.programme_id == programme.id, Media.name.in_(wanted))
        .where(Media.retired_at.is_(None))
    )
    there = sorted(db.session.scalars(found), key=lambda one: wanted.index(one.name))
    return there[0] if there else None
