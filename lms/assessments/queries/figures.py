"""The attempts from which figures about questions are made, and who may see them."""

from collections import defaultdict
from datetime import datetime
from fractions import Fraction
from typing import NamedTuple

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import joinedload

from lms.assessments.models import Attempt, AttemptItem, Marking, Response
from lms.assessments.queries.attempts import question_of
from lms.assessments.queries.of_group import counts
from lms.assessments.queries.waiting import is_last
from lms.assessments.statistics import Answered, Chosen, Figures, chosen, figures, spent
from lms.courses.models import Assessment, QuestionVersion
from lms.db import db
from lms.questions import Question, is_blank

MOST_ATTEMPTS = 5000  # the newest of them: enough for any figure


class Told(NamedTuple):
    """What the answers say of a question: its newest version that was shown, all versions that
    were, the figures, and what was chosen of that newest version."""

    question_id: int
    version: QuestionVersion
    question: Question
    versions: tuple[int, ...]
    figures: Figures
    chosen: list[Chosen]

    @property
    def is_behind(self) -> bool:
        """Whether somebody was asked an older version than the one in force."""
        return self.versions[0] < self.version.question.version


def first_attempts(assessment_id: int, group_id: int | None) -> Select:
    """Of each person (of a group) the first attempt that counts and is handed in; the newest
    first."""
    ours = [Attempt.assessment_id == assessment_id, counts(), Attempt.handed_in_at.is_not(None)]
    if group_id is not None:
        ours.append(Attempt.group_id == group_id)
    first = (
        select(Attempt.person_id, func.min(Attempt.number).label("number"))
        .where(*ours)
        .group_by(Attempt.person_id)
        .subquery()
    )
    same = and_(Attempt.person_id == first.c.person_id, Attempt.number == first.c.number)
    own = select(Attempt.id, Attempt.began_at).join(first, same)
    return (
        own.where(Attempt.assessment_id == assessment_id)
        .order_by(Attempt.id.desc())
        .limit(MOST_ATTEMPTS)
    )


def told(assessment: Assessment, group_id: int | None = None) -> tuple[int, list[Told]]:
    """How many attempts there are, and what they say of each question, the weak ones first; then
    those that were hardest. Five queries, however many attempts."""
    rows = db.session.execute(first_attempts(assessment.id, group_id))
    began: dict[int, datetime] = {row[0]: row[1] for row in rows}
    if not began:
        return 0, []
    these = first_attempts(assessment.id, group_id).subquery()
    ids = select(these.c.id)
    given = _given(ids)
    attempts: dict[int, list[Answered]] = defaultdict(list)
    answers: dict[int, list] = defaultdict(list)  # by version
    seconds = _seconds(began, given)
    for attempt_id, place, points, share, version_id, question_id in _rows(ids):
        last = given.get((attempt_id, place), [None])[-1]
        answer = last.given if last else None
        one = Answered(
            question_id,
            Fraction(points),
            Fraction(share),
            is_blank(answer),
            seconds.get(attempt_id, {}).get(place),
        )
        attempts[attempt_id].append(one)
        answers[version_id].append(answer)
    return len(began), _by_question(figures(list(attempts.values())), answers)


def _rows(ids: Select) -> list:
    """(attempt, place, points, share, version, question) of every question that was asked
    and is marked."""
    found = (
        select(
            AttemptItem.attempt_id, AttemptItem.place, AttemptItem.points,
            Marking.share, AttemptItem.version_id, QuestionVersion.question_id,
        )
        .join(
            Marking,
            and_(
                Marking.attempt_id == AttemptItem.attempt_id, Marking.place == AttemptItem.place
            ),
        )
        .join(QuestionVersion, QuestionVersion.id == AttemptItem.version_id)
        .where(AttemptItem.attempt_id.in_(ids), is_last(), Marking.share.is_not(None))
    )  # fmt: skip
    return list(db.session.execute(found))


def _given(ids: Select) -> dict[tuple[int, int], list[Response]]:
    """By attempt and place what was answered, from what counts least to what counts."""
    found: dict[tuple[int, int], list[Response]] = defaultdict(list)
    rows = select(Response).where(Response.attempt_id.in_(ids))
    for one in db.session.scalars(rows.order_by(Response.turn, Response.id)):
        found[one.attempt_id, one.place].append(one)
    return found


def _seconds(began: dict, given: dict) -> dict[int, dict[int, int]]:
    saved: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (attempt_id, place), rows in given.items():
        saved[attempt_id] += [(int(one.saved_at.timestamp()), place) for one in rows]
    return {id_: spent(int(began[id_].timestamp()), own) for id_, own in saved.items()}


def _by_question(found: dict[int, Figures], answers: dict[int, list]) -> list[Told]:
    rows = (
        select(QuestionVersion)
        .where(QuestionVersion.id.in_(list(answers)))
        .order_by(QuestionVersion.number)
        .options(joinedload(QuestionVersion.question))
    )
    shown: dict[int, list[QuestionVersion]] = defaultdict(list)
    for version in db.session.scalars(rows):
        shown[version.question_id].append(version)
    told_ = []
    for question_id, own in shown.items():
        newest = own[-1]
        question = question_of(newest, newest.question.course)
        numbers = tuple(version.number for version in own)
        what = chosen(question, answers[newest.id])
        told_.append(Told(question_id, newest, question, numbers, found[question_id], what))
    return sorted(told_, key=_pressing)


def _pressing(one: Told) -> tuple:
    easy = one.figures.facility
    return not one.figures.is_weak, easy is None, easy or 0, one.version.id
