"""The courses of a programme: which may be in it, and what it means for people to take one out.

Packages above know what this one cannot: `@leaving` lets them say it.
"""

from collections.abc import Callable, Collection

from flask_babel import ngettext
from sqlalchemy import func, or_, select

from lms.courses.models import (
    Course,
    Enrolment,
    Lesson,
    LessonDone,
    Module,
    Programme,
    ProgrammeCourse,
)
from lms.courses.queries.writing import writes
from lms.db import db
from lms.people.models import Person

MOST = 500  # courses to choose from
Words = dict[int, str]  # course -> a sentence
TOLD: list[Callable[[Programme, Collection[int]], Words]] = []


def leaving(told: Callable[[Programme, Collection[int]], Words]) -> Callable:
    """What a package says before courses leave a programme, for those of them that it knows."""
    TOLD.append(told)
    return told


def told_of_leaving(programme: Programme, courses: Collection[int]) -> dict[int, list[str]]:
    """What will happen with what people did in these courses, for those where there is some."""
    found: dict[int, list[str]] = {}
    if courses:
        for told in TOLD:
            for course, words in told(programme, courses).items():
                found.setdefault(course, []).append(words)
    return found


@leaving
def learned(programme: Programme, courses: Collection[int]) -> Words:
    """Of people of the programme who have done lessons of a course."""
    people = select(Enrolment.person_id).where(Enrolment.programme_id == programme.id)
    counted = (
        select(Module.course_id, func.count(LessonDone.person_id.distinct()))
        .join(Lesson, Lesson.module_id == Module.id)
        .join(LessonDone, LessonDone.lesson_id == Lesson.id)
        .where(Module.course_id.in_(courses), LessonDone.person_id.in_(people))
        .group_by(Module.course_id)
    )
    return {
        course: ngettext(
            "%(num)s person has done lessons of it. What they did is kept, but they cannot open "
            "the lessons from here any more, and own study in it does not count while it is out.",
            "%(num)s people have done lessons of it. What they did is kept, but they cannot open "
            "the lessons from here any more, and own study in it does not count while it is out.",
            number,
        )
        for course, number in db.session.execute(counted)
    }


def courses_for(programme: Programme, person: Person) -> dict[str, Course]:
    """By slug, those that somebody may put into a programme: which they may write, or which a
    programme of its organisation has; and those that are in it. 500 at most, one query."""
    ours = select(Programme.id).where(Programme.organisation_id == programme.organisation_id)
    in_ours = select(ProgrammeCourse.course_id).where(ProgrammeCourse.programme_id.in_(ours))
    ways = or_(writes(person), Course.id.in_(in_ours))
    found = select(Course).where(Course.retired_at.is_(None), ways).order_by(Course.slug)
    there = {part.course.slug: part.course for part in programme.courses}
    return there | {course.slug: course for course in db.session.scalars(found.limit(MOST))}


def is_in_a_programme(course_id: int) -> bool:
    has_it = select(ProgrammeCourse.course_id).where(ProgrammeCourse.course_id == course_id)
    return db.session.scalar(has_it.limit(1)) is not None
