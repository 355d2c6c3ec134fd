"""Where people meet quizzes: what waits for them, how they like to read, what to look at again."""

from typing import NamedTuple

from sqlalchemy import and_, func, or_, select, true
from sqlalchemy.orm import contains_eager

from lms.assessments.models import Attempt, AttemptItem, Extension, Result
from lms.courses.models import (
    Assessment,
    Enrolment,
    Lesson,
    Module,
    ProgrammeCourse,
    ReadingSettings,
    State,
)
from lms.db import db
from lms.people.models import Person

MOST = 50


class Waits(NamedTuple):
    """A quiz of a course that a person learns, which opens, closes, is begun, or was
    not passed."""

    assessment: Assessment
    attempt: Attempt | None  # that is open
    taken: int  # how often it was handed in, so that it counts
    extension: Extension | None  # that holds for this person
    begun: int  # how often it was begun, so that it counts
    unmarked: int  # handed in, and a trainer has not marked all of it
    passed: bool | None  # what holds of this person; None: nothing yet


def waits(person_id: int) -> list[Waits]:
    """The quizzes that have times, are begun or not passed, in what a person learns. One query."""
    learned = (
        select(ProgrammeCourse.course_id)
        .join(Enrolment, Enrolment.programme_id == ProgrammeCourse.programme_id)
        .where(Enrolment.person_id == person_id, Enrolment.state == State.ACTIVE)
    )
    own = and_(
        Attempt.assessment_id == Assessment.id,
        Attempt.person_id == person_id,
        Attempt.practice.is_(False),
    )
    handed_in = Attempt.handed_in_at.is_not(None)
    taken, begun, unmarked = (
        select(func.count()).where(own, which).correlate(Assessment).scalar_subquery()
        for which in (handed_in, true(), and_(handed_in, Attempt.marked_at.is_(None)))
    )
    results = select(Result.passed).filter_by(person_id=person_id)
    results = results.where(Result.assessment_id == Assessment.id).correlate(Assessment)
    passed = results.order_by(Result.id.desc()).limit(1).scalar_subquery()
    timed = or_(*(Assessment.content[key].as_string().is_not(None) for key in ("opens", "closes")))
    more = select(func.max(Extension.id)).filter_by(person_id=person_id)
    newest = more.where(Extension.assessment_id == Assessment.id).correlate(Assessment)
    found = (
        select(Assessment, Attempt, taken, Extension, begun, unmarked, passed)
        .join(Module, Module.id == Assessment.module_id)
        .outerjoin(Attempt, own & Attempt.handed_in_at.is_(None))
        .outerjoin(Extension, Extension.id == newest.scalar_subquery())
        .where(Assessment.retired_at.is_(None), Module.course_id.in_(learned))
        .where(or_(Attempt.id.is_not(None), timed, passed.is_(False)))
        .order_by(Attempt.due_at, Assessment.id)
        .limit(MOST)
        .options(contains_eager(Assessment.module).joinedload(Module.course))
    )
    return [Waits(*row) for row in db.session.execute(found)]


def settings_of(person: Person) -> ReadingSettings:
    """How a person likes to read, or what holds for everybody."""
    kept = db.session.get(ReadingSettings, person.id)
    return kept or ReadingSettings(size=0, host_first=False, together=False)


def lessons_of(module_id: int) -> list[Lesson]:
    """The lessons of a module, in their order."""
    own = select(Lesson).where(Lesson.module_id == module_id, Lesson.retired_at.is_(None))
    return list(db.session.scalars(own.order_by(Lesson.slug).limit(MOST)))


def how_many_items(attempt_id: int) -> int:
    return db.session.scalar(select(func.count()).where(AttemptItem.attempt_id == attempt_id)) or 0
