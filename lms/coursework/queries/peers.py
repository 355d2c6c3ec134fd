"""Who reads the answer of somebody from another city."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, case, false, func, or_, select
from sqlalchemy.orm import joinedload

from lms.courses.models import Enrolment, Group, Membership
from lms.courses.queries import LEARNING, covers
from lms.coursework.models import PeerReading, TaskAnswer
from lms.db import db
from lms.people.models import Person, Role

MOST = 500  # answers of one look


def next_reader(answer: TaskAnswer, day: date) -> int | None:
    """The person (id) who reads it next: somebody who learns in the same programme on that day, of
    another organisation or in another group than its author; who has fewest to read comes first,
    another organisation before another group. None where nobody is free."""
    author, group = answer.person, answer.group
    if group is None:
        return None
    known = author.organisation_id is not None  # unknown is not elsewhere
    elsewhere = Person.organisation_id != author.organisation_id if known else false()
    to_read = (
        select(func.count())
        .select_from(PeerReading)
        .where(PeerReading.reader_id == Person.id, PeerReading.read_at.is_(None))
        .scalar_subquery()
    )
    found = (
        select(Person.id)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .join(Membership, Membership.enrolment_id == Enrolment.id)
        .where(
            Enrolment.programme_id == group.programme_id,
            Enrolment.state.in_(LEARNING),
            covers(day),
            Person.id != author.id,
            Person.role == Role.LEARNER,
            or_(elsewhere, Membership.group_id != group.id),
        )
        .order_by(to_read, case((elsewhere, 0), else_=1), Person.id)
    )
    return db.session.scalar(found.limit(1))


def without_a_peer(after: int = 0) -> Sequence[TaskAnswer]:
    """Answers that wait for somebody to read them and that nobody has found done: 500 at most, in
    the order of their ids, from the one `after` which the last look ended. Nobody else changes
    them until the commit; one that somebody changes at this moment is left for the next hour."""
    given = select(PeerReading.answer_id)
    waits = select(TaskAnswer).where(
        TaskAnswer.id > after,
        TaskAnswer.peer,
        TaskAnswer.handed_in_at.is_not(None),
        TaskAnswer.accepted_at.is_(None),
        TaskAnswer.id.not_in(given),
    )
    return db.session.scalars(
        waits.order_by(TaskAnswer.id)
        .options(
            joinedload(TaskAnswer.person), joinedload(TaskAnswer.group).joinedload(Group.programme)
        )
        .limit(MOST)
        .with_for_update(of=TaskAnswer, skip_locked=True)
    ).all()


def reading(answer_id: int, person_id: int) -> PeerReading | None:
    """That a person is asked to read an answer."""
    return db.session.get(PeerReading, (answer_id, person_id))


def open_readings(person_id: int) -> Select[PeerReading]:
    """What a person is asked to read and has not answered yet, the oldest first."""
    asked = select(PeerReading).join(PeerReading.answer)
    return (
        asked.where(
            PeerReading.reader_id == person_id,
            PeerReading.read_at.is_(None),
            TaskAnswer.handed_in_at.is_not(None),
        )
        .order_by(PeerReading.asked_at, PeerReading.answer_id)
        .options(
            joinedload(PeerReading.answer).joinedload(TaskAnswer.lesson),
            joinedload(PeerReading.answer)
            .joinedload(TaskAnswer.person)
            .joinedload(Person.organisation),
            joinedload(PeerReading.answer).selectinload(TaskAnswer.feedback),
        )
    )
