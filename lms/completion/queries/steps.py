"""How one person got where they stand: after each session, and what would help now."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, case, literal, select, union_all

from lms.assessments.models import Result
from lms.completion.advice import Help, helps
from lms.completion.outcome import Mark, Standing
from lms.completion.queries.desk import Desk, desks_of
from lms.completion.queries.figures import end_of
from lms.completion.queries.loading import Deeds
from lms.completion.queries.shapes import Counted, GroupFigures
from lms.completion.standing import standing
from lms.courses.models import Lesson, LessonDone
from lms.courses.models import ModuleConfirmed as Confirmed
from lms.db import db
from lms.portfolios.models import Portfolio

NOT_HELD = (Mark.PLANNED, Mark.NOT_TAKEN, Mark.CANCELLED, Mark.MOVED)


class Steps(NamedTuple):
    """`after`: day -> the standing at its end, for each day on which a session was held for the
    person; `helps` as lms/completion/advice.py says, of the last day."""

    after: Mapping[date, Standing]
    helps: tuple[Help, ...]


def steps(figures: GroupFigures, group: Counted, person_id: int) -> Steps:
    """Of somebody who is in these figures: the same standings that they have on each of those
    days. Eight statements, however many sessions there were, and one more for evidence; none where
    the figures know them already."""
    if person_id not in figures.steps:
        figures.steps[person_id] = _steps(group, person_id, figures.on)
    return figures.steps[person_id]


def _steps(group: Counted, person_id: int, on: date) -> Steps:
    desk = desks_of([group], on, end_of(on, group.zone), {}, person_id)[group.programme_id]
    person = desk.person(person_id)
    now = standing(desk.plan, person, on)
    deeds = list(db.session.execute(DATED, {"person": person_id}))
    after = {
        day: _on(desk, person_id, day, _until(deeds, end_of(day, group.zone), person_id))
        for day in days_of(desk, now)
    }
    return Steps(after, helps(desk.plan, person, on, now))


def days_of(desk: Desk, found: Standing) -> Iterator[date]:
    """The days of sessions that were held, each once, in order."""
    held = (line.session for line in found.lines if line.mark not in NOT_HELD)
    yield from sorted({desk.loaded.meetings[int(key)].day for key in held})


def _on(desk: Desk, person_id: int, day: date, deeds: Deeds) -> Standing:
    kept = {what: desk.loaded.deeds[what] for what in ("made up", "instead")}
    loaded = desk.loaded._replace(deeds={**kept, **deeds})
    there = Desk(loaded, desk.terms, desk.plan, desk.proven, day)
    return standing(desk.plan, there.person(person_id), day)


def _until(deeds: Iterable[Any], until: datetime, person_id: int) -> Deeds:
    """What was done before a moment; of results and portfolios the last holds."""
    found: dict[str, dict[int, int]] = {what: {} for what in DATED_NAMES}
    for row in sorted(deeds, key=lambda row: row[2]):
        what, which, _order, at, number = row
        if at >= until:
            continue
        if what == "lessons":
            found[what][which] = found[what].get(which, 0) + 1
        elif number:
            found[what][which] = 1
        else:
            found[what].pop(which, None)
    return {what: {person_id: some} for what, some in found.items()}


def _dated(what: str, row: Any, which: Any, order: Any, at: Any, number: Any) -> Any:
    chosen = select(literal(what), which, order, at, number)
    return chosen.where(row.person_id == bindparam("person"))


DATED_NAMES = ("lessons", "confirmed", "passed", "portfolio")
_one = literal(1)
DATED: Any = union_all(
    _dated("lessons", LessonDone, Lesson.module_id, _one, LessonDone.done_at, _one)
    .join(Lesson, Lesson.id == LessonDone.lesson_id)
    .where(Lesson.retired_at.is_(None)),
    _dated("confirmed", Confirmed, Confirmed.module_id, _one, Confirmed.confirmed_at, _one),
    _dated("passed", Result, Result.assessment_id, Result.id, Result.at,
           case((Result.passed, 1), else_=0)),
    _dated("portfolio", Portfolio, Portfolio.programme_id, Portfolio.id, Portfolio.at,
           case((Portfolio.accepted, 1), else_=0)),
)  # fmt: skip
