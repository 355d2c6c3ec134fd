"""Who may write a course: its modules, lessons, pictures, translations, glossary."""

from sqlalchemy import ColumnElement, Select, exists, or_, select, true

from lms.courses.models import Course, Group, GroupTrainer, Programme, ProgrammeCourse
from lms.db import db
from lms.people.models import Person, Role


def may_write(person: Person, course: Course) -> bool:
    """Administrators; the staff of the course's own organisation; the trainers of groups and the
    coordinators of programmes that have it. One query."""
    if person.role in (Role.ADMINISTRATOR, Role.LEARNER):
        return person.role == Role.ADMINISTRATOR
    return bool(db.session.scalar(select(Course.id).where(Course.id == course.id, writes(person))))


def courses_to_write(person: Person) -> Select[Course]:
    """The courses that a person may write, by their slugs; those retired are the last."""
    found = select(Course).order_by(Course.retired_at.is_not(None), Course.slug)
    return found.where(writes(person)) if person.is_staff else found.where(Course.id.is_(None))


def writes(person: Person) -> ColumnElement[bool]:
    """The condition on `courses` under which somebody of the staff may write one."""
    if person.role == Role.ADMINISTRATOR:
        return true()
    of_programme = ProgrammeCourse.course_id == Course.id
    of_group = Group.programme_id == ProgrammeCourse.programme_id
    taught = select(GroupTrainer.group_id).where(GroupTrainer.person_id == person.id)
    ways: list[ColumnElement[bool]] = [exists().where(of_programme, of_group, Group.id.in_(taught))]
    if (ours := person.organisation_id) is not None:
        ways.append(Course.organisation_id == ours)
        if person.role == Role.COORDINATOR:
            programme = Programme.id == ProgrammeCourse.programme_id
            of_ours = Programme.organisation_id == ours
            ways.append(exists().where(of_programme, programme, of_ours))
            ways.append(exists().where(of_programme, of_group, Group.organisation_id == ours))
    return or_(*ways)
