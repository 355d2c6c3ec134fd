"""What several partners report as one figure: each person, organisation and thing once (rule 11).

Pure, from plain rows. Beside each union stands the plain sum, which counts again who is reported by
two partners.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from lms.indicators.members import ERASED, HIDDEN, SILENT, Figure
from lms.indicators.record import Line, plain
from lms.indicators.sets import Indicator, Set
from lms.indicators.vocabulary import CELLS, NOT_KNOWN, SHARE

# it is not known whether such a person counts
OPEN = ("entry_level", "exit_level", "answer", ERASED)


class Kept(NamedTuple):
    """A member as it is kept."""

    code: str
    key: str
    person: int | None
    organisation: int | None
    on: date | None
    cells: dict[str, str]
    size: int = 1

    @property
    def line(self) -> Line:
        return self.code, self.key, self.on, self.cells, self.size


class Missing(NamedTuple):
    """What is not known of a person."""

    code: str
    gap: str
    person: int


@dataclass(frozen=True, slots=True)
class Counted:
    """Figures with their members and gaps: of one partner, or of several."""

    values: Mapping[str, Any]
    members: Sequence[Kept]
    gaps: Sequence[Missing]


def united(asked: Set, parts: Sequence[Counted]) -> Counted:
    """The union over partners. Of who is reported twice the row with the earlier day holds, and on
    one day that of the first partner; so the order of partners decides nothing else.

    `values` has two more figures of each: "sum", the partners' figures added, and "twice", how many
    rows of the union are reported by more than one."""
    rows: dict[tuple[str, str], Kept] = {}
    times: Counter[tuple[str, str]] = Counter()
    for one in (row for part in parts for row in part.members):
        key = one.code, one.key
        times[key] += 1
        if key not in rows or (one.on or date.max) < (rows[key].on or date.max):
            rows[key] = one
    gaps = still_missing(parts)
    values: dict[str, Any] = {}
    for asks in asked.in_order:
        own = [row for (code, _key), row in rows.items() if code == asks.code]
        values[asks.code] = (
            _share(asks, values) if asks.kind == SHARE else _told(asks, own, gaps, parts, values)
        )
        if asks.kind != SHARE:
            twice = sum(n > 1 for (code, _key), n in times.items() if code == asks.code)
            values[asks.code]["twice"] = twice
    ordered = {one.code: values[one.code] for one in asked.indicators}
    return Counted(ordered, list(rows.values()), gaps)


def _share(asks: Indicator, values: Mapping[str, Any]) -> dict[str, Any]:
    part, whole = asks.share or ("", "")
    return {
        "kind": SHARE, "value": values[part]["value"], "of": values[whole]["value"],
        "answered": None, "by": {}, "gaps": {},
        "target": str(asks.target) if asks.target is not None else None,
    }  # fmt: skip


def _told(
    asks: Indicator,
    rows: Sequence[Kept],
    gaps: Iterable[Missing],
    parts: Sequence[Counted],
    values: Mapping[str, Any],
) -> dict[str, Any]:
    own = [gap for gap in gaps if gap.code == asks.code]
    base = values[asks.within]["value"] if asks.within else None
    return {
        "kind": asks.kind,
        "value": sum(row.size for row in rows),
        "of": base,
        "answered": _answered(asks, base, own, parts),
        "by": {name: _cells(name, rows) for name in asks.by},
        "gaps": dict(sorted(Counter(gap.gap for gap in own if gap.gap not in HIDDEN).items())),
        "target": str(asks.target) if asks.target is not None else None,
        "sum": sum(_of(part, asks.code).get("value", 0) for part in parts),
    }


def _answered(
    asks: Indicator, base: int | None, gaps: Sequence[Missing], parts: Sequence[Counted]
) -> int | None:
    """Of how many it is known: of one partner as it counted. Of several all without a gap, but for
    those of whom no partner that has them knows anything."""
    told = [_of(part, asks.code).get("answered") for part in parts]
    if base is None or all(one is None for one in told):
        return None
    if len(told) == 1:
        return told[0]
    at = Counter(row.person for part in parts for row in part.members if row.code == asks.within)
    silent = Counter(
        gap.person for part in parts for gap in part.gaps
        if gap.code == asks.code and gap.gap == SILENT
    )  # fmt: skip
    unknown = {
        gap.person for gap in gaps
        if gap.gap in OPEN or (gap.gap == SILENT and silent[gap.person] == at[gap.person])
    }  # fmt: skip
    return base - len(unknown)


def still_missing(parts: Sequence[Counted]) -> list[Missing]:
    """Each gap of a person once; none that another partner has closed, where they count."""
    counted: dict[tuple[str, int], int] = Counter()
    lacking: dict[Missing, int] = Counter()
    for part in parts:
        for row in part.members:
            if row.person is not None:
                counted[row.code, row.person] += 1
        for gap in set(part.gaps):
            lacking[gap] += 1
    return sorted(
        gap for gap, times in lacking.items()
        if not (counted[gap.code, gap.person] > 0 and gap.gap in (*OPEN, SILENT))
    )  # fmt: skip


def as_counted(figures: Mapping[str, Figure]) -> Counted:
    """Figures as they were evaluated, with rows as they are kept."""
    return Counted(
        plain(figures),
        [Kept(code, *member) for code, one in figures.items() for member in one.members],
        [Missing(code, *gap) for code, one in figures.items() for gap in (*one.gaps, *one.unknown)],
    )


def told(asked: Set, found: Counted, since: date | None) -> dict[str, dict[str, Any]]:
    """The figures; with `since` each also says what is new from that day on ("new")."""
    values = {code: dict(one) for code, one in found.values.items()}
    if since is not None:
        for code, new in new_since(asked, found.members, since).items():
            if code in values:
                values[code]["new"] = new
    return values


def new_since(asked: Set, rows: Iterable[Kept], first: date) -> dict[str, dict[str, Any]]:
    """Code -> {"value", "by"} of what counts from `first` on; nothing of shares. What has no day
    counts since the beginning alone."""
    own: dict[str, list[Kept]] = {one.code: [] for one in asked.indicators if one.kind != SHARE}
    for row in rows:
        if row.on is not None and row.on >= first and row.code in own:
            own[row.code].append(row)
    return {
        one.code: {
            "value": sum(row.size for row in own[one.code]),
            "by": {name: _cells(name, own[one.code]) for name in one.by},
        }
        for one in asked.indicators if one.code in own
    }  # fmt: skip


def _of(part: Counted, code: str) -> Mapping[str, Any]:
    return part.values.get(code) or {}


def _cells(name: str, rows: Iterable[Kept]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for row in rows:
        found[row.cells.get(name, NOT_KNOWN)] += row.size
    first = {cell: found.pop(cell, 0) for cell in CELLS.get(name, ())}
    unknown = found.pop(NOT_KNOWN, 0)
    return {**first, **dict(sorted(found.items())), **({NOT_KNOWN: unknown} if unknown else {})}


ADDED, REMOVED, MOVED = CHANGES = ("added", "removed", "moved")


class Change(NamedTuple):
    change: str
    row: Kept  # as it is now; one that is gone as it was


def changes(before: Iterable[Kept], now: Iterable[Kept]) -> list[Change]:
    """What came to figures, fell out of them, or moved to other cells."""
    old = {(row.code, row.key): row for row in before}
    new = {(row.code, row.key): row for row in now}
    found = [Change(ADDED, row) for key, row in new.items() if key not in old]
    found += [Change(REMOVED, row) for key, row in old.items() if key not in new]
    found += [
        Change(MOVED, row) for key, row in new.items()
        if key in old and (old[key].cells, old[key].size) != (row.cells, row.size)
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.row.code, one.row.key))
