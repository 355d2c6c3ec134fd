"""Which blocks of the source the blocks of a translation were made from, as a file says it.

"1-3, 5*, 6, 0, x": the first three blocks are those of the source, the next was made from its fifth
as it was once (`*`: stale), then its sixth; one is only here (`0`), one was made from a block that
the source no longer has (`x`). "own": the text stands alone.

Pure: no database, no words.
"""

import re
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from lms.courses.blocks import UNKNOWN, State, aligned, stands_alone

OWN, SOURCE = "own", "source"
_TOKEN = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?(\*?)|x")


class Tie(NamedTuple):
    """The block of the source that one was made from, from 1; 0: none, it is only here; -1: one
    that is gone. `stale`: the source was changed since."""

    number: int
    stale: bool = False


GONE = Tie(-1)


def read(words: str, most: int) -> list[Tie] | None:
    """The ties that a file says, of at most so many blocks; None where they cannot be read."""
    ties: list[Tie] = []
    for token in words.split(","):
        found = _TOKEN.fullmatch(token.strip())
        if not found:
            return None
        first, last = int(found[1] or -1), int(found[2] or found[1] or -1)
        if last < first or last - first >= most or (first == 0 and (last or found[3])):
            return None
        ties += [Tie(number, bool(found[3])) for number in range(first, last + 1)]
        if len(ties) > most:
            return None
    return ties


def written(source: Sequence[str], links: Sequence[str | None]) -> str:
    """The words for these links to a source with these digests, in the order of the text."""
    if stands_alone(links):
        return OWN
    ties = [GONE] * len(links)
    for state, ours, theirs in aligned(source, links):
        if theirs is not None:
            number = 0 if state == State.OWN else -1 if ours is None else ours + 1
            ties[theirs] = Tie(number, state == State.STALE)
    return ", ".join(_run(ties))


def _run(ties: Sequence[Tie]) -> list[str]:
    """Ties in words: what goes on one by one is one run."""
    words = []
    for _step, group in groupby(enumerate(ties), lambda one: _step_of(*one)):
        run = [tie for _place, tie in group]
        first, last, star = run[0].number, run[-1].number, "*" if run[0].stale else ""
        if first < 1:
            words += ["x" if first else "0"] * len(run)
        else:
            words.append(f"{first}{star}" if first == last else f"{first}-{last}{star}")
    return words


def _step_of(place: int, tie: Tie) -> tuple[int, bool, bool]:
    return (place - tie.number if tie.number > 0 else tie.number, tie.stale, tie.number > 0)


def links_of(ties: Sequence[Tie], source: Sequence[str]) -> list[str | None]:
    """The links that these ties mean, to a source with these digests. Raises IndexError for a block
    that it does not have."""
    return [None if not tie.number else _link(tie, source) for tie in ties]


def _link(tie: Tie, source: Sequence[str]) -> str:
    digest = source[tie.number - 1] if tie.number > 0 else UNKNOWN
    return UNKNOWN if tie.stale else digest
