"""Marking again by a newer key, with a reason. What was found before stays."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import insert, select
from sqlalchemy.orm import joinedload

from lms.assessments.actions.marked_told import settle_and_tell
from lms.assessments.models import Attempt, Marking
from lms.assessments.queries import hold
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
    nothing changes. What was done. As many statements for many answers as for one.

    Raises Refused for a question that a person marks.
    """
    if question.is_marked_by_a_person:
        raise Refused(_("This question has no key. Mark each answer again instead."))
    done, attempts = _planned(assessment, question, version.question_id, by)
    if done.changes:
        rows = [
            {
                "attempt_id": one.attempt_id,
                "place": one.place,
                "version_id": version.id,
                "response_id": one.response_id,
                "share": str(one.share),
                "reason": reason,
                "by_id": by.id,
                "at": now,
            }
            for one in done.changes
        ]
        db.session.execute(insert(Marking), rows)
        settle_and_tell(assessment, attempts, by=by, now=now)
        detail = {
            "quiz": assessment.id,
            "version": version.number,
            "up": done.up,
            "down": done.down,
            "reason": reason,
        }
        record(NOUN, question.key, "marked again", detail, by=by, now=now)
    return done


def _planned(
    assessment: Assessment, question: Question, question_id: int, by: Person
) -> tuple[Plan, list[Attempt]]:
    """What is to be done, and the attempts, locked. It is planned again when nobody else can mark
    them any more: what was found meanwhile stands."""
    first = plan(by, assessment.id, question, question_id)
    if not first.changes:
        return first, []
    hold({one.person_id for one in first.changes})
    ids = {one.attempt_id for one in first.changes}
    locked = (
        select(Attempt)
        .where(Attempt.id.in_(ids))
        .order_by(Attempt.id)
        .options(joinedload(Attempt.person))
        .with_for_update(of=Attempt)
        .execution_options(populate_existing=True)
    )
    attempts = {one.id: one for one in db.session.scalars(locked)}
    again = plan(by, assessment.id, question, question_id, within=ids)
    changed = {one.attempt_id for one in again.changes}
    return again._replace(more=again.more + first.more), [attempts[one] for one in sorted(changed)]
