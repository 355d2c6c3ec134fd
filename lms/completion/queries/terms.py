"""Reads programmes: what they ask, their courses, modules and assessments."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Row, bindparam, func, select

from lms.completion.facts import CourseFact, ProgrammeFact
from lms.completion.queries.shapes import Step, Strand, Terms, Test
from lms.courses import policy
from lms.courses.models import Assessment, Course, Lesson, Module, Programme, ProgrammeCourse
from lms.courses.queries.lessons import Step as LessonStep
from lms.db import db


def terms(programmes: Mapping[int, frozenset[int]]) -> dict[int, Terms]:
    """The programmes by id; given are their groups. Three statements."""
    rows = db.session.execute(PROGRAMMES, {"ids": list(programmes)}).all()
    courses = {row.course_id for row in rows if row.course_id}
    steps, lessons = _steps(courses), _lessons(courses)
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row.id, []).append(row)
    return {key: _terms(parts, programmes[key], steps, lessons) for key, parts in found.items()}


_ids: Any = bindparam("ids", expanding=True)
PROGRAMMES = (  # one row for each course of each, in order; one where it has none
    select(
        Programme.id,
        Programme.slug,
        Programme.title,
        Programme.required_units,
        Programme.unit_minutes,
        Programme.rules,
        Programme.proofs,
        ProgrammeCourse.units,
        Course.id.label("course_id"),
        Course.slug.label("course"),
        Course.title.label("course_title"),
        Course.level,
    )
    .outerjoin(ProgrammeCourse, ProgrammeCourse.programme_id == Programme.id)
    .outerjoin(Course, Course.id == ProgrammeCourse.course_id)
    .where(Programme.id.in_(_ids))
    .order_by(Programme.id, ProgrammeCourse.position)
)


def _of_lessons(sum_or_count: Any) -> Any:
    """Of the lessons of a module that can be read."""
    of_module = (Lesson.module_id == Module.id, Lesson.retired_at.is_(None))
    return select(sum_or_count).where(*of_module).correlate(Module).scalar_subquery()


STEPS = (  # one row for each assessment of each module; one where it has none
    select(
        Module.course_id,
        Module.id,
        (Course.slug + "/" + Module.slug).label("key"),
        Module.title,
        Module.completion,
        func.coalesce(Module.minutes, _of_lessons(func.sum(Lesson.minutes)), 0).label("minutes"),
        _of_lessons(func.count()).label("lessons"),
        Assessment.id.label("test_id"),
        Assessment.slug.label("test"),
        Assessment.kind,
        Assessment.title.label("test_title"),
    )
    .join(Course, Course.id == Module.course_id)
    .outerjoin(Assessment, (Assessment.module_id == Module.id) & Assessment.retired_at.is_(None))
    .where(Module.course_id.in_(_ids), Module.retired_at.is_(None))
    .order_by(Module.slug, Assessment.slug)
)


def _steps(courses: Collection[Any]) -> dict[int, dict[str, Step]]:
    """Course -> its modules by key. A module that was retired is asked of nobody."""
    steps: dict[int, dict[str, Step]] = {}
    for row in db.session.execute(STEPS, {"ids": list(courses)}):
        course = steps.setdefault(row.course_id, {})
        before = course[row.key].tests if row.key in course else ()
        tests = (*before, _test(row)) if row.test_id else before
        course[row.key] = Step(
            row.id, row.key, row.title, row.completion, row.minutes, row.lessons, tests
        )
    return steps


LESSONS = (
    select(
        Lesson.id,
        Lesson.titles,
        Lesson.minutes,
        Lesson.module_id,
        Module.course_id,
        Course.language.label("host"),
    )
    .join(Module, Module.id == Lesson.module_id)
    .join(Course, Course.id == Module.course_id)
    .where(Module.course_id.in_(_ids), Lesson.retired_at.is_(None))
    .order_by(Module.slug, Lesson.slug)
)


def _lessons(courses: Collection[Any]) -> dict[int, list[LessonStep]]:
    """Course -> its lessons, in order."""
    lessons: dict[int, list[LessonStep]] = {}
    for row in db.session.execute(LESSONS, {"ids": list(courses)}):
        step = LessonStep(
            row.id, row.titles, row.minutes, row.module_id, row.course_id, False, host=row.host
        )
        lessons.setdefault(row.course_id, []).append(step)
    return lessons


def _test(row: Row) -> Test:
    return Test(row.test_id, f"{row.key}/{row.test}", row.kind, row.test_title)


def _terms(
    rows: list[Row],
    groups: frozenset[int],
    steps: dict[int, dict[str, Step]],
    lessons: dict[int, list[LessonStep]],
) -> Terms:
    first, with_course = rows[0], [row for row in rows if row.course_id]
    own = {key: step for row in with_course for key, step in steps.get(row.course_id, {}).items()}
    return Terms(
        id=first.id,
        slug=first.slug,
        title=first.title,
        proofs=tuple(first.proofs),
        fact=ProgrammeFact(
            courses=tuple(CourseFact(row.course, row.units) for row in with_course),
            required_units=first.required_units,
            unit_minutes=first.unit_minutes,
            policy=policy.parse(first.rules),
            groups=groups,
            attendance_modules=frozenset(k for k, s in own.items() if s.completion == "attendance"),
        ),
        courses={
            row.course: Strand(row.course, row.course_title, row.level) for row in with_course
        },
        steps=own,
        lessons=[lesson for row in with_course for lesson in lessons.get(row.course_id, ())],
    )
