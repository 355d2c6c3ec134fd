"""Hours delivered against plan, week by week: a picture, and the table beside it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from lms.completion.queries.shapes import Week

LEFT, RIGHT, TOP, BOTTOM = 44, 624, 20, 320  # of the picture, in a box of 640 by 350
LABELS, LINES = 9, 5  # at most
MOST_WEEKS, MOST_YEARS = 80, 20
NONE = Week(0, 0, 0)
STEPS = (1, 2, 5)


class Point(NamedTuple):
    """The sums up to the end of a week, in minutes; nothing is delivered in weeks to come.
    `missing` was planned, its day is past, and it was not held."""

    monday: date
    planned: int
    delivered: int | None
    missing: int


class Chart(NamedTuple):
    """What the picture is drawn from. Places are whole numbers in its box."""

    weeks: Sequence[Point]
    unit_minutes: int
    plan: str  # paths
    real: str
    under: str
    grid: Sequence[tuple[int, int]]  # (hours of the programme, height)
    labels: Sequence[tuple[date, int]]  # (Monday, place)
    now: tuple[int, int] | None  # where delivered ends


def charted(found: Mapping[date, Week], unit: int, on: date) -> Chart | None:
    """The hours of groups, added up by week; none where there is nothing to compare."""
    weeks = sums(found, on)
    if len(weeks) < 2:
        return None
    return drawn(thinned(weeks), unit)


def sums(found: Mapping[date, Week], on: date) -> list[Point]:
    """Every week from the first session to the last, with the sums until its end."""
    points: list[Point] = []
    total, monday = NONE, min(found, default=on)
    while found and monday <= max(found) and len(points) < MOST_YEARS * 53:
        total = total.plus(found.get(monday, NONE))
        held = total.held if monday <= on else None
        points.append(Point(monday, total.planned, held, total.lost))
        monday += timedelta(days=7)
    return points


def thinned(weeks: Sequence[Point]) -> Sequence[Point]:
    """Sums of every second, third or so week, up to the last one, where there are very many."""
    every = -(-len(weeks) // MOST_WEEKS)
    return weeks[(len(weeks) - 1) % every :: every]


def drawn(weeks: Sequence[Point], unit: int) -> Chart:
    most = max(week.planned for week in weeks)
    hours = -(-most // unit)
    step = next(s * 10**n for n in range(9) for s in STEPS if s * 10**n * LINES >= hours)
    top = -(-hours // step) * step

    def x(place: int) -> int:
        return LEFT + (RIGHT - LEFT) * place // len(weeks)

    def y(minutes: int) -> int:
        return BOTTOM - (BOTTOM - TOP) * minutes // (top * unit)

    plan = [(LEFT, BOTTOM)] + [(x(n), y(week.planned)) for n, week in enumerate(weeks, 1)]
    past = [(x(n), y(w.delivered)) for n, w in enumerate(weeks, 1) if w.delivered is not None]
    real = [(LEFT, BOTTOM), *past]
    every = -(-len(weeks) // LABELS)
    half = (RIGHT - LEFT) // (2 * len(weeks))
    return Chart(
        weeks=weeks,
        unit_minutes=unit,
        plan=path(plan),
        real=path(real),
        under=path([*real, (real[-1][0], BOTTOM)]) + "Z",
        grid=[(mark, y(mark * unit)) for mark in range(0, top + 1, step)],
        labels=[(week.monday, x(n) + half) for n, week in enumerate(weeks) if n % every == 0],
        now=past[-1] if past else None,
    )


def path(points: Iterable[tuple[int, int]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in points)
