"""The standing of a group: everyone, session by session."""

from datetime import date
from typing import Any, NamedTuple

from flask import request
from sqlalchemy import Row

from lms import clock
from lms.completion import queries
from lms.completion.outcome import Line, Mark, Outlook
from lms.completion.queries import Learner, Meeting
from lms.completion.views.blueprint import bp
from lms.completion.words import MARKS
from lms.courses.queries import group as group_of
from lms.courses.rules import coordinates_group, may_see_group
from lms.web import me, page, page_of, permitted

IN_MATRIX = ("planned", "held")


@bp.get("/groups/<slug>")
def group(slug):
    group = permitted(group_of(slug), may_see_group)
    today = clock.today(group.zone)
    on = asked_day(today)
    figures = queries.figures([group], on)[group.id]
    standing = asked_standing()
    people = [p for p in figures.people.values() if standing in (None, p.reached.standing)]
    pages = page_of(people)
    columns = [meeting for meeting in figures.timetable if meeting.fact.status in IN_MATRIX]
    names = queries.names([person.id for person in pages.items])
    rows = [row(person, names[person.id], columns) for person in pages.items]
    return page(
        "completion/group.html",
        group=group,
        coordinates=coordinates_group(me(), group),
        figures=figures,
        on=on,
        today=today,
        standing=standing,
        pages=pages,
        columns=columns,
        rows=rows,
        totals=totals(rows, columns),
        fallen_out=[m for m in figures.timetable if m.fact.status not in IN_MATRIX],
        marks=MARKS,
    )


def asked_day(today: date) -> date:
    """The `on` of the address; anything that is no date is today."""
    try:
        return date.fromisoformat(request.args.get("on", ""))
    except ValueError:
        return today


def asked_standing() -> Outlook | None:
    text = request.args.get("standing", "")
    return Outlook(text) if text in set(Outlook) else None


class MatrixRow(NamedTuple):
    """One person in the matrix. `elsewhere` are minutes of other groups' sessions, `alone` those of
    self-paced lessons: the cells, their make-up and these two add up to the total."""

    person: Row
    learner: Learner
    cells: list[Line | str]  # one a column: its mark alone, or a line of which more is told
    elsewhere: int
    alone: int


def row(learner: Learner, person: Row, columns: list[Meeting]) -> MatrixRow:
    lines = {line.session: line for line in learner.standing.lines}
    shown = {meeting.id for meeting in columns}
    elsewhere = [line for key, line in lines.items() if key not in shown]
    credited = sum(line.credited_minutes for line in lines.values())
    return MatrixRow(
        person=person,
        learner=learner,
        cells=[cell(lines.get(meeting.id)) for meeting in columns],
        elsewhere=sum(line.credited_minutes + line.make_up_minutes for line in elsewhere),
        alone=learner.standing.credited_minutes - credited,
    )


def cell(line: Line | None) -> Line | str:
    """A line, where its cell says more than its mark; of no line, the session is not theirs."""
    if line is None:
        return "none"
    tells = line.make_up_minutes or line.credited_minutes != line.attended_minutes
    return line if tells or line.mark is Mark.PART else line.mark.value


def totals(rows: list[MatrixRow], columns: list[Meeting]) -> dict[str, Any]:
    """How many of the people that are shown were there, a column each."""
    were = (Mark.PRESENT, Mark.PART)
    marks = [[mark_of(row.cells[place]) for row in rows] for place in range(len(columns))]
    return {
        "there": [sum(1 for mark in column if mark in were) for column in marks],
        "elsewhere": any(row.elsewhere for row in rows),
        "alone": any(row.alone for row in rows),
    }


def mark_of(cell: Line | str) -> str:
    return cell if isinstance(cell, str) else cell.mark
