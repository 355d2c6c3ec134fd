"""One attempt as who marks it sees it: all that was given, all that was found."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.assessments.models import Attempt, Extension, Marking, Response
from lms.assessments.queries.attempts import Item, items, question_of, responses
from lms.assessments.queries.holding import hold_of
from lms.courses.models import Assessment, Module, QuestionVersion
from lms.courses.queries.groups import WITH_ALL
from lms.db import db
from lms.files import File
from lms.questions import Question

WITH_GROUP = joinedload(Attempt.group).options(*WITH_ALL)
WITH_QUIZ = joinedload(Attempt.assessment).joinedload(Assessment.module).joinedload(Module.course)


@dataclass(frozen=True, slots=True)
class Seen:
    """A question of an attempt, everything that was given to it and everything that was found, in
    the order in which it came."""

    item: Item
    responses: list[Response]
    markings: list[Marking]

    @property
    def question(self) -> Question:
        return self.item.question

    @property
    def place(self) -> int:
        return self.item.place

    @property
    def points(self) -> Fraction:
        return Fraction(self.item.row.points)

    @property
    def counting(self) -> Response | None:
        """The response that counts: that of the highest turn, of equal ones the later."""
        return self.responses[-1] if self.responses else None

    @property
    def last(self) -> Marking | None:
        return self.markings[-1] if self.markings else None

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.last.share) if self.last and self.last.share is not None else None

    @property
    def got(self) -> Fraction | None:
        return None if self.share is None else self.share * self.points

    @property
    def waits(self) -> bool:
        return self.last is not None and self.last.share is None


def attempt_to_mark(attempt_id: int, *, locked: bool = False) -> Attempt | None:
    """An attempt with its person, its group and all that tells who may see it; `locked` where it is
    to be changed, and its person with it. At most three queries."""
    if locked:
        hold_of(attempt_id)
    options = [WITH_QUIZ, WITH_GROUP, joinedload(Attempt.person)]
    lock = {"of": Attempt} if locked else None
    return db.session.get(
        Attempt, attempt_id, options=options, with_for_update=lock, populate_existing=locked
    )


def everything(attempt_id: int, place: int | None = None) -> list[Seen]:
    """The questions of an attempt in their order with what was given and found; only that at one
    place, if asked. Three queries."""
    found = select(Marking).where(Marking.attempt_id == attempt_id).order_by(Marking.id)
    if place is not None:
        found = found.where(Marking.place == place)
    marked, given = defaultdict(list), defaultdict(list)
    for one in db.session.scalars(found.options(joinedload(Marking.by))):
        marked[one.place].append(one)
    for response in responses(attempt_id, place):
        given[response.place].append(response)
    return [Seen(item, given[item.place], marked[item.place]) for item in items(attempt_id, place)]


def files_of(seen: Iterable[Seen]) -> dict[str, File]:
    """By id, the files that were handed in or recorded. One query; none for none."""
    ids = {one.file_id for part in seen for one in part.responses if one.file_id}
    if not ids:
        return {}
    return {one.id: one for one in db.session.scalars(select(File).where(File.id.in_(ids)))}


def response(response_id: int) -> Response | None:
    return db.session.get(Response, response_id)


def in_force(question_id: int) -> tuple[QuestionVersion, Question] | None:
    """A question of a bank as it is now. One query."""
    found = db.session.scalar(
        select(QuestionVersion)
        .join(QuestionVersion.question)
        .where(QuestionVersion.question_id == question_id)
        .order_by(QuestionVersion.number.desc())
        .limit(1)
    )
    if found is None:
        return None
    return found, question_of(found, found.question.course)


def extensions_given(assessment_id: int, person_id: int) -> list[Extension]:
    """The extensions that a person was given for a quiz, the newest (that holds) first."""
    own = select(Extension).filter_by(assessment_id=assessment_id, person_id=person_id)
    return list(db.session.scalars(own.order_by(Extension.id.desc()).limit(50)))


def extensions_of(
    assessment_ids: Collection[int], person_ids: Collection[int]
) -> dict[tuple[int, int], Extension]:
    """By quiz and person, the extension that holds. One query; none for none."""
    if not person_ids:
        return {}
    rows = select(Extension).where(
        Extension.assessment_id.in_(list(assessment_ids)),
        Extension.person_id.in_(list(person_ids)),
    )
    found = db.session.scalars(rows.order_by(Extension.id))
    return {(one.assessment_id, one.person_id): one for one in found}
