"""A set of indicators as values, and what can only be seen of all of them together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

from lms.indicators.vocabulary import SHARE


class Problem(NamedTuple):
    """What is wrong: its place ("indicators[2].count.fact"), which fault it is, and the values that
    belong into the words (lms/indicators/words.py)."""

    place: str
    fault: str
    given: str = ""
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Formula:
    """`join`: "fact", "indicator", "any", "all" or "except"; `name`: of the fact or indicator."""

    join: str
    name: str = ""
    filters: Mapping[str, Any] | None = None
    parts: tuple["Formula", ...] = ()

    def every(self) -> Iterator["Formula"]:
        """This one and all inside it."""
        yield self
        for part in self.parts:
            yield from part.every()


@dataclass(frozen=True, slots=True)
class Indicator:
    """`within`: only what that indicator counts; `who`: only people of these genders and ages;
    `by`: in which parts it is told; `share`: part and whole, codes; `target`: at least so much."""

    code: str
    title: Mapping[str, str]
    kind: str
    note: Mapping[str, str] | None = None
    count: Formula | None = None
    within: str | None = None
    who: Mapping[str, tuple[str, ...]] | None = None
    by: tuple[str, ...] = ()
    share: tuple[str, str] | None = None
    target: Fraction | None = None

    @property
    def needs(self) -> list[str]:
        """The codes of the indicators that must be counted before this one."""
        inside = self.count.every() if self.count else ()
        named = [one.name for one in inside if one.join == "indicator"]
        return [*named, *([self.within] if self.within else []), *(self.share or ())]


@dataclass(frozen=True, slots=True)
class Set:
    title: Mapping[str, str]
    note: Mapping[str, str] | None
    source: str | None
    indicators: tuple[Indicator, ...]

    def get(self, code: str) -> Indicator | None:
        return next((one for one in self.indicators if one.code == code), None)

    @property
    def in_order(self) -> list[Indicator]:
        """Each after those that it needs."""
        done: dict[str, Indicator] = {}
        left = list(self.indicators)
        while left:
            ready = [one for one in left if all(need in done for need in one.needs)]
            if not ready:
                raise ValueError("indicators that need one another")
            done |= {one.code: one for one in ready}
            left = [one for one in left if one.code not in done]
        return list(done.values())


def together(listed: Sequence[Indicator | None]) -> list[Problem]:
    """Codes that are there twice, names of none, indicators of other kinds, cycles: each once."""
    first: dict[str, Indicator] = {}
    found: list[Problem] = []
    for n, one in enumerate(listed):
        if one and one.code in first:
            found.append(Problem(f"indicators[{n}].code", "code_twice", one.code))
        elif one and one.code:
            first[one.code] = one
    for n, one in enumerate(listed):
        if one:
            found += _names(f"indicators[{n}]", one, first)
        if one and first.get(one.code) is one and (way := _way_back(one.code, first)):
            found.append(Problem(f"indicators[{n}]", "cycle", " → ".join(way)))
    return found


def _names(place: str, one: Indicator, all_: Mapping[str, Indicator]) -> Iterator[Problem]:
    for code in filter(None, one.needs):
        other = all_.get(code)
        if other is None:
            yield Problem(place, "unknown_indicator", code, tuple(all_))
        elif other.kind == SHARE or (one.kind != SHARE and other.kind != one.kind):
            yield Problem(place, "other_kind", code, (other.kind,))


def _way_back(start: str, all_: Mapping[str, Indicator]) -> list[str] | None:
    """From a code over those it needs to itself, where there is such a way."""
    ways, seen = [[start]], set()
    while ways:
        way = ways.pop()
        for code in all_[way[-1]].needs:
            if code == start:
                return [*way, start]
            if code in all_ and code not in seen:
                seen.add(code)
                ways.append([*way, code])
    return None
