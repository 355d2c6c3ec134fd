"""What somebody may open, as a condition on courses, and asked of one course or lesson."""

from sqlalchemy import ColumnElement, or_, select, true

from lms.courses.models import Course, Enrolment, Lesson, ProgrammeCourse
from lms.courses.queries.lessons import LEARNING
from lms.courses.queries.writing import writes
from lms.db import db
from lms.people.models import Person, Role


def opens(person: Person, course_id: ColumnElement) -> ColumnElement[bool]:
    """Whether a person learns the course of this id in some programme, or may write it: teaches or
    coordinates it, or it belongs to their organisation."""
    if person.role == Role.ADMINISTRATOR:
        return true()
    enrolled = select(Enrolment.programme_id).where(
        Enrolment.person_id == person.id, Enrolment.state.in_(LEARNING)
    )
    learned = select(ProgrammeCourse.course_id).where(ProgrammeCourse.programme_id.in_(enrolled))
    ways = [course_id.in_(learned)]
    if person.role != Role.LEARNER:
        written = select(Course.id).where(writes(person))
        ways.append(course_id.in_(written.correlate(None)))
    return or_(*ways)


def may_open_course(person: Person, course: Course) -> bool:
    """Opens its lessons: who learns it in a programme, and who may write it. One query."""
    return _may_open(person, course.id)


def may_open_lesson(person: Person, lesson: Lesson) -> bool:
    return _may_open(person, lesson.module.course_id)


def _may_open(person: Person, course_id: int) -> bool:
    if person.role == Role.ADMINISTRATOR:
        return True
    asked = select(Course.id).where(Course.id == course_id, opens(person, Course.id))  # type: ignore[arg-type]
    return bool(db.session.scalar(asked))
