"""What is kept of the figures of a group: plain rows, in the columns of lms/reports/models/kept.py.

Pure: made of figures alone, so that a recount and what was stored can be compared.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from lms.completion.outcome import Line, Mark
from lms.completion.queries.shapes import MARKED, GroupFigures, Learner

Row = dict[str, Any]


class Kept(NamedTuple):
    """The rows of one group."""

    tally: Row
    ties: list[Row]
    places: list[Row]
    registers: list[Row]
    along: list[Row]


def kept(figures: GroupFigures, firsts: Mapping[int, date]) -> Kept:
    """`firsts`: person -> the first day of the membership. When it was counted, and since when a
    person has a standing, is not in figures: who stores the rows adds it."""
    return Kept(
        tally=_tally(figures),
        ties=[
            {"group_id": figures.group, "other_id": other, "revision": then}
            for other, then in sorted(figures.others.items())
        ],
        places=[_place(figures, one, firsts) for one in figures.people.values()],
        registers=list(_registers(figures)),
        along=[*_weeks(figures), *hours(figures), *_turns(figures), *modules(figures)],
    )


def _tally(figures: GroupFigures) -> Row:
    attended, possible = figures.attendance
    return {
        "group_id": figures.group,
        "on": figures.on,
        "revision": figures.revision,
        "people": len(figures.people),
        **{str(outlook): count for outlook, count in figures.counts.items()},
        "conflicts": len(figures.in_conflict),
        "attended_minutes": attended,
        "possible_minutes": possible,
        **figures.hours._asdict(),
        "required_units": figures.terms.required_units,
        "unit_minutes": figures.terms.unit_minutes,
    }


SAME = ("total_minutes", "needs_minutes", "short_minutes", "best_minutes", "threshold_minutes",
        "make_up_left")  # fmt: skip


def _place(figures: GroupFigures, learner: Learner, firsts: Mapping[int, date]) -> Row:
    found, terms = learner.reached, learner.certified or figures.terms
    lines = [one for one in learner.standing.lines if one.mark in MARKED]
    due = [one for one in lines if not one.guest]
    return {
        "group_id": figures.group,
        "person_id": learner.id,
        "standing": str(found.standing),
        "first_on": firsts.get(learner.id, figures.on),
        "last_seen_on": max((_day(figures, one) for one in lines if _came(one)), default=None),
        "absences_in_row": _in_row(figures, due),
        "conflict": learner.id in figures.in_conflict,
        **{name: getattr(found, name) for name in SAME},
        "required_units": terms.required_units,
        "unit_minutes": terms.unit_minutes,
        "ratio_n": found.ratio.numerator,
        "ratio_d": found.ratio.denominator,
        "attended_minutes": sum(one.attended_minutes for one in due),
        "possible_minutes": sum(one.net_minutes for one in due),
        "modules_done": learner.modules_done,
        "reasons": [dict(reason) for reason in found.reasons],
    }


def _came(line: Line) -> bool:
    return line.mark in (Mark.PRESENT, Mark.PART, Mark.CONFLICT) or line.attended_minutes > 0


def _day(figures: GroupFigures, line: Line) -> date:
    return figures.sessions[int(line.session)].day


def _in_row(figures: GroupFigures, due: list[Line]) -> int:
    """An excused absence neither counts nor ends the row."""
    spans = {one.session: figures.sessions[int(one.session)].fact.span for one in due}
    count = 0
    for one in sorted(due, key=lambda one: spans[one.session], reverse=True):
        if one.mark is Mark.ABSENT:
            count += 1
        elif one.mark is not Mark.EXCUSED:
            break
    return count


def _registers(figures: GroupFigures) -> Iterator[Row]:
    open_ones: dict[int, int | None] = {meeting.id: None for meeting in figures.not_taken}
    for session, unmarked in (open_ones | figures.unmarked).items():
        yield {"group_id": figures.group, "session_id": session, "unmarked": unmarked}


def _weeks(figures: GroupFigures) -> Iterator[Row]:
    for monday, week in sorted(figures.weeks.items()):
        yield _along(figures, "week", monday.toordinal(), *week)


def hours(figures: GroupFigures) -> Iterator[Row]:
    found: dict[int, tuple[int, int]] = {}
    for one in _due(figures):
        meeting = figures.sessions[int(one.session)]
        at = meeting.day.weekday() * 24 + meeting.starts.hour
        missed, due = found.get(at, (0, 0))
        lost = max(0, one.net_minutes - one.attended_minutes)
        found[at] = (missed + lost, due + one.net_minutes)
    for at, (missed, due) in sorted(found.items()):
        yield _along(figures, "hour", at, missed, due, 0)


def _turns(figures: GroupFigures) -> Iterator[Row]:
    found: dict[int, tuple[int, int]] = {}
    for one in _due(figures):
        there, due = found.get(int(one.session), (0, 0))
        found[int(one.session)] = (there + _came(one), due + 1)
    turn = 0
    for meeting in figures.timetable:
        if meeting.fact.status == "held" and meeting.day <= figures.on:
            turn += 1
            yield _along(figures, "turn", turn, *found.get(meeting.id, (0, 0)), 0)


def modules(figures: GroupFigures) -> Iterator[Row]:
    """Each module at its place in the programme: how many have done it, of all."""
    everybody = figures.people.values()
    for place, key in enumerate(figures.terms.steps):
        done = sum(key in one.done for one in everybody)
        yield _along(figures, "module", place, done, len(everybody), 0)


def _due(figures: GroupFigures) -> Iterator[Line]:
    for learner in figures.people.values():
        for one in learner.standing.lines:
            if one.mark in MARKED and not one.guest:
                yield one


def _along(figures: GroupFigures, what: str, at: int, first: int, second: int, third: int) -> Row:
    return {"group_id": figures.group, "what": what, "at": at,
            "first": first, "second": second, "third": third}  # fmt: skip
