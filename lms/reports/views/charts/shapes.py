"""What a chart is: a table, and what is drawn of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, FromClause

from lms.courses.models import Programme
from lms.i18n import number
from lms.reports.queries.charts import Size
from lms.reports.queries.kept import LIVE, Kept
from lms.reports.queries.live import MOST_READ
from lms.reports.queries.narrowed import Some
from lms.reports.rules.filters import Wish
from lms.tables.shown import Table

LEFT, RIGHT, TOP, BOTTOM = 44, 624, 20, 320  # of a picture, in a box of 640 by 350
LABELS = 9  # at most


class Scope(NamedTuple):
    """Which groups, as of which day, and how large they are. `some`: which of their people, where a
    filter chooses among these. `programme`: the one of all groups, if they are of one. `about`: the
    filters in words. `args`: as the address has them."""

    where: Sequence[ColumnElement[bool]]
    on: date
    wish: Wish
    kept: Kept
    size: Size
    some: Some | None
    programme: Programme | None
    opens_levels: bool  # who asks may open its page of levels
    about: Sequence[tuple[str, str]]
    args: Mapping[str, Any]

    @property
    def places(self) -> FromClause:
        """Who stands where: person_id, group_id, standing, minutes."""
        return self.some.rows if self.some else self.kept.places

    @property
    def is_readable(self) -> bool:
        """The marks of all these people can be read one by one."""
        return self.size.groups <= LIVE and self.size.people <= MOST_READ

    @property
    def has_nobody(self) -> bool:
        """Nobody fits the filters of people: no chart of them has anything to say."""
        return self.some is not None and self.wish.divides and not self.some.people

    def opens(self, counted: str = "", **changes: Any) -> str:
        """The people whom a number counts: the same filters, and what it adds to them. Where a
        number of a chart is a filter already, none can be added."""
        if counted and self.wish.counted:
            return ""
        more = {"counted": counted} if counted else {}
        wish = self.wish.args(by="", sort="", **more, **changes)
        return url_for("reports.explore_people", **wish)

    def opens_ever(self, counted: str) -> str:
        """As `opens`, with everybody who has or had a place by the day."""
        if self.wish.start and self.wish.start > self.on:
            return ""
        return self.opens(counted, end=min(self.wish.end or self.on, self.on))


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
    they count; `total_urls`: those of the totals."""

    slug: str
    title: str
    words: str
    table: Table | None = None
    bars: Sequence[Bar] = ()
    key: Sequence[tuple[str, str]] = ()
    urls: Sequence[Mapping[int, str]] = ()
    total_urls: Mapping[int, str] = field(default_factory=dict)
    plot: Plot | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)  # for a chart with a template of its own


def too_many() -> str:
    return _(
        "With these filters the marks of each person are read: of %(groups)s groups and %(people)s "
        "people at most. Choose a programme or a group.",
        groups=LIVE, people=number(MOST_READ),
    )  # fmt: skip


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
