"""What the tests of open sessions share: an open session, people, and what the database says."""

from datetime import date, datetime, timedelta

from sqlalchemy import select

from lms.attendance.models import SignUp
from lms.db import db
from lms.messages.models import Notice
from lms.people.models import Change
from tests import cast

DAY = date(2022, 3, 31)  # a week from now, 17:00 in Jesenice
START = datetime.fromisoformat("2022-03-31T17:00+02:00")
LATER = cast.NOW + timedelta(days=2)  # when an offer of 48 hours ends


def opened(world, places=2, **values):
    """The session of next week, open to everybody."""
    session = world.next_week
    session.is_open, session.capacity = True, places
    for name, value in values.items():
        setattr(session, name, value)
    db.session.commit()
    return session


def learners(count, organisation=None):
    """Olga-like people who are in no group of the centre: P00, P01, ..."""
    made = [cast.person(f"P{n:02}", organisation) for n in range(count)]
    db.session.add_all(made)
    db.session.commit()
    return made


def states(session):
    """Who is where, in the order of the list: [("P00", "booked"), ...]."""
    rows = select(SignUp).filter_by(session_id=session.id).order_by(SignUp.since, SignUp.id)
    return [(row.person.name, str(row.state)) for row in db.session.scalars(rows)]


def state(session, person):
    row = select(SignUp.state).filter_by(session_id=session.id, person_id=person.id)
    return db.session.scalar(row)


def steps(session):
    """What was done, in order: [("P00", "booked"), ...]."""
    kept = select(Change).filter_by(noun="place", key=session.code).order_by(Change.id)
    return [(row.detail["person"], row.verb) for row in db.session.scalars(kept)]


def told(person):
    """The kinds of notices that a person has, in order."""
    mine = select(Notice.kind).where(Notice.person_id == person.id).order_by(Notice.id)
    return list(db.session.scalars(mine))
