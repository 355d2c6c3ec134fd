"""What came of a survey as a table. Its figures and sums are those of the page."""

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.db import db
from lms.i18n import in_words
from lms.surveys.instruments import Kind, Question
from lms.surveys.models import SurveyAnswer, SurveyRound
from lms.surveys.queries.results import NONE, Results
from lms.surveys.words import choice

COLUMNS = ("question", "kind", "answer", "people", "of", "answered", "asked")


def figures(results: Results) -> Iterator[tuple]:
    """A row each cell: what is hidden on the page is "<5" here, words are not counted one by one;
    the last columns say how many answered of how many who were asked."""
    rate = results.rate.answered, results.rate.asked
    for line in results.lines:
        question = in_words(line.question.words)
        if line.question.kind == Kind.WORDS:
            for said in line.words:
                yield question, str(line.question.kind), said, None, line.of, *rate
            continue
        for cell in line.cells:
            number = "<5" if cell.number is None else cell.number
            words = named(line.question, cell.key, [one.key for one in line.cells])
            yield question, str(line.question.kind), words, number, line.of, *rate


def named(question: Question, key: str, keys: list[str]) -> str:
    """The words of a cell."""
    if key != NONE:
        return choice(question, key)
    if question.kind == Kind.SEVERAL:
        return _("not: %(answer)s", answer=choice(question, keys[0]))
    return _("no answer")


def by_person(asked: SurveyRound, results: Results) -> tuple[list[str], list[list]]:
    """Of a survey with names: a row each person, a column each question."""
    questions = results.instrument.questions
    header = ["person_code", "display_name", *(one.key for one in questions)]
    rows = select(SurveyAnswer).where(
        SurveyAnswer.round_id == asked.id, SurveyAnswer.person_id.is_not(None)
    )
    found = []
    for answer in db.session.scalars(rows.options(joinedload(SurveyAnswer.person))):
        if person := answer.person:
            said = [as_cell(one, answer.answers.get(one.key)) for one in questions]
            found.append([person.code, person.name, *said])
    return header, sorted(found)


def as_cell(question: Question, said: str | list | None) -> str:
    if said is None or question.kind == Kind.WORDS:
        return said if isinstance(said, str) else ""
    keys = said if isinstance(said, list) else [said]
    return "; ".join(choice(question, key) for key in keys)
