"""Recording results. Who and when are arguments; the commit is not ours."""

from datetime import datetime

from lms.assessments import queries
from lms.assessments.models import Result
from lms.courses.actions import touch
from lms.courses.models import Assessment
from lms.db import db
from lms.people.actions import record
from lms.people.models import Person


def record_result(
    assessment: Assessment, person: Person, passed: bool, note: str, *, by: Person, now: datetime
) -> bool:
    """A person's result in an assessment, as a trainer says it; it holds from now on. Whether
    anything is different."""
    queries.hold([person.id])
    kept = queries.result(assessment, person)
    if kept and (kept.passed, kept.note or "") == (passed, note):
        return False
    db.session.add(
        Result(
            assessment_id=assessment.id,
            person_id=person.id,
            passed=passed,
            note=note or None,
            by_id=by.id,
            at=now,
        )
    )
    detail = {"passed": passed, "note": note}
    record("result", f"{assessment.id}/{person.code}", "recorded", detail, by=by, now=now)
    touch(people=[person.id])
    return True
