"""Counts that outsiders may see: those from 1 to 4 are hidden, and so is what would betray them.

Counts of one row add up to its total. A hidden one must have at least two values that fit what is
shown, also for somebody who knows this rule (rule 15).
"""

from collections.abc import Sequence
from typing import NamedTuple

FEWEST = 5  # the smallest count, above zero, that is shown


class Veiled(NamedTuple):
    """A row as it may be shown. None stands where a count is hidden."""

    counts: list[int | None]
    total: int | None


def veiled(counts: Sequence[int]) -> Veiled:
    """Each person is in one of `counts`. Zeros are shown. Where one hidden count could be computed
    from the total, the next smallest is hidden as well; where there is none, the total."""
    total = sum(counts)
    hidden = {place for place, count in enumerate(counts) if 0 < count < FEWEST}
    if 0 < total < FEWEST:
        return _shown(counts, {*hidden}, None)
    while hidden and not _vague([counts[place] for place in hidden]):
        rest = [place for place, count in enumerate(counts) if count and place not in hidden]
        if not rest:
            return _shown(counts, hidden, None)
        hidden.add(min(rest, key=lambda place: (counts[place], place)))
    return _shown(counts, hidden, total)


def veiled_together(rows: Sequence[Sequence[int]]) -> list[Veiled]:
    """The same people counted in several ways. Where one of these has to hide the total, the others
    may not betray it: then all of them show nothing but their zeros."""
    each = [veiled(counts) for counts in rows]
    if all(one.total is not None for one in each):
        return each
    return [Veiled([None if count else 0 for count in counts], None) for counts in rows]


def _vague(hidden: list[int]) -> bool:
    """Whether each of these could be something else, with the same sum."""
    if len(hidden) < 2:
        return False
    small = all(count < FEWEST for count in hidden)
    return not small or len(hidden) < sum(hidden) < len(hidden) * (FEWEST - 1)


def _shown(counts: Sequence[int], hidden: set[int], total: int | None) -> Veiled:
    return Veiled([None if place in hidden else count for place, count in enumerate(counts)], total)
