"""One person may take longer, later or more often. Who and when are arguments; no commit here."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from lms.assessments.models import Attempt, Extension
from lms.assessments.queries import extension_of, hold
from lms.assessments.rules.times import due_at, quiz_of
from lms.config import setting
from lms.courses.models import Assessment
from lms.db import db
from lms.people.actions import record
from lms.people.models import Person

NOUN = "quiz extension"  # what the history calls it


class More(NamedTuple):
    """What one person has more than others: minutes, attempts, until when (None: as others)."""

    minutes: int = 0
    attempts: int = 0
    closes_at: datetime | None = None


def extend(
    assessment: Assessment, person: Person, more: More, reason: str, *, by: Person, now: datetime
) -> Extension | None:
    """What a person has more than others in a quiz, from now on, instead of what they had; None
    where it is what they have. An attempt that is open gets the time, too."""
    hold([person.id])
    held = extension_of(assessment.id, person.id)
    had = More(held.minutes, held.attempts, held.closes_at) if held else More()
    if had == more:
        return None
    given = Extension(
        assessment_id=assessment.id,
        person_id=person.id,
        reason=reason,
        by_id=by.id,
        at=now,
        **more._asdict(),
    )
    db.session.add(given)
    open_ones = select(Attempt).where(
        Attempt.assessment_id == assessment.id,
        Attempt.person_id == person.id,
        Attempt.practice.is_(False),
        Attempt.handed_in_at.is_(None),
    )
    locked = open_ones.order_by(Attempt.id).with_for_update()
    for attempt in db.session.scalars(locked.execution_options(populate_existing=True)):
        quiz = quiz_of(attempt.settings)
        attempt.due_at = due_at(quiz, attempt.began_at, setting("TIMEZONE"), given)
    until = more.closes_at.isoformat() if more.closes_at else None
    detail = {"minutes": more.minutes, "attempts": more.attempts, "until": until, "reason": reason}
    record(NOUN, f"{assessment.id}/{person.code}", "given", detail, by=by, now=now)
    db.session.flush()
    return given
