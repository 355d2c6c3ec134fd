"""How one person got where they stand: after each session, and what would help now."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, case, literal, select, union_all

from lms.assessments.models import Result
from lms.completion.advice import Help, helps
from lms.completion.outcome import Mark, Standing
from lms.completion.queries.desk import Desk, desks_of
from lms.completion.queries.figures import end_of
from lms.completion.queries.loading import Deeds, Loaded
from lms.completion.queries.shapes import Asked, Counted, GroupFigures
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


def steps(
    figures: GroupFigures, group: Counted, person_id: int, asked: Asked | None = None
) -> Steps:
    """Of somebody who is in these figures: the same standings that they have on each of those
    days. Eight statements, however many sessions there were, and one more for evidence; none where
    the figures know them already. `asked`: what the record of their confirmed completion says that
    was asked; they are judged by that, and need no help (rule 13)."""
    if person_id not in figures.steps:
        figures.steps[person_id] = _steps(group, person_id, figures.on, asked)
    return figures.steps[person_id]


def _steps(group: Counted, person_id: int, on: date, asked: Asked | None) -> Steps:
    then = {group.programme_id: asked} if asked else {}
    desk = desks_of([group], on, end_of(on, group.zone), then, person_id)[group.programme_id]
    person = desk.person(person_id)
    now = standing(desk.plan, person, on)
    deeds = dated([person_id]).get(person_id, [])
    after = {
        day: _on(desk, person_id, day, until(deeds, end_of(day, group.zone), person_id))
        for day in days_of(desk, now)
    }
    return Steps(after, () if asked else helps(desk.plan, person, on, now))


def days_of(desk: Desk, found: Standing) -> Iterator[date]:
    """The days of sessions that were held, each once, in order."""
    held = (line.session for line in found.lines if line.mark not in NOT_HELD)
    yield from sorted({desk.loaded.meetings[int(key)].day for key in held})


def _on(desk: Desk, person_id: int, day: date, deeds: Deeds) -> Standing:
    there = Desk(with_deeds(desk.loaded, deeds), desk.terms, desk.plan, desk.proven, day)
    return standing(desk.plan, there.person(person_id), day)


def with_deeds(loaded: Loaded, deeds: Deeds) -> Loaded:
    """What was loaded, with these lessons, tests and so on; make-up does not end with a day."""
    kept = {what: loaded.deeds[what] for what in ("made up", "instead")}
    return loaded._replace(deeds={**kept, **deeds})


def dated(people: Collection[int]) -> dict[int, list[Any]]:
    """Person -> what they did alone and what was said of them, in order. One statement."""
    found: dict[int, list[Any]] = {}
    rows = db.session.execute(DATED, {"people": list(people)})
    for row in sorted(rows, key=lambda row: row.order):
        found.setdefault(row.person_id, []).append(row)
    return found


def until(deeds: Iterable[Any], end: datetime, person_id: int) -> Deeds:
    """What of it one person did before a moment; of results and portfolios the last holds."""
    found: dict[str, dict[int, int]] = {what: {} for what in DATED_NAMES}
    for what, _person, which, _order, at, number in deeds:
        if at >= end:
            continue
        if what == "lessons":
            found[what][which] = found[what].get(which, 0) + 1
        elif number:
            found[what][which] = 1
        else:
            found[what].pop(which, None)
    return {what: {person_id: some} for what, some in found.items()}


def _dated(what: str, row: Any, which: Any, order: Any, at: Any, number: Any) -> Any:
    chosen = select(literal(what), row.person_id, which, order.label("order"), at, number)
    return chosen.where(row.person_id.in_(bindparam("people", expanding=True)))


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
