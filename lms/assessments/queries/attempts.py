"""Attempts at quizzes, what is in them, and what may be drawn."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from lms.assessments.drawing import Candidate
from lms.assessments.models import Attempt, AttemptItem, Extension, Marking, Response
from lms.courses.models import (
    Assessment,
    Course,
    Module,
    QuestionVersion,
)
from lms.courses.models import Question as Row
from lms.db import db
from lms.questions import Question, read

WITH_COURSE = joinedload(Attempt.assessment).joinedload(Assessment.module).joinedload(Module.course)


def quiz(assessment_id: int) -> Assessment | None:
    """An assessment with its module and its course. One query."""
    whole = joinedload(Assessment.module).joinedload(Module.course)
    return db.session.get(Assessment, assessment_id, options=[whole])


def attempt(attempt_id: int, *, locked: bool = False) -> Attempt | None:
    """An attempt with its quiz and its course; `locked` where it is to be changed (to hand
    it in, `hold` its person first). One query."""
    lock = {"of": Attempt} if locked else None
    return db.session.get(
        Attempt, attempt_id, options=[WITH_COURSE], with_for_update=lock, populate_existing=locked
    )


def attempts_of(person_id: int, assessment_id: int, *, locked: bool = False) -> list[Attempt]:
    """A person's attempts at a quiz in the order in which they began, practice with them; `locked`
    where they are to be changed (`hold` the person first)."""
    own = select(Attempt).filter_by(person_id=person_id, assessment_id=assessment_id)
    own = own.order_by(Attempt.number)
    if locked:
        own = own.with_for_update(of=Attempt).execution_options(populate_existing=True)
    return list(db.session.scalars(own))


def extension_of(assessment_id: int, person_id: int) -> Extension | None:
    """What holds for a person beyond what holds for everybody."""
    own = select(Extension).filter_by(person_id=person_id, assessment_id=assessment_id)
    return db.session.scalar(own.order_by(Extension.id.desc()).limit(1))


def last_extended(assessment_id: int) -> datetime | None:
    """The latest end that somebody has beyond that of all others. One query."""
    newest = select(func.max(Extension.id)).filter_by(assessment_id=assessment_id)
    held = newest.group_by(Extension.person_id)
    return db.session.scalar(select(func.max(Extension.closes_at)).where(Extension.id.in_(held)))


class Item(NamedTuple):
    """A question of an attempt, as it was shown."""

    row: AttemptItem
    version: QuestionVersion
    question: Question

    @property
    def place(self) -> int:
        return self.row.place


def items(attempt_id: int, place: int | None = None) -> list[Item]:
    """The questions of an attempt in their order, in the versions that were shown; only that at
    one place, if asked. One query."""
    found = (
        select(AttemptItem)
        .join(AttemptItem.version)
        .join(QuestionVersion.question)
        .join(Row.course)
        .where(AttemptItem.attempt_id == attempt_id)
        .order_by(AttemptItem.place)
        .options(
            contains_eager(AttemptItem.version)
            .contains_eager(QuestionVersion.question)
            .contains_eager(Row.course)
        )
    )
    if place is not None:
        found = found.where(AttemptItem.place == place)
    return [
        Item(row, row.version, question_of(row.version, row.version.question.course))
        for row in db.session.scalars(found)
    ]


def question_of(version: QuestionVersion, course: Course) -> Question:
    """The value that a version has kept."""
    return read(version.content, course.language or "en", version.content.get("key", ""))[0]


def responses(attempt_id: int, place: int | None = None) -> list[Response]:
    """What was answered, from what counts least to what counts most: by turn, then by arrival."""
    found = select(Response).filter_by(attempt_id=attempt_id)
    if place is not None:
        found = found.filter_by(place=place)
    return list(db.session.scalars(found.order_by(Response.turn, Response.id)))


def newest_response() -> ScalarSelect[int]:
    """The id of the response that counts, for a query over AttemptItem."""
    later = aliased(Response)
    return (
        select(later.id)
        .where(later.attempt_id == AttemptItem.attempt_id, later.place == AttemptItem.place)
        .order_by(later.turn.desc(), later.id.desc())
        .limit(1)
        .correlate(AttemptItem)
        .scalar_subquery()
    )


def counting(attempt_id: int) -> dict[int, Response]:
    """By place, the response that counts: that of the highest turn, of equal ones the later."""
    return {one.place: one for one in responses(attempt_id)}


def markings(attempt_ids: Collection[int]) -> dict[tuple[int, int], Marking]:
    """By attempt and place, the marking that counts. One query."""
    if not attempt_ids:
        return {}
    found = select(Marking).where(Marking.attempt_id.in_(list(attempt_ids))).order_by(Marking.id)
    return {(one.attempt_id, one.place): one for one in db.session.scalars(found)}


def candidates(course_id: int) -> Iterable[Candidate]:
    """The questions of a course that may be drawn, not the retired ones. One query."""
    skill = QuestionVersion.content["skill"].as_string()
    found = (
        select(Row.key, Row.tags, skill)
        .join(QuestionVersion, QuestionVersion.question_id == Row.id)
        .where(QuestionVersion.number == Row.version)
        .where(Row.course_id == course_id, Row.retired_at.is_(None))
    )
    for key, tags, skilled in db.session.execute(found):
        yield Candidate(key, tuple(tags or ()), skilled)


def last_number(person_id: int, assessment_id: int) -> int:
    """The number of a person's last attempt at a quiz; 0 without one."""
    own = select(func.max(Attempt.number)).filter_by(
        person_id=person_id, assessment_id=assessment_id
    )
    return db.session.scalar(own) or 0


def due_ids(before: datetime, most: int) -> list[int]:
    """The attempts that are not handed in and had to be before a moment, the oldest first."""
    due = select(Attempt.id).where(Attempt.handed_in_at.is_(None), Attempt.due_at < before)
    return list(db.session.scalars(due.order_by(Attempt.due_at).limit(most)))


def versions(ids: Collection[int]) -> dict[int, Question]:
    """Questions by the ids of their versions. One query, or none."""
    if not ids:
        return {}
    found = (
        select(QuestionVersion)
        .where(QuestionVersion.id.in_(list(ids)))
        .options(joinedload(QuestionVersion.question).joinedload(Row.course))
    )
    return {one.id: question_of(one, one.question.course) for one in db.session.scalars(found)}
