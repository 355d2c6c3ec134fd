"""What came of surveys: how many answered, and what."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import case, func, select

from lms.db import db
from lms.surveys import counting
from lms.surveys.instruments import Instrument, Kind, Question, read
from lms.surveys.models import SurveyAnswer, SurveyInvitation, SurveyRound

NONE = "-"  # the cell of those who did not answer a question


class Rate(NamedTuple):
    """How many people were asked, and how many answered."""

    asked: int = 0
    answered: int = 0


class Cell(NamedTuple):
    """How many chose this; None where it is not shown."""

    key: str
    number: int | None


class Line(NamedTuple):
    """What came of one question."""

    question: Question
    cells: list[Cell]
    of: int  # answers in which it was asked, those counted here
    left_out: int  # answers of groups that are too small to be counted here
    words: list[str]


class Results(NamedTuple):
    instrument: Instrument
    rate: Rate
    answers: int
    lines: list[Line]


def rates(round_ids: Collection[int]) -> dict[int, Rate]:
    """The response of each of these rounds. One statement."""
    people = func.sum(case((SurveyInvitation.person_id.is_not(None), 1), else_=0))
    answered = func.sum(case((SurveyInvitation.answered, 1), else_=0))
    counted = select(SurveyInvitation.round_id, people, answered)
    counted = counted.where(SurveyInvitation.round_id.in_(list(round_ids)))
    rows = db.session.execute(counted.group_by(SurveyInvitation.round_id))
    found = {row[0]: Rate(int(row[1]), int(row[2])) for row in rows}
    return {one: found.get(one, Rate()) for one in round_ids}


def results_of(rounds: Sequence[SurveyRound], *, exact: bool) -> Results:
    """What came of rounds, in the order in which they closed; the questions of the newest of them
    and, after those, of the others. `exact`: nothing is hidden. Two statements."""
    each = rates([one.id for one in rounds])
    said: dict[int, list[dict]] = {one.id: [] for one in rounds}
    rows = select(SurveyAnswer.round_id, SurveyAnswer.answers).where(
        SurveyAnswer.round_id.in_(list(said))
    )
    for round_id, answers in db.session.execute(rows.order_by(SurveyAnswer.id)):
        said[round_id].append(answers)
    whole = instrument_of(rounds)
    return Results(
        whole,
        Rate(sum(one.asked for one in each.values()), sum(one.answered for one in each.values())),
        sum(map(len, said.values())),
        [line for one in whole.questions for line in lines_of(one, list(said.values()), exact)],
    )


def instrument_of(rounds: Sequence[SurveyRound]) -> Instrument:
    """All questions of these rounds."""
    versions = {one.version_id: one.version for one in rounds}
    newest, *older = [read(versions[key].content) for key in sorted(versions, reverse=True)]
    questions = {question.key: question for question in newest.questions}
    for instrument in older:
        for question in instrument.questions:
            questions.setdefault(question.key, question)
    return Instrument(newest.title, newest.intro, tuple(questions.values()))


def lines_of(question: Question, groups: list[list[dict]], exact: bool) -> list[Line]:
    """What came of a question. Of several choices each is a question of its own: chosen or not."""
    if question.kind == Kind.WORDS:
        told = [one for one in groups if exact or len(one) >= counting.FEWEST]
        words = [
            answers[question.key] for one in told for answers in one if question.key in answers
        ]
        everybody, counted = sum(map(len, groups)), sum(map(len, told))
        return [Line(question, [], counted, everybody - counted, words)]
    if question.kind != Kind.SEVERAL:
        left_out = any(question.key not in answers for one in groups for answers in one)
        keys = (*question.choices, NONE) if question.optional or left_out else question.choices
        tables = [[chosen(one, question.key, key) for key in keys] for one in groups]
        return [line_of(question, keys, tables, exact)]
    lines = []
    for key in question.choices:
        tables = []
        for one in groups:
            yes = sum(key in (answers.get(question.key) or ()) for answers in one)
            tables.append([yes, len(one) - yes])
        lines.append(line_of(question, (key, NONE), tables, exact))
    return lines


def chosen(group: list[dict], question: str, key: str) -> int:
    return sum((answers.get(question) or NONE) == key for answers in group)


def line_of(question: Question, keys: Sequence[str], tables: list, exact: bool) -> Line:
    """The cells of one group as they may be shown; of several the sum that may be known."""
    everybody = sum(map(sum, tables))
    if exact or len(tables) == 1:
        summed = [sum(column) for column in zip(*tables, strict=True)]
        seen = summed if exact else counting.shown(summed)
        return Line(question, list(map(Cell, keys, seen)), everybody, 0, [])
    counted = counting.together(list(enumerate(tables))).counted
    summed = [sum(tables[place][at] for place in counted) for at in range(len(keys))]
    of = sum(summed)
    cells = list(map(Cell, keys, summed if of else [None] * len(keys)))
    return Line(question, cells, of, everybody - of, [])
