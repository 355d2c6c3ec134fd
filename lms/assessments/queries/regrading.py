"""What a newer version of a question would change in attempts that are marked already."""

from fractions import Fraction
from typing import NamedTuple

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased, joinedload

from lms.assessments.marking import mark
from lms.assessments.models import Attempt, AttemptItem, Marking, Response
from lms.assessments.queries.waiting import is_last, looked_after
from lms.courses.models import QuestionVersion
from lms.db import db
from lms.people.models import Person
from lms.questions import Forged, Question, TooLong, given

MOST = 500  # answers that are marked again at once


class Again(NamedTuple):
    """An answer that the newer key finds worth something else."""

    attempt: Attempt
    place: int
    response: Response | None
    before: Fraction
    share: Fraction


class Plan(NamedTuple):
    """What marking again would do: `changes` (MOST at most, the others with `more`); and how many
    stay: the same by both keys, marked by a person, answered with what is not offered any more."""

    changes: list[Again]
    more: int = 0
    same: int = 0
    by_person: int = 0
    unfit: int = 0

    @property
    def up(self) -> int:
        return sum(one.share > one.before for one in self.changes)

    @property
    def down(self) -> int:
        return sum(one.share < one.before for one in self.changes)


def plan(person: Person, assessment_id: int, question: Question, question_id: int) -> Plan:
    """What the key of `question` (its version in force) finds in all attempts that this person
    looks after and that are handed in. One query."""
    changes: list[Again] = []
    same = by_person = unfit = 0
    for attempt, place, marked, response in _answers(person, assessment_id, question_id):
        if marked.rubric is not None or marked.share is None:
            by_person += 1
            continue
        share = _share(question, response)
        if share is None:
            unfit += 1
        elif share == Fraction(marked.share):
            same += 1
        else:
            changes.append(Again(attempt, place, response, Fraction(marked.share), share))
    return Plan(changes[:MOST], len(changes[MOST:]), same, by_person, unfit)


def _share(question: Question, response: Response | None) -> Fraction | None:
    """What an answer is worth by this key; None where it says what the question does not offer."""
    if response is None:
        return mark(question, None).share
    try:
        fits = given(question, response.given)
    except (Forged, TooLong):
        return None
    return mark(question, fits).share if fits == response.given else None


def _answers(person: Person, assessment_id: int, question_id: int) -> list:
    """(attempt, place, the marking that counts, the response that counts) of a question."""
    later = aliased(Response)
    newest = (
        select(later.id)
        .where(later.attempt_id == AttemptItem.attempt_id, later.place == AttemptItem.place)
        .order_by(later.turn.desc(), later.id.desc())
        .limit(1)
        .correlate(AttemptItem)
        .scalar_subquery()
    )
    rows = (
        select(Attempt, AttemptItem.place, Marking, Response)
        .join(AttemptItem, AttemptItem.attempt_id == Attempt.id)
        .join(QuestionVersion, QuestionVersion.id == AttemptItem.version_id)
        .join(
            Marking,
            and_(Marking.attempt_id == Attempt.id, Marking.place == AttemptItem.place),
        )
        .outerjoin(Response, Response.id == newest)
        .where(Attempt.assessment_id == assessment_id, Attempt.handed_in_at.is_not(None))
        .where(QuestionVersion.question_id == question_id, is_last(), looked_after(person))
        .order_by(Attempt.id, AttemptItem.place)
        .options(joinedload(Attempt.person), joinedload(Attempt.assessment))
    )
    return list(db.session.execute(rows))


def elsewhere(person: Person, assessment_id: int, question_id: int) -> int:
    """How many attempts with the question are handed in that others look after. One query."""
    mine = select(Attempt.id).where(looked_after(person))
    found = (
        select(func.count(Attempt.id.distinct()))
        .join(AttemptItem, AttemptItem.attempt_id == Attempt.id)
        .join(QuestionVersion, QuestionVersion.id == AttemptItem.version_id)
        .where(Attempt.assessment_id == assessment_id, Attempt.handed_in_at.is_not(None))
        .where(Attempt.practice.is_(False), QuestionVersion.question_id == question_id)
        .where(Attempt.id.not_in(mine))
    )
    return db.session.scalar(found) or 0


def is_asked(assessment_id: int, question_id: int) -> bool:
    """Whether any attempt at a quiz has the question."""
    found = (
        select(AttemptItem.attempt_id)
        .join(Attempt, Attempt.id == AttemptItem.attempt_id)
        .join(QuestionVersion, QuestionVersion.id == AttemptItem.version_id)
        .where(Attempt.assessment_id == assessment_id, QuestionVersion.question_id == question_id)
        .limit(1)
    )
    return db.session.scalar(found) is not None
