"""What the database says of people's places in groups, for several tests."""

from sqlalchemy import select

from lms.courses import queries
from lms.courses.models import Enrolment, Membership
from lms.db import db
from lms.people.models import Change


def place_of(person):
    """The newest place of a person."""
    mine = select(Membership).where(Membership.person_id == person.id)
    return db.session.scalars(mine.order_by(Membership.starts_on)).all()[-1]


def places(person):
    mine = select(Membership).where(Membership.person_id == person.id)
    found = db.session.scalars(mine.order_by(Membership.starts_on))
    return [(p.group.slug, p.starts_on, p.ends_on) for p in found]


def state(person):
    return db.session.scalars(select(Enrolment.state).filter_by(person_id=person.id)).one()


def on(group, day):
    """Who is in a group on a day."""
    return [person.name for person in db.session.scalars(queries.members(group.id, day))]


def enrolment(person, programme):
    return queries.enrolment(person.id, programme.id)


def history(key):
    """What was done to an enrolment ("programme/PERSON"), in order."""
    kept = select(Change.verb).where(Change.noun == "enrolment", Change.key == key)
    return list(db.session.scalars(kept.order_by(Change.id)))
