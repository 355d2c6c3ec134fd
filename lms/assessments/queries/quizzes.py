"""Quizzes as their authors see them: those of a course, what one asks, what it may ask."""

from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from lms.assessments.drawing import Candidate, fits
from lms.assessments.models import Attempt
from lms.assessments.queries.attempts import candidates
from lms.courses import queries as courses
from lms.courses.models import Assessment, Course, Module, Question, QuestionVersion
from lms.db import db
from lms.questions import Draw, Use


def course(slug: str) -> Course | None:
    """A course by its address, whether it is offered or not."""
    return db.session.scalar(select(Course).filter_by(slug=slug))


def module(module_id: int) -> Module | None:
    """A module, whether it is offered or not, with its course."""
    return db.session.get(Module, module_id, options=[joinedload(Module.course)])


def quizzes_of(course_id: int) -> list[Assessment]:
    """All quizzes of a course with their modules, in the order in which people learn; retired ones
    last. One query."""
    found = (
        select(Assessment)
        .join(Assessment.module)
        .where(Module.course_id == course_id)
        .order_by(Assessment.retired_at.is_not(None), Module.slug, Assessment.slug)
        .options(joinedload(Assessment.module))
    )
    return list(db.session.scalars(found))


def locked(row: Assessment) -> Assessment:
    """The quiz as it is now; two authors at once wait for each other."""
    db.session.refresh(row, ["title", "kind", "content", "retired_at"], with_for_update=True)
    return row


def how_many_attempts(assessment_id: int) -> int:
    """Attempts that count, begun or handed in."""
    own = select(func.count(Attempt.id)).filter_by(assessment_id=assessment_id, practice=False)
    return db.session.scalar(own) or 0


class Line(NamedTuple):
    """A line of a quiz: a question, or a draw with how many it may choose from. `question` is none
    where the bank does not have it; `points` those that it brings here, of a draw each question;
    `asked` how many questions it brings, of a draw no more than there are left."""

    item: Use | Draw
    question: Question | None
    content: dict[str, Any]
    points: Fraction
    choice: int
    asked: int = 1

    @property
    def is_draw(self) -> bool:
        return isinstance(self.item, Draw)

    @property
    def is_short(self) -> bool:
        return isinstance(self.item, Draw) and self.choice < self.item.count


def lines(course_id: int, items: Sequence[Use | Draw]) -> list[Line]:
    """What a quiz asks. Two queries at most."""
    uses = [item.question for item in items if isinstance(item, Use)]
    known = courses.questions_named(course_id, uses)
    draws = any(isinstance(item, Draw) for item in items)
    bank = list(candidates(course_id)) if draws else []
    drawn = set(uses)
    found = []
    for item in items:
        if isinstance(item, Draw):
            choice = len(drawable(item, bank, uses))
            left = [one.key for one in drawable(item, bank, drawn)][: item.count]
            drawn.update(left)
            each = Fraction(1) if item.points is None else item.points
            found.append(Line(item, None, {}, each, choice, len(left)))
        else:
            row, version = known.get(item.question, (None, None))
            content = version.content if version else {}
            own = Fraction(content.get("points", 1))
            points = own if item.points is None else item.points
            found.append(Line(item, row, content, points, 0, int(row is not None)))
    return found


def drawable(draw: Draw, bank: Iterable[Candidate], uses: Collection[str]) -> list[Candidate]:
    """Those that a draw may choose from: not what stands in the quiz anyway."""
    taken = set(uses)
    return [one for one in bank if one.key not in taken and fits(one, draw)]


def total(lines: Iterable[Line]) -> Fraction:
    """The points of a quiz; of draws, those that they say, or 1 a question."""
    return sum((one.points * one.asked for one in lines), Fraction(0))


def unused(
    course_id: int, taken: Sequence[str], *, text: str = "", kind: str = "", tag: str = ""
) -> list[tuple[Question, dict[str, Any]]]:
    """The questions of a course that are in use and not in a quiz yet, by key; of one kind, with a
    tag, with words. One query."""
    found = (
        select(Question, QuestionVersion.content)
        .join(QuestionVersion, QuestionVersion.question_id == Question.id)
        .where(QuestionVersion.number == Question.version)
        .where(Question.course_id == course_id, Question.retired_at.is_(None))
        .order_by(Question.key)
    )
    if kind:
        found = found.where(Question.kind == kind)
    left = set(taken)
    return [
        (row, content)
        for row, content in db.session.execute(found)
        if row.key not in left and (not tag or tag in row.tags) and says(row, content, text)
    ]


def says(row: Question, content: dict[str, Any], text: str) -> bool:
    """Whether its prompt, its key or a tag has these letters."""
    if not text:
        return True
    words = [row.key, *row.tags, *(content.get("prompt") or {}).values()]
    return any(text.casefold() in one.casefold() for one in words)


def tags_of(course_id: int) -> list[str]:
    """The tags of a course's questions that are in use, in order. One query."""
    rows = db.session.scalars(
        select(Question.tags).where(Question.course_id == course_id, Question.retired_at.is_(None))
    )
    return sorted({tag for tags in rows for tag in tags})
