"""The lines of a register: who is on it, what it says of each, and what that is in all."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lms.attendance.rules.lines import (
    PART,
    PRESENT,
    Elsewhere,
    Entry,
    Frame,
    State,
    bends,
    conflicts,
    credited,
    state_of,
)
from lms.attendance.rules.worth import Bend


class Who(NamedTuple):
    """A person on a register."""

    id: int
    code: str
    name: str
    native_name: str | None
    is_guest: bool  # no member on the day: marked, or booked a place (settled point 12)
    announced: str | None = None  # said beforehand that they cannot come: why, or ""


class Said(NamedTuple):
    """Everything that a line says, but of whom."""

    entries: tuple[Entry, ...]
    state: State
    conflicts: tuple[Elsewhere, ...]
    credited: int  # minutes
    bends: tuple[Bend, ...]  # why they are other minutes than those of the entries


@dataclass(frozen=True, slots=True)
class Line:
    """What the register says of one person."""

    who: Who
    entries: tuple[Entry, ...]
    nearby: tuple[Elsewhere, ...]  # their presences at other on-site sessions, about this time
    state: State
    conflicts: tuple[Elsewhere, ...]  # those of them that overlap (rule 7)
    credited: int  # minutes
    bends: tuple[Bend, ...] = ()

    @property
    def said(self) -> Said:
        """What the page says of these marks: alike for all who are marked alike."""
        entries = tuple(entry._replace(id=0) for entry in self.entries)
        return Said(entries, self.state, self.conflicts, self.credited, self.bends)

    @property
    def waits(self) -> bool:
        """Unmarked, and said beforehand that they cannot come: nobody guesses what they are."""
        return not self.state.mark and self.who.announced is not None

    @property
    def was_there(self) -> bool:
        """From start to end, or for a part."""
        return self.state.mark in (PRESENT, PART)

    @property
    def last(self) -> Entry | None:
        return self.entries[-1] if self.entries else None


class Totals(NamedTuple):
    marks: Counter[str]  # by mark; "" are the unmarked (rule 10)
    people: int
    guests: int
    credited: int  # minutes
    possible: int  # minutes
    announced: int = 0  # unmarked, and said beforehand that they cannot come


def line_of(
    frame: Frame, who: Who, entries: Sequence[Entry], nearby: Sequence[Elsewhere] = ()
) -> Line:
    uncounted, overlapping = conflicts(frame, entries, nearby)
    state, minutes = state_of(frame, entries), credited(frame, entries, uncounted)
    bent = tuple(bends(frame, entries, uncounted, minutes))
    return Line(who, tuple(entries), tuple(nearby), state, tuple(overlapping), minutes, bent)


def totals(frame: Frame, lines: Iterable[Line]) -> Totals:
    """Of everyone on the page, guests too."""
    lines = list(lines)
    return Totals(
        Counter(line.state.mark for line in lines),
        len(lines),
        sum(line.who.is_guest for line in lines),
        sum(line.credited for line in lines),
        frame.net * len(lines),
        sum(line.waits for line in lines),
    )
