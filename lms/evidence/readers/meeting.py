"""Rows of a list to stays: who was in the meeting, from when to when."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from lms.attendance.hours import ImpossibleTime, Interval
from lms.evidence.readers import columns as heads
from lms.evidence.readers import moments
from lms.evidence.readers.columns import (
    DURATION,
    EMAIL,
    FIRST,
    JOINED,
    LAST,
    LEFT,
    NAME,
    WAITING,
    Block,
)
from lms.evidence.readers.moments import Unclear, When
from lms.tables.cells import Unreadable
from lms.tables.foreign import Cell

ROWS_MOST = 5_000
NEAR = timedelta(days=1)
NOTHING = {"", "-", "–", "n/a", "null"}
FORMULA, NO_NAME, NO_TIME, UNCLEAR, SKIPPED, BACKWARDS = PROBLEMS = (
    "formula", "no_name", "no_time", "unclear", "skipped", "backwards",
)  # fmt: skip
SHIFT = 25 * 60  # seconds: earlier or later than this, at both ends, is another zone's clock


class About(NamedTuple):
    """The session of a list: [start, end) in seconds of UTC, its day, and the zone of the file."""

    span: Interval
    day: date
    zone: str
    order: str = ""  # how the file writes days; empty: as it can be found out


class Row(NamedTuple):
    """A row as it was understood; `number` is the file's, from 1."""

    number: int
    name: str
    email: str
    joined: When
    left: When | None
    lasted: int | None  # seconds


class Stay(NamedTuple):
    """Somebody in the meeting, [start, end) in seconds of UTC. `cut`: the list does not say when
    they were away, so only as long as they were there is taken, from their coming on."""

    row: int
    name: str
    email: str
    start: int
    end: int
    cut: bool = False


class Read(NamedTuple):
    """What a list says. `order`: how its days were read; empty where that is to be asked."""

    stays: list[Stay]
    problems: list[tuple[int, str]]  # the row, and what is wrong with it
    order: str
    waited: int = 0  # rows of those who waited to be let in


def read(rows: Sequence[Sequence[Cell]], block: Block, about: About) -> Read:
    """Every row of the list. What cannot be read is named, and the rest is taken."""
    problems: list[tuple[int, str]] = []
    understood, waited = [], 0
    for number in range(block.head + 1, min(block.end, len(rows))):
        cells = {role: at(rows[number], place) for role, place in block.columns.items()}
        if not any(cells.values()) or heads.is_title(rows[number]):
            continue
        if text(cells.get(WAITING)).lower() in ("yes", "true", "da"):
            waited += 1
            continue
        found = row_of(number + 1, cells)
        if isinstance(found, str):
            problems.append((number + 1, found))
        else:
            understood.append(found)
    order = about.order or order_of(understood, about)
    if order is None:
        return Read([], problems, "", waited)
    stays = placed(understood, about._replace(order=order), problems)
    return Read(stays, sorted(problems), order, waited)


def at(row: Sequence[Cell], place: int) -> Cell:
    return row[place] if place < len(row) else ""


def text(cell: Cell | None) -> str:
    return cell if isinstance(cell, str) and cell.strip().lower() not in NOTHING else ""


def row_of(number: int, cells: dict[str, Cell]) -> Row | str:
    """A row, or what is wrong with it."""
    if any(isinstance(cell, Unreadable) for cell in cells.values()):
        return FORMULA
    parts = [text(cells.get(role)) for role in (NAME, FIRST, LAST)]
    if parts[0] and parts[1]:
        parts = parts[:1]
    name, email = " ".join(part for part in parts if part), text(cells.get(EMAIL))
    email = email if "@" in email else ""
    if not name and not email:
        return NO_NAME
    if not text(cells.get(JOINED)):
        return NO_TIME
    left = text(cells.get(LEFT))
    try:
        joined, gone = moments.when(text(cells[JOINED])), moments.when(left) if left else None
    except Unclear:
        return UNCLEAR
    lasted = moments.seconds(text(cells.get(DURATION)))
    return Row(number, name or email, email, joined, gone, lasted)


def order_of(rows: Iterable[Row], about: About) -> str | None:
    """How the file writes its days; none where both ways are possible and the session's own day
    does not decide."""
    said = [one for row in rows for one in (row.joined, row.left) if one]
    possible = moments.orders(said)
    if len(possible) < 2:
        return possible[0] if possible else moments.DMY
    days = {order: {moments.day_of(one.pair, order) for one in said if one.pair}
            for order in possible}  # fmt: skip
    if days[moments.DMY] == days[moments.MDY]:
        return moments.DMY
    near = [order for order in possible if any(is_near(day, about.day) for day in days[order])]
    return near[0] if len(near) == 1 else None


def is_near(day: date | None, other: date) -> bool:
    return day is not None and abs(day - other) <= NEAR


def placed(rows: Iterable[Row], about: About, problems: list[tuple[int, str]]) -> list[Stay]:
    """The rows in time."""
    begun: list[tuple[Row, int, int | None]] = []
    for row in rows:
        try:
            start = moments.moment(row.joined, about.order, about.zone, about.day)
            end = row.left and moments.moment(
                row.left, about.order, about.zone, about.day, after=start
            )
        except ImpossibleTime:
            problems.append((row.number, SKIPPED))
        except Unclear:
            problems.append((row.number, UNCLEAR))
        else:
            begun.append((row, start, end))
    last = max([about.span.end, *(end for _row, _start, end in begun if end)])
    stays = []
    for row, start, end in begun:
        stay = stay_of(row, start, end, last)
        if stay.end > stay.start:
            stays.append(stay)
        elif stay.end < stay.start or not end:
            problems.append((row.number, BACKWARDS))
    return stays


def stay_of(row: Row, start: int, end: int | None, last: int) -> Stay:
    """Without a leaving, by how long they were there; else to the end of the meeting. Where the
    list says that they were there for less than from first to last, not longer than that."""
    who = (row.number, row.name, row.email, start)
    if end is None:
        return Stay(*who, last if row.lasted is None else start + row.lasted)
    if row.lasted and row.lasted < end - start - 60:
        return Stay(*who, start + row.lasted, cut=True)
    return Stay(*who, end)


# what is asked about a list as a whole


class Doubt(NamedTuple):
    """Something about a list that a person should look at. `code`: "zone" (it looks shifted),
    "day" (it is another day's)."""

    code: str
    first: int  # seconds of UTC


def doubt(stays: Sequence[Stay], about: About, zone: str) -> Doubt | None:
    """Whether the list fits its session, whose zone this is."""
    if not stays:
        return None
    first, last = min(s.start for s in stays), max(s.end for s in stays)
    inside = any(s.start < about.span.end and s.end > about.span.start for s in stays)
    day = datetime.fromtimestamp(first, UTC).astimezone(ZoneInfo(zone)).date()
    if not inside:
        return Doubt("zone" if day == about.day else "day", first)
    early, late = about.span.start - first, about.span.end - last
    if min(early, late) > SHIFT or max(early, late) < -SHIFT:
        return Doubt("zone", first)
    return None
