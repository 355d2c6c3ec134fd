"""Two views that the coordinator of the demo saved: one for herself, one for her colleagues."""

from datetime import datetime

from sqlalchemy import select

from lms.db import db
from lms.people.models import Person
from lms.reports.models import SavedView

VIEWS = (
    ("Group A: who needs me", "/today?group=jesenice-a", False),
    ("Charts of the Jesenice programme", "/charts?programme=jesenice-digital-local", True),
)


def load(now: datetime) -> None:
    who = db.session.scalars(select(Person).filter_by(email="coordinator@example.org")).one()
    for title, address, is_shared in VIEWS:
        view = SavedView(person=who, title=title, address=address, is_shared=is_shared, made_at=now)
        view.organisation_id = who.organisation_id
        db.session.add(view)
