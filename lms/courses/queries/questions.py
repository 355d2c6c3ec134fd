"""The bank of questions of a course."""

from collections.abc import Collection

from sqlalchemy import select

from lms.courses.models import Question, QuestionVersion
from lms.db import db


def questions_named(
    course_id: int, keys: Collection[str]
) -> dict[str, tuple[Question, QuestionVersion]]:
    """By key, the questions of a course that have these, in the version in force; retired ones,
    too: who uses one goes on asking it. One query; none for none."""
    if not keys:
        return {}
    found = (
        select(Question, QuestionVersion)
        .join(QuestionVersion, QuestionVersion.question_id == Question.id)
        .where(Question.course_id == course_id, Question.key.in_(list(keys)))
        .where(QuestionVersion.number == Question.version)
    )
    return {question.key: (question, version) for question, version in db.session.execute(found)}
