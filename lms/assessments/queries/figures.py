"""The attempts from which figures about questions are made, and who may see them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction
from typing import NamedTuple

from sqlalchemy import Row, Select, and_, func, select, true
from sqlalchemy.orm import joinedload

from lms.assessments.models import Attempt, AttemptItem, Marking, Response
from lms.assessments.queries.attempts import newest_response, question_of
from lms.assessments.queries.of_group import counts
from lms.assessments.queries.regrading import PORTION
from lms.assessments.queries.waiting import is_last, looked_after
from lms.assessments.rules.discreet import Said, chosen_told, figures_told, is_few
from lms.assessments.statistics import Answered, Chosen, Figures, figures, spent
from lms.courses.models import Assessment, QuestionVersion
from lms.db import db
from lms.people.models import Person
from lms.questions import Question, is_blank

MOST_ATTEMPTS = 1000  # the newest of them: enough for any figure


class Told(NamedTuple):
    """What the answers say of a question: its newest version that was shown, all versions that
    were, the figures, and what was chosen of that newest version. `discreet`: others than those
    whom the reader looks after answered it, too (rules/discreet.py)."""

    question_id: int
    version: QuestionVersion
    question: Question
    versions: tuple[int, ...]
    figures: Figures
    chosen: list[Chosen]
    discreet: bool

    @property
    def is_behind(self) -> bool:
        """Whether somebody was asked an older version than the one in force."""
        return self.versions[0] < self.version.question.version


def first_attempts(assessment_id: int, person: Person, group_id: int | None) -> Select:
    """Of each person (of a group) the first attempt that counts and is handed in, and
    whether this person looks after it; the newest first."""
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
    ours_ = true() if group_id is not None else looked_after(person)
    own = select(Attempt.id, Attempt.began_at, ours_.label("ours")).join(first, same)
    return (
        own.where(Attempt.assessment_id == assessment_id)
        .order_by(Attempt.id.desc())
        .limit(MOST_ATTEMPTS)
    )


def told(
    assessment: Assessment, person: Person, group_id: int | None = None
) -> tuple[int, list[Told]]:
    """How many attempts there are, and what they say of each question, the weak ones first; then
    those that were hardest: as `person` may know it, who looks after this group, or after some of
    all. Five queries, however many attempts."""
    rows = list(db.session.execute(first_attempts(assessment.id, person, group_id)))
    began: dict[int, datetime] = {row.id: row.began_at for row in rows}
    if not began:
        return 0, []
    these = first_attempts(assessment.id, person, group_id).subquery()
    ids = select(these.c.id)
    ours = {row.id for row in rows if row.ours}
    found = _Found()
    seconds = _seconds(began, ids)
    for attempt_id, place, points, share, version_id, question_id, answer in _rows(ids):
        one = Answered(
            question_id,
            Fraction(points),
            Fraction(share),
            is_blank(answer),
            seconds.get(attempt_id, {}).get(place),
        )
        found.take(attempt_id, one, version_id, answer, attempt_id in ours)
    others = len(began) - len(ours)
    return len(ours) if is_few(others) else len(began), _by_question(found)


class _Found:
    """The questions of attempts as they are read, those of others apart."""

    def __init__(self) -> None:
        self.own: dict[int, list[Answered]] = defaultdict(list)  # by attempt
        self.all: dict[int, list[Answered]] = defaultdict(list)
        self.others: dict[int, list[Answered]] = defaultdict(list)  # by question
        self.said: dict[int, Said] = defaultdict(lambda: Said([], []))  # by version

    def take(
        self, attempt: int, one: Answered, version: int, answer: dict | None, is_own: bool
    ) -> None:
        self.all[attempt].append(one)
        (self.own[attempt] if is_own else self.others[one.question]).append(one)
        (self.said[version].own if is_own else self.said[version].others).append(answer)


def _rows(ids: Select) -> Iterable[Row]:
    """(attempt, place, points, share, version, question, the answer that counts) of every question
    that was asked and is marked."""
    found = (
        select(
            AttemptItem.attempt_id, AttemptItem.place, AttemptItem.points,
            Marking.share, AttemptItem.version_id, QuestionVersion.question_id, Response.given,
        )
        .join(
            Marking,
            and_(
                Marking.attempt_id == AttemptItem.attempt_id, Marking.place == AttemptItem.place
            ),
        )
        .join(QuestionVersion, QuestionVersion.id == AttemptItem.version_id)
        .outerjoin(Response, Response.id == newest_response())
        .where(AttemptItem.attempt_id.in_(ids), is_last(), Marking.share.is_not(None))
    )  # fmt: skip
    return db.session.execute(found.execution_options(yield_per=PORTION))


def _seconds(began: dict[int, datetime], ids: Select) -> dict[int, dict[int, int]]:
    """By attempt and place, the seconds that its answers took."""
    rows = select(Response.attempt_id, Response.place, Response.saved_at)
    saved: dict[int, list[tuple[int, int]]] = defaultdict(list)
    found = db.session.execute(rows.where(Response.attempt_id.in_(ids)))
    for attempt_id, place, at in found:
        saved[attempt_id].append((int(at.timestamp()), place))
    return {id_: spent(int(began[id_].timestamp()), own) for id_, own in saved.items()}


def _by_question(found: _Found) -> list[Told]:
    rows = (
        select(QuestionVersion)
        .where(QuestionVersion.id.in_(list(found.said)))
        .order_by(QuestionVersion.number)
        .options(joinedload(QuestionVersion.question))
    )
    shown: dict[int, list[QuestionVersion]] = defaultdict(list)
    for version in db.session.scalars(rows):
        shown[version.question_id].append(version)
    whole = figures(list(found.all.values()))
    own = figures(list(found.own.values())) if found.others else whole
    made = []
    for question_id, versions in shown.items():
        others, newest = found.others.get(question_id, []), versions[-1]
        said = found.said[newest.id]
        numbers = own.get(question_id, Figures(0))
        if not is_few(len(others)):
            numbers = figures_told(whole[question_id], others)
        else:
            said = said._replace(others=[])
        question = question_of(newest, newest.question.course)
        chosen_ = chosen_told(question, said)
        of = tuple(version.number for version in versions)
        made.append(Told(question_id, newest, question, of, numbers, chosen_, bool(others)))
    return sorted(made, key=_pressing)


def _pressing(one: Told) -> tuple:
    easy = one.figures.facility
    return not one.figures.is_weak, easy is None, easy or 0, one.version.id
