"""Marking again by a newer key, with a reason. What was found before stays."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from lms.assessments.actions.marked_told import settle_and_tell
from lms.assessments.models import Attempt, Marking
from lms.assessments.queries.regrading import Plan, plan
from lms.courses.models import Assessment, QuestionVersion
from lms.db import db
from lms.errors import Refused
from lms.people.actions import record
from lms.people.models import Person
from lms.questions import Question

NOUN = "regrade"  # what the history calls it


def regrade(
    assessment: Assessment,
    version: QuestionVersion,
    question: Question,
    reason: str,
    *,
    by: Person,
    now: datetime,
) -> Plan:
    """Marks by this version of a question all answers to it that `by` looks after; scores and
    results follow. What a person marked stays, so does what is worth the same: with the same key
    nothing changes. What was done.

    Raises Refused for a question that a person marks.
    """
    if question.is_marked_by_a_person:
        raise Refused(_("This question has no key. Mark each answer again instead."))
    done = plan(by, assessment.id, question, version.question_id)
    ids = {one.attempt.id for one in done.changes}
    locked = select(Attempt).where(Attempt.id.in_(ids)).order_by(Attempt.id).with_for_update()
    attempts = {one.id: one for one in db.session.scalars(locked)} if ids else {}
    for one in done.changes:
        db.session.add(
            Marking(
                attempt_id=one.attempt.id,
                place=one.place,
                version_id=version.id,
                response_id=one.response.id if one.response else None,
                share=str(one.share),
                reason=reason,
                by_id=by.id,
                at=now,
            )
        )
    db.session.flush()
    for attempt in attempts.values():
        settle_and_tell(attempt, by=by, now=now)
    if done.changes:
        detail = {
            "quiz": assessment.id,
            "version": version.number,
            "up": done.up,
            "down": done.down,
            "reason": reason,
        }
        record(NOUN, question.key, "marked again", detail, by=by, now=now)
    return done
