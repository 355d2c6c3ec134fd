"""What an import or an export needs of a course: its bank, its media; and the files that came."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from lms.assessments.models import QuestionFile
from lms.assessments.rules.shelf import Shelf
from lms.courses.models import Course, Media, QuestionVersion
from lms.courses.models import Question as Row
from lms.db import db
from lms.questions import Question, read

AT_ONCE = 500


def shelf_of(course_id: int) -> Shelf:
    """The media of a course: every name that is taken, and what is behind those not retired."""
    found = select(Media.name, Media.file_id, Media.retired_at).where(Media.course_id == course_id)
    rows = db.session.execute(found.order_by(Media.id.desc())).all()
    return Shelf(
        {name for name, _file, _retired in rows},
        {file: name for name, file, retired in rows if retired is None},
    )


def rows_named(course_id: int, keys: Collection[str]) -> dict[str, Row]:
    """By key, the questions of a course with all their versions; retired ones, too."""
    wanted, found = list(dict.fromkeys(keys)), {}
    for start in range(0, len(wanted), AT_ONCE):
        some = Row.key.in_(wanted[start : start + AT_ONCE])
        rows = select(Row).where(Row.course_id == course_id, some)
        for row in db.session.scalars(rows.options(selectinload(Row.versions))):
            found[row.key] = row
    return found


def questions_of(course: Course, language: str) -> list[Question]:
    """The questions of a course in the versions in force, by their keys; without those retired."""
    found = (
        select(QuestionVersion.content)
        .join(Row, Row.id == QuestionVersion.question_id)
        .where(Row.course_id == course.id, Row.retired_at.is_(None))
        .where(QuestionVersion.number == Row.version)
        .order_by(Row.key)
    )
    return [read(content, language)[0] for content in db.session.scalars(found)]


def is_empty(course: Course) -> bool:
    """Whether a course has no question in force."""
    there = select(Row.id).where(Row.course_id == course.id, Row.retired_at.is_(None))
    return db.session.scalar(there.limit(1)) is None


def of_course(course: Course) -> Select[QuestionFile]:
    """The files that came, the newest first."""
    found = select(QuestionFile).where(QuestionFile.course_id == course.id)
    return found.options(joinedload(QuestionFile.by)).order_by(QuestionFile.id.desc())


def file_of(file_id: int) -> QuestionFile | None:
    return db.session.get(QuestionFile, file_id, options=[joinedload(QuestionFile.course)])


def waited_since(before: datetime) -> list[QuestionFile]:
    """Some whose bytes are still here though nobody decided since then."""
    kept = select(QuestionFile).where(
        QuestionFile.file_id.is_not(None), QuestionFile.made_at < before
    )
    return list(db.session.scalars(kept.order_by(QuestionFile.id).limit(20)))
