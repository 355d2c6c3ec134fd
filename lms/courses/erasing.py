"""The places of somebody who is erased: they end, and whoever waits for one is asked."""

from datetime import datetime

from sqlalchemy import select

from lms import clock
from lms.courses.actions import end, fill, take_back
from lms.courses.models import Enrolment, Membership, State
from lms.db import db
from lms.people.models import Person


def leave(person: Person, *, by: Person | None, now: datetime) -> None:
    """Their places end today, those to come with them; they wait for none any more. Who has
    completed a programme has completed it."""
    mine = select(Membership).where(Membership.person_id == person.id)
    for place in db.session.scalars(mine.order_by(Membership.starts_on.desc())).all():
        today, enrolment = clock.today(place.group.zone, now), place.enrolment
        left = State.COMPLETED if enrolment.state == State.COMPLETED else State.WITHDRAWN
        if place.starts_on > today:
            db.session.delete(place)
            enrolment.state = left
            fill(place.group, by=by, now=now)
        elif place.ends_on is None or place.ends_on > today:
            end(place, today, left, by=by, now=now)
    waiting = select(Enrolment).where(Enrolment.person_id == person.id)
    for enrolment in db.session.scalars(waiting.order_by(Enrolment.id)).all():
        if enrolment.state in (State.APPLIED, State.WAITLISTED):
            take_back(enrolment, by=by or person, now=now)
