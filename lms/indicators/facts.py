"""What formulas count, as plain values: rows by the name of their fact, and who the people are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple


class Human(NamedTuple):
    """A person. `first`: the first day in the project, at whichever partner: what their age is
    counted on. Who is `erased` stays counted, and has no gap that anybody could close."""

    id: int
    gender: str | None
    birth_date: date | None
    first: date
    erased: bool = False


class Row(NamedTuple):
    """One thing that happened or is there. `on`: from which day it counts; `size`: for how many it
    stands (a headcount); `what`: words to filter and to part by, a set of them where it has
    several."""

    key: str
    on: date | None
    person: int | None = None
    organisation: int | None = None
    size: int = 1
    what: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything of a project up to and with `until`, of one partner or of all."""

    until: date
    people: Mapping[int, Human] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)

    def of(self, fact: str) -> Sequence[Row]:
        return self.rows.get(fact, ())
