"""Deciding about portfolios. Who and when are arguments; the commit is not ours."""

from datetime import datetime

from lms.courses.actions import touch
from lms.courses.models import Programme
from lms.db import db
from lms.people.actions import record
from lms.people.models import Person
from lms.portfolios import queries
from lms.portfolios.models import Portfolio


def decide_portfolio(
    programme: Programme, person: Person, accepted: bool, note: str, *, by: Person, now: datetime
) -> bool:
    """Whether a person's portfolio is accepted for the programme from now on; what was decided
    before stays known. Whether anything is different."""
    kept = queries.portfolio(programme, person)
    if kept and (kept.accepted, kept.note or "") == (accepted, note):
        return False
    db.session.add(
        Portfolio(
            programme_id=programme.id,
            person_id=person.id,
            accepted=accepted,
            note=note or None,
            by_id=by.id,
            at=now,
        )
    )
    detail = {"accepted": accepted, "note": note}
    record("portfolio", f"{programme.slug}/{person.code}", "decided", detail, by=by, now=now)
    touch(people=[person.id])
    return True
