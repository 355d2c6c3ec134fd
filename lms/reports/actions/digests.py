"""The mail of Monday: what needs somebody of staff, in numbers, and the links of their views."""

from datetime import date, datetime

from lms.db import db
from lms.messages.actions import tell
from lms.people.models import Person
from lms.reports.actions.saved import DIGEST
from lms.reports.queries import saved
from lms.reports.queries import today as queries

LINKS = 10  # views in one mail


def send_digest(person: Person, *, now: datetime, today: date) -> None:
    """Nothing is told twice of one day."""
    found = queries.day(person, now, today, most=1)
    views = db.session.scalars(saved.mine(person).limit(LINKS)).all()
    facts = {
        "numbers": {str(one.need): one.number for one in found.sections},
        "views": [[view.title, view.id] for view in views],
    }
    key = f"{DIGEST}:{today}"
    tell([person.id], DIGEST, facts, about=DIGEST, by=None, now=now, key=key)
