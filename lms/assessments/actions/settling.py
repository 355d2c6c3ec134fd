"""What comes of attempts: marks by the key, scores, results. The commit is not ours."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from fractions import Fraction
from typing import NamedTuple

from sqlalchemy import select

from lms.assessments import marking, queries, scoring
from lms.assessments.models import Attempt, AttemptItem, Marking, Result
from lms.assessments.rules.times import quiz_of
from lms.courses.actions import touch
from lms.courses.models import Assessment
from lms.db import db
from lms.people.models import Person
from lms.questions import Grade, Quiz


def mark_all(attempt: Attempt, *, now: datetime) -> None:
    """Marks every answer of an attempt by the key of the version that was shown; what a person has
    to mark waits. Blank answers are worth nothing. `settle` comes after it."""
    counting = queries.counting(attempt.id)
    for item in queries.items(attempt.id):
        response = counting.get(item.place)
        found = marking.mark(item.question, response.given if response else None)
        db.session.add(
            Marking(
                attempt_id=attempt.id,
                place=item.place,
                version_id=item.version.id,
                response_id=response.id if response else None,
                share=None if found.share is None else str(found.share),
                at=now,
            )
        )
    db.session.flush()


def settle(attempt: Attempt, *, now: datetime) -> Result | None:
    """After every marking of an attempt that is handed in, in the same transaction: its score from
    the markings that count, and what came of it for its person. The result that is new, or None.
    Flush the markings first."""
    tally(attempt, now=now)
    if attempt.practice:
        return None
    return put_result(attempt.assessment, attempt.person, now=now)


def tally(attempt: Attempt, *, now: datetime) -> None:
    score = scoring.score(scored(attempt))
    attempt.score = None if score is None else str(score)
    if score is None:
        attempt.marked_at = None
    elif attempt.marked_at is None:
        attempt.marked_at = now
    db.session.flush()


def scored(attempt: Attempt) -> list[scoring.Scored]:
    """The questions of an attempt with what their answers are worth. Two queries."""
    last = queries.markings([attempt.id])
    rows = db.session.scalars(
        select(AttemptItem).filter_by(attempt_id=attempt.id).order_by(AttemptItem.place)
    )
    return [
        scoring.Scored(Fraction(row.points), share_of(last.get((attempt.id, row.place))))
        for row in rows
    ]


def share_of(marked: Marking | None) -> Fraction | None:
    return None if marked is None or marked.share is None else Fraction(marked.share)


class Outcome(NamedTuple):
    """What a person's attempts come to."""

    passed: bool
    score: Fraction
    attempt: Attempt  # the one that decided it; of an average the newest in it


def put_result(assessment: Assessment, person: Person, *, now: datetime) -> Result | None:
    """Writes what came of a person's attempts, where it is different from what it was.

    What a trainer recorded in between stands until the attempts come to something else than they
    did when it was recorded: the two follow one another in time. The staff is never counted.
    """
    if person.is_staff:
        return None
    found = outcome(_counted(assessment.id, person.id))
    if found is None:
        return None
    last, own = _before(assessment.id, person.id)
    same = own is not None and (own.passed, own.score) == (found.passed, str(found.score))
    if same and (last is own or (own is not None and own.attempt_id == found.attempt.id)):
        return None
    made = Result(
        assessment_id=assessment.id,
        person_id=person.id,
        passed=found.passed,
        score=str(found.score),
        attempt_id=found.attempt.id,
        at=now,
    )
    db.session.add(made)
    db.session.flush()
    touch(people=[person.id])
    return made


def outcome(attempts: Sequence[Attempt]) -> Outcome | None:
    """What attempts that count come to, in the order in which they were handed in: by the grade and
    the pass mark that the newest of them has kept. None as long as nothing can be said: an attempt
    that waits for marking leaves what held before it.

    Of the first attempt and of an average nothing is said beyond one that waits.
    """
    if not attempts:
        return None
    quiz = quiz_of(attempts[-1].settings)
    ready = _ready(attempts, quiz.grade)
    scores = [Fraction(one.score) for one in ready if one.score is not None]
    score = scoring.counted(scores, quiz.grade)
    if score is None:
        return None
    return Outcome(scoring.is_passed(score, quiz.pass_mark), score, _decides(ready, quiz, score))


def _ready(attempts: Sequence[Attempt], grade: Grade) -> list[Attempt]:
    if grade in (Grade.BEST, Grade.LAST):
        return [one for one in attempts if one.score is not None]
    waits = next((at for at, one in enumerate(attempts) if one.score is None), len(attempts))
    return list(attempts[:waits])


def _decides(ready: Iterable[Attempt], quiz: Quiz, score: Fraction) -> Attempt:
    found = list(ready)
    if quiz.grade is Grade.AVERAGE:
        return found[-1]
    same = [one for one in found if one.score is not None and Fraction(one.score) == score]
    return same[-1] if quiz.grade is Grade.LAST else same[0]


def _counted(assessment_id: int, person_id: int) -> list[Attempt]:
    """A person's attempts that are handed in and count, in that order."""
    own = select(Attempt).where(
        Attempt.assessment_id == assessment_id,
        Attempt.person_id == person_id,
        Attempt.practice.is_(False),
        Attempt.handed_in_at.is_not(None),
    )
    return list(db.session.scalars(own.order_by(Attempt.handed_in_at, Attempt.number)))


def _before(assessment_id: int, person_id: int) -> tuple[Result | None, Result | None]:
    """The result that holds, and the last one that came of attempts."""
    own = select(Result).filter_by(assessment_id=assessment_id, person_id=person_id)
    last = db.session.scalar(own.order_by(Result.id.desc()).limit(1))
    if last is None or last.by_id is None:
        return last, last
    of_attempts = own.where(Result.by_id.is_(None)).order_by(Result.id.desc())
    return last, db.session.scalar(of_attempts.limit(1))
