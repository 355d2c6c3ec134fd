"""Recording results and portfolios. Who and when are arguments; the commit is not ours."""

from datetime import datetime
from typing import Any

from lms.assessments import queries
from lms.assessments.models import Portfolio, Result
from lms.courses.actions import touch
from lms.courses.models import Assessment, Programme
from lms.db import db
from lms.people.actions import record
from lms.people.models import Person


def record_result(
    assessment: Assessment, person: Person, passed: bool, note: str, *, by: Person, now: datetime
) -> bool:
    """A person's result in an assessment; the latest counts. Whether anything is different.

    The history keeps every result that was recorded.
    """
    kept = queries.result(assessment, person)
    if kept and (kept.passed, kept.note or "") == (passed, note):
        return False
    said = {"passed": passed, "note": note or None, "by_id": by.id, "at": now}
    put(kept, Result(assessment_id=assessment.id, person_id=person.id, **said), said)
    detail = {"passed": passed, "note": note}
    record("result", f"{assessment.id}/{person.code}", "recorded", detail, by=by, now=now)
    touch(people=[person.id])
    return True


def decide_portfolio(
    programme: Programme, person: Person, accepted: bool, note: str, *, by: Person, now: datetime
) -> bool:
    """Whether a person's portfolio is accepted for the programme. Whether anything is different."""
    kept = queries.portfolio(programme, person)
    if kept and (kept.accepted, kept.note or "") == (accepted, note):
        return False
    said = {"accepted": accepted, "note": note or None, "by_id": by.id, "at": now}
    put(kept, Portfolio(programme_id=programme.id, person_id=person.id, **said), said)
    detail = {"accepted": accepted, "note": note}
    record("portfolio", f"{programme.slug}/{person.code}", "decided", detail, by=by, now=now)
    touch(people=[person.id])
    return True


def put(kept: Result | Portfolio | None, new: Result | Portfolio, said: dict[str, Any]) -> None:
    """The row that is kept says so from now on; where there is none, the new one does."""
    if kept is None:
        db.session.add(new)
        return
    for name, value in said.items():
        setattr(kept, name, value)
