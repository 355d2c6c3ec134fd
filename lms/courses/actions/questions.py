"""The bank of questions of a course. Who and when are arguments; the commit is not ours."""

from datetime import datetime

from lms.courses.models import Assessment, Course, QuestionVersion
from lms.courses.models import Question as Row
from lms.db import db
from lms.people.models import Person
from lms.questions import Question, plain


def put_question(
    course: Course,
    question: Question,
    row: Row | None = None,
    *,
    home: Assessment | None = None,
    by: Person | None,
    now: datetime,
) -> tuple[Row, bool]:
    """A question as it is from now on, in the bank of a course: a new one, or a new version of
    `row`. And whether anything is different; where nothing is, no version is made. `home` is the
    quiz in whose file a new one is written.

    Versions are never changed, since people may have answered them. The history row
    (`people.record`) is the caller's.
    """
    content = plain(question)
    if row is None:
        row = Row(course=course, key=question.key, home=home, version=0)
        db.session.add(row)
    elif row.retired_at is None and content == _in_force(row):
        return row, False
    row.kind, row.tags, row.retired_at = str(question.kind), list(question.tags), None
    row.version = 1 + max((version.number for version in row.versions), default=0)
    row.versions.append(
        QuestionVersion(
            number=row.version, content=content, by_id=by.id if by else None, made_at=now
        )
    )
    return row, True


def _in_force(row: Row) -> dict:
    return next(version.content for version in row.versions if version.number == row.version)
