"""All that somebody may open, as a condition: `may_open_course` says it of one course."""

from sqlalchemy import ColumnElement, or_, select, true

from lms.courses.models import Course, Enrolment, Group, GroupTrainer, Programme, ProgrammeCourse
from lms.courses.queries.lessons import LEARNING
from lms.people.models import Person, Role


def opens(person: Person, course_id: ColumnElement) -> ColumnElement[bool]:
    """Whether a person learns, teaches or coordinates the course of this id in some programme."""
    if person.role == Role.ADMINISTRATOR:
        return true()
    enrolled = select(Enrolment.programme_id).where(
        Enrolment.person_id == person.id, Enrolment.state.in_(LEARNING)
    )
    ways: list[ColumnElement[bool]] = [ProgrammeCourse.programme_id.in_(enrolled)]
    if person.role != Role.LEARNER:
        taught = select(GroupTrainer.group_id).where(GroupTrainer.person_id == person.id)
        groups = select(Group.programme_id).where(Group.id.in_(taught))
        ways.append(ProgrammeCourse.programme_id.in_(groups))
    if person.role == Role.COORDINATOR:
        ours = person.organisation_id
        of_ours = select(Programme.id).where(Programme.organisation_id == ours)
        with_ours = select(Group.programme_id).where(Group.organisation_id == ours)
        ways += [ProgrammeCourse.programme_id.in_(of_ours)]
        ways += [ProgrammeCourse.programme_id.in_(with_ours)]
    courses = select(Course.id).join(ProgrammeCourse, ProgrammeCourse.course_id == Course.id)
    return course_id.in_(courses.where(or_(*ways)))
