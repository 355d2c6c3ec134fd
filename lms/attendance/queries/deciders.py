"""Who is asked about a correction: those who coordinate and teach the group of a session."""

from sqlalchemy import select

from lms.attendance.models import Session
from lms.db import db
from lms.people.models import Person, Role

MOST = 200


def deciders(session: Session) -> set[int]:
    """Ids of people. One query."""
    group = session.group
    houses = {group.organisation_id, group.programme.organisation_id} - {None}
    coordinators = select(Person.id).where(
        Person.role == Role.COORDINATOR, Person.organisation_id.in_(houses)
    )
    found = set(db.session.scalars(coordinators.order_by(Person.id).limit(MOST)))
    teachers = {one.id for one in group.trainers} | {session.trainer_id, session.substitute_id}
    return found | {one for one in teachers if one}
