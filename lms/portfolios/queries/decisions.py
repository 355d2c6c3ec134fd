"""What was decided about portfolios."""

from sqlalchemy import select

from lms.courses.models import Programme
from lms.db import db
from lms.people.models import Person
from lms.portfolios.models import Portfolio


def portfolio(programme: Programme, person: Person) -> Portfolio | None:
    """What was decided last about a person's portfolio."""
    named = select(Portfolio).filter_by(programme_id=programme.id, person_id=person.id)
    return db.session.scalar(named.order_by(Portfolio.id.desc()).limit(1))
