"""What comes of attempts: marks by the key, scores, results. The commit is not ours."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any, NamedTuple

from sqlalchemy import insert, select

from lms.assessments import marking, queries, scoring
from lms.assessments.models import Attempt, AttemptItem, Marking, Result
from lms.assessments.rules.times import quiz_of
from lms.courses.actions import touch
from lms.courses.models import Assessment
from lms.db import db
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
    Its person is held (queries.hold), the markings are flushed."""
    return settle_all(attempt.assessment, [attempt], now=now).get(attempt.person_id)


def settle_all(
    assessment: Assessment, attempts: Sequence[Attempt], *, now: datetime
) -> dict[int, Result]:
    """As `settle`, many attempts at one quiz; by person, the results that are new. As many
    statements for many as for one."""
    tally(attempts, now=now)
    return put_results(assessment, {one.person_id for one in attempts if counts_for(one)}, now=now)


def counts_for(attempt: Attempt) -> bool:
    """Whether something comes of it for its person. The staff is never counted."""
    return not attempt.practice and not attempt.person.is_staff


def tally(attempts: Iterable[Attempt], *, now: datetime) -> None:
    """The scores of attempts from the markings that count. Two queries."""
    by_id = {one.id: one for one in attempts}
    questions = scored(by_id)
    for id_, attempt in by_id.items():
        score = scoring.score(questions[id_])
        attempt.score = None if score is None else str(score)
        if score is None:
            attempt.marked_at = None
        elif attempt.marked_at is None:
            attempt.marked_at = now
    db.session.flush()


def scored(attempt_ids: Collection[int]) -> dict[int, list[scoring.Scored]]:
    """By attempt, its questions with what their answers are worth. Two queries."""
    last = queries.markings(attempt_ids)
    rows = (
        select(AttemptItem.attempt_id, AttemptItem.place, AttemptItem.points)
        .where(AttemptItem.attempt_id.in_(list(attempt_ids)))
        .order_by(AttemptItem.place)
    )
    found: dict[int, list[scoring.Scored]] = {one: [] for one in attempt_ids}
    for id_, place, points in db.session.execute(rows):
        found[id_].append(scoring.Scored(Fraction(points), share_of(last.get((id_, place)))))
    return found


def share_of(marked: Marking | None) -> Fraction | None:
    return None if marked is None or marked.share is None else Fraction(marked.share)


class Outcome(NamedTuple):
    """What a person's attempts come to."""

    passed: bool
    score: Fraction
    attempt: Attempt  # the one that decided it; of an average the newest in it


def put_results(
    assessment: Assessment, people: Collection[int], *, now: datetime
) -> dict[int, Result]:
    """Writes what came of these people's attempts, where it is different from what it was; by
    person, what is new. Everybody of them learns, and is held.

    What a trainer recorded in between stands until the attempts come to something else than they
    did when it was recorded: the two follow one another in time.
    """
    if not people:
        return {}
    counted, before = _counted(assessment.id, people), _before(assessment.id, people)
    new = {person_id: outcome(counted[person_id]) for person_id in sorted(people)}
    rows: list[dict[str, Any]] = [
        {
            "assessment_id": assessment.id,
            "person_id": person_id,
            "passed": found.passed,
            "score": str(found.score),
            "attempt_id": found.attempt.id,
            "at": now,
        }
        for person_id, found in new.items()
        if found is not None and not _is_known(found, before[person_id])
    ]
    if not rows:
        return {}
    db.session.execute(insert(Result), rows)
    made = [row["person_id"] for row in rows]
    touch(people=made)
    return {one: own[-1] for one, own in _before(assessment.id, made).items()}


def _is_known(found: Outcome, before: Sequence[Result]) -> bool:
    """Whether the results of a person say already what their attempts come to."""
    own = next((one for one in reversed(before) if one.by_id is None), None)
    if own is None or (own.passed, own.score) != (found.passed, str(found.score)):
        return False
    return own is before[-1] or own.attempt_id == found.attempt.id


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


def _counted(assessment_id: int, people: Collection[int]) -> dict[int, list[Attempt]]:
    """By person, the attempts that are handed in and count, in that order. One query."""
    own = select(Attempt).where(
        Attempt.assessment_id == assessment_id,
        Attempt.person_id.in_(sorted(people)),
        Attempt.practice.is_(False),
        Attempt.handed_in_at.is_not(None),
    )
    found: dict[int, list[Attempt]] = defaultdict(list)
    for one in db.session.scalars(own.order_by(Attempt.handed_in_at, Attempt.number)):
        found[one.person_id].append(one)
    return found


def _before(assessment_id: int, people: Collection[int]) -> dict[int, list[Result]]:
    """By person, the results so far; the last one holds. One query."""
    own = select(Result).where(
        Result.assessment_id == assessment_id, Result.person_id.in_(sorted(people))
    )
    found: dict[int, list[Result]] = defaultdict(list)
    for one in db.session.scalars(own.order_by(Result.id)):
        found[one.person_id].append(one)
    return found
