"""Who and what a formula counts: pure, from facts. No database, no clock, no words."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from lms.indicators.facts import Facts, Human, Row
from lms.indicators.sets import Formula, Indicator, Set
from lms.indicators.vocabulary import AGES, CELLS, NOT_KNOWN, PEOPLE, SHARE, UNASKED

BIRTH_DATE, GENDER, ENTRY_LEVEL, EXIT_LEVEL, ANSWER = GAPS = (
    "birth_date", "gender", "entry_level", "exit_level", "answer",
)  # fmt: skip
# not known, either, but nobody can be asked: they are erased, or no level is asked for
ERASED, SILENT = HIDDEN = ("erased", "silent")
OF_HUMANS = {"age": BIRTH_DATE, "gender": GENDER}


class Member(NamedTuple):
    """What counts, once: `key` is stable over counts; `on`: from which day; `cells`: the part of
    each breakdown it falls in; `size`: for how many it stands."""

    key: str
    person: int | None
    organisation: int | None
    on: date | None
    cells: dict[str, str]
    size: int = 1


class Gap(NamedTuple):
    gap: str
    person: int


@dataclass(frozen=True, slots=True)
class Figure:
    """`of`: out of how many (who the other indicator counts, or the whole of a share); `answered`:
    of how many of those it is known; `unknown`: of whom it is not, and no gap says so. `by`:
    breakdown -> cell -> value; its cells add up to the value."""

    kind: str
    value: int
    of: int | None = None
    answered: int | None = None
    by: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    members: tuple[Member, ...] = ()
    gaps: tuple[Gap, ...] = ()
    unknown: tuple[Gap, ...] = ()
    target: Fraction | None = None

    @property
    def share(self) -> Fraction | None:
        """Exact; None where there is nothing to be a share of."""
        return Fraction(self.value, self.of) if self.of else None

    @property
    def is_met(self) -> bool | None:
        """Whether a target is reached; None where there is none, or nothing to judge."""
        share = self.share
        return None if self.target is None or share is None else share >= self.target


def evaluate(asked: Set, facts: Facts) -> dict[str, Figure]:
    """Every figure of a set, by code in the set's order. The order of the facts does not matter."""
    found: dict[str, Figure] = {}
    rows: dict[str, Found] = {}
    for one in asked.in_order:
        if one.kind == SHARE:
            found[one.code] = _share(one, found)
        else:
            rows[one.code] = _counted_rows(one, facts, rows)
            found[one.code] = _figure(one, facts, rows)
    return {one.code: found[one.code] for one in asked.indicators}


def age_on(born: date, day: date) -> int:
    """In whole years; who was born on 29 February has a birthday on 1 March in other years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def age_band(human: Human) -> str:
    """On the first day in the project."""
    if human.birth_date is None or human.birth_date > human.first:
        return NOT_KNOWN
    age = age_on(human.birth_date, human.first)
    return AGES[0] if age < 18 else AGES[1] if age <= 60 else AGES[2]


def gender(human: Human) -> str:
    return human.gender if human.gender in CELLS["gender"] else NOT_KNOWN


Found = dict[str, Row]  # stable key -> the earliest row that makes it count


def _share(one: Indicator, found: Mapping[str, Figure]) -> Figure:
    part, whole = (found[code] for code in one.share or ("", ""))
    return Figure(SHARE, part.value, whole.value, target=one.target)


def _counted_rows(one: Indicator, facts: Facts, done: Mapping[str, Found]) -> Found:
    rows = _rows(one.count, one.kind, facts, done) if one.count else {}
    if one.within:
        rows = {key: row for key, row in rows.items() if key in done[one.within]}
    if one.who:
        rows = {key: row for key, row in rows.items() if _is_one(one.who, row, facts)}
    return rows


def _figure(one: Indicator, facts: Facts, done: Mapping[str, Found]) -> Figure:
    members = tuple(_member(key, row, one, facts) for key, row in sorted(done[one.code].items()))
    gaps = _unknown(one, members, facts)
    of = answered = None
    hidden: set[Gap] = set()
    if one.within:
        base = done[one.within]
        of = sum(row.size for row in base.values())
        unknown = _unanswered(one, facts, base.keys(), done[one.code])
        if unknown is not None:
            answered = of - len(unknown.keys)
            gaps |= unknown.gaps
            hidden = unknown.hidden
    value = sum(member.size for member in members)
    by = {name: _cells(name, members) for name in one.by}
    open_ = tuple(sorted(gaps)), tuple(sorted(hidden))
    return Figure(one.kind, value, of, answered, by, members, *open_)


def _rows(formula: Formula, kind: str, facts: Facts, done: Mapping[str, Found]) -> Found:
    if formula.join == "fact":
        return _earliest(
            (_key(row, kind), row)
            for row in facts.of(f"{kind}.{formula.name}")
            if _fits(row, formula.filters or {})
        )
    if formula.join == "indicator":
        return done[formula.name]
    parts = [_rows(part, kind, facts, done) for part in formula.parts]
    if formula.join == "any":
        return _earliest(item for part in parts for item in part.items())
    if formula.join == "all":
        both = set.intersection(*(set(part) for part in parts))
        return {key: max((p[key] for p in parts), key=_order) for key in both}
    rest: set[str] = set().union(*parts[1:])
    return {key: row for key, row in parts[0].items() if key not in rest}


def _key(row: Row, kind: str) -> str:
    return f"p:{row.person}" if kind == PEOPLE else row.key


def _earliest(rows: Iterable[tuple[str, Row]]) -> Found:
    made: Found = {}
    for key, row in rows:
        if key not in made or _order(row) < _order(made[key]):
            made[key] = row
    return made


def _order(row: Row) -> tuple[date, str]:
    return row.on or date.min, row.key


def _fits(row: Row, filters: Mapping[str, Any]) -> bool:
    if "state" not in filters and row.what.get("state") in UNASKED:
        return False
    return all(_matches(row, key, wanted) for key, wanted in filters.items())


def _matches(row: Row, key: str, wanted: Any) -> bool:
    has = row.what.get(key)
    if key == "steps":
        return has is not None and has >= wanted
    if key == "outcome":
        return has in wanted and row.what["answer"]
    return not has.isdisjoint(wanted) if isinstance(has, frozenset) else has in wanted


def _is_one(who: Mapping[str, tuple[str, ...]], row: Row, facts: Facts) -> bool:
    human = facts.people[row.person or 0]
    return all(
        (age_band(human) if key == "age" else gender(human)) in wanted
        for key, wanted in who.items()
    )


def _member(key: str, row: Row, one: Indicator, facts: Facts) -> Member:
    cells = {}
    for name in one.by:
        if name in OF_HUMANS:
            human = facts.people[row.person or 0]
            cells[name] = age_band(human) if name == "age" else gender(human)
        else:
            cells[name] = row.what.get(name) or NOT_KNOWN
    return Member(key, row.person, row.organisation, row.on, cells, row.size)


def _cells(name: str, members: Iterable[Member]) -> dict[str, int]:
    """Every cell that is always told, then those there are; "not known" last, where it is any."""
    count: Counter[str] = Counter()
    for member in members:
        count[member.cells[name]] += member.size
    unknown = count.pop(NOT_KNOWN, 0)
    fixed = CELLS.get(name, ())
    told = {cell: count[cell] for cell in (*fixed, *sorted(count.keys() - set(fixed)))}
    return told | ({NOT_KNOWN: unknown} if unknown else {})


def _unknown(one: Indicator, members: Iterable[Member], facts: Facts) -> set[Gap]:
    """Who counts, and of whom is not known in which part."""
    return {
        Gap(OF_HUMANS[name], member.person)
        for member in members
        for name in one.by
        if name in OF_HUMANS and member.cells[name] == NOT_KNOWN and member.person is not None
        if not facts.people[member.person].erased
    }


class Unanswered(NamedTuple):
    """`keys`: of whom it is not known whether they count; `gaps`: what somebody could still find
    out of them; `hidden`: the others."""

    keys: set[str]
    gaps: set[Gap]
    hidden: set[Gap]


def _unanswered(
    one: Indicator, facts: Facts, base: Iterable[str], rows: Found
) -> Unanswered | None:
    """Of those that the other indicator counts. None where a formula asks for nothing that can be
    unknown."""
    asked = [part for part in (one.count.every() if one.count else ()) if part.name in _ASKED]
    if not asked:
        return None
    open_ = {int(key.removeprefix("p:")) for key in base if key not in rows}
    found = Unanswered(set(), set(), set())
    for part in asked:
        known, gaps = _ASKED[part.name](part, facts, open_)
        found.keys.update(f"p:{person}" for person in open_ - known)
        lacking = {gap.person for gap in gaps}
        erased = {person for person in lacking if facts.people[person].erased}
        found.gaps.update(gap for gap in gaps if gap.person not in erased)
        found.hidden.update(Gap(ERASED, person) for person in erased)
        found.hidden.update(Gap(SILENT, person) for person in open_ - known - lacking)
    return found


def _levels(_part: Formula, facts: Facts, open_: set[int]) -> tuple[set[int], set[Gap]]:
    """Who is known not to have gained, and the levels that nobody said."""
    known: set[int] = set()
    gaps: set[Gap] = set()
    for row in facts.of("people.level"):
        if row.person in open_:
            if row.what["steps"] is not None:
                known.add(row.person)
            gaps |= {Gap(gap, row.person) for gap in row.what["gaps"]}
    return known - {gap.person for gap in gaps}, gaps


def _answers(part: Formula, facts: Facts, open_: set[int]) -> tuple[set[int], set[Gap]]:
    """Who said no, and who said nothing."""
    wanted = (part.filters or {}).get("outcome")
    said = {
        row.person
        for row in facts.of("people.outcome")
        if row.person in open_ and (wanted is None or row.what["outcome"] in wanted)
    }
    known = {person for person in said if person is not None}
    return known, {Gap(ANSWER, person) for person in open_ - known}


_ASKED: Mapping[str, Callable[[Formula, Facts, set[int]], tuple[set[int], set[Gap]]]] = {
    "level": _levels,
    "outcome": _answers,
}
