"""What a chart is: a table, and what is drawn of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement

from lms.courses.models import Programme
from lms.reports.queries.kept import Kept
from lms.reports.rules.filters import Wish
from lms.tables.shown import Table

LEFT, RIGHT, TOP, BOTTOM = 44, 624, 20, 320  # of a picture, in a box of 640 by 350
LABELS = 9  # at most
MOST_READ = 5_000  # people of whom marks and levels are read one by one


class Scope(NamedTuple):
    """Which groups, as of which day; `people` are the places in them. `programme`: the one of all
    of them, if they are of one. `about`: the filters in words. `args`: as the address has them;
    `left_out`: those of it that charts do not know."""

    where: Sequence[ColumnElement[bool]]
    on: date
    wish: Wish  # filters of whole groups, and the period
    kept: Kept
    people: int
    programme: Programme | None
    opens_levels: bool  # who asks may open its page of levels
    about: Sequence[tuple[str, str]]
    args: Mapping[str, Any]
    left_out: Sequence[tuple[str, str]] = ()


class Part(NamedTuple):
    """A piece of a bar. `line`: where several bars stand below one another, from 0."""

    css: str
    start: int
    length: int
    line: int = 0


class Bar(NamedTuple):
    """A row's bar: its parts, of a whole."""

    of: int
    parts: Sequence[Part]
    lines: int = 1


class Plot(NamedTuple):
    """A line over numbered things, from 0 to 100 in hundred. Places are whole numbers."""

    line: str
    under: str
    grid: Sequence[tuple[int, int]]  # (in hundred, height)
    labels: Sequence[tuple[int, int]]  # (number, place)
    end: tuple[int, int]


@dataclass(frozen=True)
class Chart:
    """One chart of the page. `words` say what it shows, also to who cannot see it; without a table
    `words` say what to do. `bars`: one for each row. `urls`: for a row, the columns that open what
    they count."""

    slug: str
    title: str
    words: str
    table: Table | None = None
    bars: Sequence[Bar] = ()
    key: Sequence[tuple[str, str]] = ()
    urls: Sequence[Mapping[int, str]] = ()
    plot: Plot | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)  # for a chart with a template of its own


def plotted(shares: Sequence[tuple[int, int]]) -> Plot | None:
    """A line through (part, whole) of 1, 2, 3 ...; none where there is nothing to draw."""
    known = [(number, part, whole) for number, (part, whole) in enumerate(shares, 1) if whole]
    if len(known) < 2:
        return None
    last = len(shares)

    def x(number: int) -> int:
        return LEFT + (RIGHT - LEFT) * (number - 1) // (last - 1)

    def y(part: int, whole: int) -> int:
        return BOTTOM - (BOTTOM - TOP) * part // whole

    points = [(x(number), y(part, whole)) for number, part, whole in known]
    line = "M" + "L".join(f"{across} {down}" for across, down in points)
    every = -(-last // LABELS)
    return Plot(
        line=line,
        under=f"{line}L{points[-1][0]} {BOTTOM}L{points[0][0]} {BOTTOM}Z",
        grid=[(mark, y(mark, 100)) for mark in range(0, 101, 25)],
        labels=[(number, x(number)) for number in range(1, last + 1, every)],
        end=points[-1],
    )
