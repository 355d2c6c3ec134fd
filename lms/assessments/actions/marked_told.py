"""Who took a quiz is told that it is marked. A list to call does not grow by it: without mail they
find it on the page of the quiz."""

from collections.abc import Sequence
from datetime import datetime

from lms.assessments.actions.settling import settle_all
from lms.assessments.letters import MARKED
from lms.assessments.models import Attempt
from lms.courses.models import Assessment
from lms.messages.actions import tell
from lms.people.models import Person


def settle_and_tell(
    assessment: Assessment, attempts: Sequence[Attempt], *, by: Person, now: datetime
) -> None:
    """Settles attempts at a quiz, and tells their people where nothing of them waits any more, or
    where their score is another. A person is told once, of the newest."""
    before = {one.id: (one.score, one.marked_at) for one in attempts}
    settle_all(assessment, attempts, now=now)
    told: dict[bool, dict[int, Attempt]] = {False: {}, True: {}}  # by whether it was marked before
    for one in attempts:
        score, marked_at = before[one.id]
        if one.marked_at is not None and one.score != score:
            told[marked_at is not None][one.person_id] = one
    for again, theirs in told.items():
        facts = {"title": assessment.title, "again": again}
        each = {person: {"attempt": one.id} for person, one in theirs.items()}
        tell(list(theirs), MARKED, facts, about=f"quiz:{assessment.id}", by=by, now=now, each=each)
