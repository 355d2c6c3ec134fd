"""All answers of a group to a quiz, for the table of them."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from lms.assessments.models import Attempt, AttemptItem, Marking, Response
from lms.assessments.queries.attempts import Item, question_of
from lms.assessments.queries.of_group import counts
from lms.assessments.queries.waiting import is_last
from lms.courses.models import Question, QuestionVersion
from lms.db import db
from lms.people.models import Person


class Line(NamedTuple):
    """A question of an attempt with the answer and the marking that count."""

    attempt: Attempt
    item: Item
    response: Response | None
    marking: Marking | None


def lines(group_id: int, assessment_id: int) -> Iterable[Line]:
    """By person, attempt and place; also of attempts that are not handed in. Four queries."""
    ours = [Attempt.group_id == group_id, Attempt.assessment_id == assessment_id, counts()]
    ids = select(Attempt.id).where(*ours)
    given = select(Response).where(Response.attempt_id.in_(ids))
    counting = {
        (one.attempt_id, one.place): one
        for one in db.session.scalars(given.order_by(Response.turn, Response.id))
    }
    marked = select(Marking).where(Marking.attempt_id.in_(ids), is_last())
    found = {
        (one.attempt_id, one.place): one
        for one in db.session.scalars(marked.options(joinedload(Marking.by)))
    }
    parsed: dict[int, Item] = {}
    for row in _items(ours):
        item = _item(row, parsed)
        key = row.attempt_id, row.place
        yield Line(row.attempt, item, counting.get(key), found.get(key))


def _items(ours: list) -> Iterable[AttemptItem]:
    rows = (
        select(AttemptItem)
        .join(AttemptItem.attempt)
        .join(Attempt.person)
        .where(*ours)
        .order_by(Person.name, Person.id, Attempt.number, AttemptItem.place)
        .options(
            contains_eager(AttemptItem.attempt).contains_eager(Attempt.person),
            joinedload(AttemptItem.version)
            .joinedload(QuestionVersion.question)
            .joinedload(Question.course),
        )
    )
    return db.session.scalars(rows)


def _item(row: AttemptItem, parsed: dict[int, Item]) -> Item:
    """Each version is read once, however many answered it."""
    known = parsed.get(row.version_id)
    if known is None:
        question = question_of(row.version, row.version.question.course)
        known = parsed[row.version_id] = Item(row, row.version, question)
    return known._replace(row=row)
