"""Which modules people have done, for one person's page and for everybody's standing at once."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from lms.courses.models import (
    Assessment,
    Course,
    Lesson,
    LessonDone,
    Module,
    ModuleConfirmed,
    Programme,
    ProgrammeCourse,
)
from lms.db import db


class ModulePlan(NamedTuple):
    """A module of a programme, and what there is to do in it."""

    id: int
    key: str  # what policies call it: "digital-basics/02-safe-online"
    completion: str  # lessons, attendance or trainer
    minutes: int  # nominal; of its lessons together where none are stated
    lessons: int  # those that can be read
    assessments: int


def plan(programme: Programme) -> dict[int, ModulePlan]:
    """The modules of a programme's courses, in order, by id. One query."""
    live = Lesson.retired_at.is_(None)
    lessons = select(func.count()).where(Lesson.module_id == Module.id, live).scalar_subquery()
    minutes = select(func.sum(Lesson.minutes)).where(Lesson.module_id == Module.id, live)
    tests = select(func.count()).where(
        Assessment.module_id == Module.id, Assessment.retired_at.is_(None)
    )
    found = (
        select(
            Module.id,
            Course.slug + "/" + Module.slug,
            Module.completion,
            func.coalesce(Module.minutes, minutes.scalar_subquery(), 0),
            lessons,
            tests.scalar_subquery(),
        )
        .join(Course, Course.id == Module.course_id)
        .join(ProgrammeCourse, ProgrammeCourse.course_id == Course.id)
        .where(ProgrammeCourse.programme_id == programme.id, Module.retired_at.is_(None))
        .order_by(ProgrammeCourse.position, Module.slug)
    )
    return {row[0]: ModulePlan(*row) for row in db.session.execute(found)}


def module(module_id: int) -> Module | None:
    """A module, with its course."""
    return db.session.get(Module, module_id, options=[joinedload(Module.course)])


def lessons_done(
    person_ids: Collection[int], programme: Programme, before: datetime | None = None
) -> dict[int, dict[int, int]]:
    """person -> module -> how many of its lessons are done (until a moment; retired ones are not
    counted). One query."""
    counted = (
        select(LessonDone.person_id, Lesson.module_id, func.count())
        .join(Lesson, Lesson.id == LessonDone.lesson_id)
        .join(Module, Module.id == Lesson.module_id)
        .join(ProgrammeCourse, ProgrammeCourse.course_id == Module.course_id)
        .where(ProgrammeCourse.programme_id == programme.id, Lesson.retired_at.is_(None))
        .where(LessonDone.person_id.in_(list(person_ids)))
        .group_by(LessonDone.person_id, Lesson.module_id)
    )
    if before:
        counted = counted.where(LessonDone.done_at < before)
    done: dict[int, dict[int, int]] = defaultdict(dict)
    for person_id, module_id, count in db.session.execute(counted):
        done[person_id][module_id] = count
    return dict(done)


def read_through(
    person_ids: Collection[int], programme: Programme, before: datetime | None = None
) -> dict[int, list[ModulePlan]]:
    """person -> the modules all of whose lessons they have done, whatever ends the module. One
    without lessons is never among them. Two queries."""
    wanted = plan(programme)
    return {
        person_id: [
            wanted[module_id]
            for module_id, count in counts.items()
            if module_id in wanted and count >= wanted[module_id].lessons
        ]
        for person_id, counts in lessons_done(person_ids, programme, before).items()
    }


def modules_confirmed(
    person_ids: Collection[int], programme: Programme, before: datetime | None = None
) -> dict[int, set[int]]:
    """person -> the modules that a trainer confirmed. One query."""
    found = (
        select(ModuleConfirmed.person_id, ModuleConfirmed.module_id)
        .join(Module, Module.id == ModuleConfirmed.module_id)
        .join(ProgrammeCourse, ProgrammeCourse.course_id == Module.course_id)
        .where(ProgrammeCourse.programme_id == programme.id)
        .where(ModuleConfirmed.person_id.in_(list(person_ids)))
    )
    if before:
        found = found.where(ModuleConfirmed.confirmed_at < before)
    confirmed: dict[int, set[int]] = defaultdict(set)
    for person_id, module_id in db.session.execute(found):
        confirmed[person_id].add(module_id)
    return dict(confirmed)


def modules_done(
    person_ids: Collection[int], programme: Programme, before: datetime | None = None
) -> dict[int, set[int]]:
    """person -> the modules that are done by their lessons, where that ends them, or confirmed by
    a trainer (settled point 16). Three queries.

    Assessments are not looked at. Whoever knows their results takes `modules_confirmed` as done,
    and `read_through` as done where the module's assessments (`plan`) are passed.
    """
    done = modules_confirmed(person_ids, programme, before)
    for person_id, modules in read_through(person_ids, programme, before).items():
        read = {module.id for module in modules if module.completion == "lessons"}
        if read:
            done[person_id] = done.get(person_id, set()) | read
    return done


def lessons_done_minutes(
    person_ids: Collection[int], programme: Programme, before: datetime | None = None
) -> dict[int, dict[int, int]]:
    """person -> module -> its nominal minutes, for the modules all of whose lessons are done: what
    a policy may credit as self-paced. Two queries."""
    return {
        person_id: {module.id: module.minutes for module in modules}
        for person_id, modules in read_through(person_ids, programme, before).items()
    }
