"""What a newer version of a question would change in attempts that are marked already."""

import json
from collections.abc import Collection, Iterable
from fractions import Fraction
from typing import NamedTuple

from sqlalchemy import Row, and_, func, select

from lms.assessments.marking import mark
from lms.assessments.models import Attempt, AttemptItem, Marking, Response
from lms.assessments.queries.attempts import newest_response
from lms.assessments.queries.waiting import is_last, looked_after
from lms.courses.models import QuestionVersion
from lms.db import db
from lms.people.models import Person
from lms.questions import Forged, Question, TooLong, given

MOST = 500  # answers that are marked again at once
PORTION = 500  # answers that are read from the database at once


class Again(NamedTuple):
    """An answer that the newer key finds worth something else."""

    attempt_id: int
    person_id: int
    place: int
    response_id: int | None
    before: Fraction
    share: Fraction


class Plan(NamedTuple):
    """What marking again would do: `changes` (MOST at most, the others are counted in `more`); and
    how many stay: the same by both keys, marked by a person, answered with what is not offered any
    more."""

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


def plan(
    person: Person,
    assessment_id: int,
    question: Question,
    question_id: int,
    within: Collection[int] | None = None,
) -> Plan:
    """What the key of `question` (its version in force) finds in all attempts (or those `within`)
    that this person looks after and that are handed in. One query, read in portions."""
    changes: list[Again] = []
    more = same = by_person = unfit = 0
    key = _Key(question)
    for attempt_id, person_id, place, share, rubric, response_id, answer in _answers(
        person, assessment_id, question_id, within
    ):
        if rubric is not None or share is None:
            by_person += 1
            continue
        before, now = Fraction(share), key.share(answer)
        if now is None:
            unfit += 1
        elif now == before:
            same += 1
        elif len(changes) < MOST:
            changes.append(Again(attempt_id, person_id, place, response_id, before, now))
        else:
            more += 1
    return Plan(changes, more, same, by_person, unfit)


class _Key:
    """The key of a question; what many answered is looked at once."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.known: dict[str, Fraction | None] = {}

    def share(self, answer: dict | None) -> Fraction | None:
        """What an answer is worth; None where it says what the question does not offer."""
        said = json.dumps(answer, sort_keys=True)
        if said not in self.known:
            if len(self.known) >= MOST:
                self.known.clear()
            self.known[said] = _share(self.question, answer)
        return self.known[said]


def _share(question: Question, answer: dict | None) -> Fraction | None:
    if answer is None:
        return mark(question, None).share
    try:
        fits = given(question, answer)
    except (Forged, TooLong):
        return None
    return mark(question, fits).share if fits == answer else None


def _answers(
    person: Person, assessment_id: int, question_id: int, within: Collection[int] | None
) -> Iterable[Row]:
    """(attempt, person, place, share and rubric of the marking that counts, id and value of the
    response that counts) of a question."""
    rows = (
        select(
            Attempt.id, Attempt.person_id, AttemptItem.place,
            Marking.share, Marking.rubric, Response.id, Response.given,
        )
        .join(AttemptItem, AttemptItem.attempt_id == Attempt.id)
        .join(QuestionVersion, QuestionVersion.id == AttemptItem.version_id)
        .join(
            Marking,
            and_(Marking.attempt_id == Attempt.id, Marking.place == AttemptItem.place),
        )
        .outerjoin(Response, Response.id == newest_response())
        .where(Attempt.assessment_id == assessment_id, Attempt.handed_in_at.is_not(None))
        .where(QuestionVersion.question_id == question_id, is_last(), looked_after(person))
        .order_by(Attempt.id, AttemptItem.place)
    )  # fmt: skip
    if within is not None:
        rows = rows.where(Attempt.id.in_(list(within)))
    return db.session.execute(rows.execution_options(yield_per=PORTION))


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
