"""Lessons: who may open them, what is done, what is next."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, null, or_, select
from sqlalchemy.orm import aliased, defer, joinedload

from lms.courses.models import (
    Course,
    Enrolment,
    Group,
    GroupTrainer,
    Lesson,
    LessonDone,
    LessonPlace,
    LessonText,
    Module,
    Programme,
    ProgrammeCourse,
    ReadingSettings,
    State,
)
from lms.db import db
from lms.people.models import Person, Role

NEVER = datetime.min.replace(tzinfo=UTC)
LEARNING = (State.ACTIVE, State.COMPLETED)  # who has completed may read on


class Step(NamedTuple):
    """A lesson in the order of its course or programme, whether the person has done it, and when
    they saw it last at which block. `weight` is that of its text (LessonText), in bytes; `host` the
    language of its course, and `host_first` whether the person wants to read in that first."""

    id: int
    titles: dict
    minutes: int
    module_id: int
    course_id: int
    done: bool
    done_at: datetime | None = None
    seen_at: datetime | None = None
    block: str | None = None
    weight: dict | None = None
    host: str | None = None
    host_first: bool = False


def steps(
    person_id: int | None,
    *,
    programme_id: int = 0,
    course_id: int = 0,
    language: str | None = None,
) -> list[Step]:
    """The lessons of a programme, or of a course, in order; with the weight of their texts where
    a language is said, or else of the source. One query."""
    mine, source = aliased(LessonText), aliased(LessonText)
    weight: Any = func.coalesce(mine.weight, source.weight) if language else null()
    found: Select[Any] = (
        select(
            Lesson.id,
            Lesson.titles,
            Lesson.minutes,
            Lesson.module_id,
            Module.course_id,
            LessonDone.lesson_id.is_not(None),
            LessonDone.done_at,
            LessonPlace.seen_at,
            LessonPlace.block,
            weight,
            Course.language,
            func.coalesce(ReadingSettings.host_first, false()),
        )
        .join(Module, Lesson.module_id == Module.id)
        .join(Course, Module.course_id == Course.id)
        .outerjoin(ReadingSettings, ReadingSettings.person_id == (person_id or 0))
        .outerjoin(LessonDone, _of(LessonDone, person_id))
        .outerjoin(LessonPlace, _of(LessonPlace, person_id))
        .where(Lesson.retired_at.is_(None))
    )
    if language:
        found = found.outerjoin(mine, (mine.lesson_id == Lesson.id) & (mine.language == language))
        of_source = (source.lesson_id == Lesson.id) & (source.language == Lesson.source)
        found = found.outerjoin(source, of_source)
    if programme_id:
        place = and_(
            ProgrammeCourse.course_id == Module.course_id,
            ProgrammeCourse.programme_id == programme_id,
        )
        found = found.join(ProgrammeCourse, place).order_by(ProgrammeCourse.position)
    else:
        found = found.where(Module.course_id == course_id)
    return [Step(*row) for row in db.session.execute(found.order_by(Module.slug, Lesson.slug))]


def _of(table: type[LessonDone | LessonPlace], person_id: int | None) -> ColumnElement[bool]:
    """The row of a person beside each lesson."""
    if not person_id:
        return false()
    return and_(table.lesson_id == Lesson.id, table.person_id == person_id)


def next_of(steps: Sequence[Step]) -> Step | None:
    """Where a person goes on: the lesson in which they were last, where they have not done it and
    none since; else the first not done after the last one done; where there is none, the first
    not done; None when all are done."""
    left = [step for step in steps if step.seen_at and step.block and not step.done]
    where = max(left, key=lambda step: step.seen_at or NEVER, default=None)
    newest = max((step.done_at for step in steps if step.done_at), default=NEVER)
    if where and where.seen_at and where.seen_at >= newest:
        return where
    last = max((place for place, step in enumerate(steps) if step.done), default=-1)
    return next((step for step in (*steps[last + 1 :], *steps) if not step.done), None)


def next_lesson(person: Person, programme: Programme) -> Step | None:
    """The lesson with which a person goes on in a programme; None when all are done. One query."""
    return next_of(steps(person.id, programme_id=programme.id))


def lesson(lesson_id: int) -> Lesson | None:
    """A lesson that can be shown, with its module and course; None if there is none, or no more."""
    found = db.session.get(
        Lesson, lesson_id, options=[joinedload(Lesson.module).joinedload(Module.course)]
    )
    return found if found and found.retired_at is None else None


def texts(lesson_id: int) -> dict[str, LessonText]:
    """The texts of a lesson by language, without their Markdown."""
    written = select(LessonText).where(LessonText.lesson_id == lesson_id)
    found = db.session.scalars(
        written.order_by(LessonText.language).options(defer(LessonText.markdown))
    )
    return {text.language: text for text in found}


def course(programme: Programme, slug: str) -> Course | None:
    """The course of this slug, if it is one of the programme's."""
    return next((part.course for part in programme.courses if part.course.slug == slug), None)


def programmes_with(person_id: int, course_id: int) -> list[tuple[Programme, str]]:
    """The programmes in which a person learns this course, each with the enrolment's state."""
    found = (
        select(Programme, Enrolment.state)
        .join(Enrolment, Enrolment.programme_id == Programme.id)
        .join(ProgrammeCourse, ProgrammeCourse.programme_id == Programme.id)
        .where(Enrolment.person_id == person_id, Enrolment.state.in_(LEARNING))
        .where(ProgrammeCourse.course_id == course_id)
        .order_by(Enrolment.state, Enrolment.since.desc(), Enrolment.id)
    )
    return [(programme, state) for programme, state in db.session.execute(found)]


def may_open_programme(person: Person, programme: Programme) -> bool:
    """Whether a person learns, teaches or coordinates it. One query."""
    return may_open(person, select(Programme.id).where(Programme.id == programme.id))


def may_open(person: Person, programmes: Select[int]) -> bool:
    """Whether a person learns, teaches or coordinates one of these programmes. One query."""
    if person.role == Role.ADMINISTRATOR:
        return True
    enrolled = Enrolment.programme_id.in_(programmes) & (Enrolment.person_id == person.id)
    ways: list[ColumnElement[bool]] = [exists().where(enrolled, Enrolment.state.in_(LEARNING))]
    of_these = Group.programme_id.in_(programmes)
    if person.role != Role.LEARNER:
        taught = select(GroupTrainer.group_id).where(GroupTrainer.person_id == person.id)
        ways.append(exists().where(of_these, Group.id.in_(taught)))
    if person.role == Role.COORDINATOR and (ours := person.organisation_id):
        of_ours = Programme.organisation_id == ours
        ways.append(exists().where(Programme.id.in_(programmes), of_ours))
        ways.append(exists().where(of_these, Group.organisation_id == ours))
    return bool(db.session.scalar(select(or_(*ways))))
