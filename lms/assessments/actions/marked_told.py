"""Who took a quiz is told that it is marked. A list to call does not grow by it: without mail they
find it on the page of the quiz."""

from datetime import datetime
from typing import NamedTuple

from lms.assessments.actions.settling import settle
from lms.assessments.letters import MARKED
from lms.assessments.models import Attempt
from lms.messages.actions import tell
from lms.people.models import Person


class Before(NamedTuple):
    """How an attempt was before it was marked."""

    score: str | None
    marked_at: datetime | None


def settle_and_tell(attempt: Attempt, *, by: Person, now: datetime) -> None:
    """Settles an attempt, and tells its person where nothing of it waits any more, or where its
    score is another."""
    before = Before(attempt.score, attempt.marked_at)
    settle(attempt, now=now)
    if attempt.marked_at is None or attempt.score == before.score:
        return
    facts = {
        "attempt": attempt.id,
        "title": attempt.assessment.title,
        "again": before.marked_at is not None,
    }
    about = f"attempt:{attempt.id}"
    tell([attempt.person_id], MARKED, facts, about=about, by=by, now=now)
