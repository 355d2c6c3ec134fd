"""What is different between two texts: block by block, and in a block word by word.

Pure: no database, no words of its own.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

from lms.courses import blocks

_WORDS = re.compile(r"\s+|[^\s.,;:!?()\[\]\"“”„|]+|.")
MOST_WORDS = 3000  # of two blocks: with more, both are shown whole
MOST_OF_ALL = 20_000  # words of all blocks that are compared; after them, blocks are shown whole

PAIRS = 20  # of equal words, for each word of those: with more, words come again and again
ALIKE = 0.3  # the share of words that two blocks must have in common to be shown as one


class How(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Piece(NamedTuple):
    """Words of a block: in both texts, or only in the new one, or only in the old one."""

    how: How
    text: str


class Part(NamedTuple):
    """A block of both texts. `old` or `new` is empty where only the other has it."""

    how: How
    old: str
    new: str
    pieces: list[Piece]


class Budget:
    """What may still be compared of two texts. Two blocks cost their words, and each pair of
    equal ones, of which there are many where the same words come again and again."""

    def __init__(self, words: int) -> None:
        self.words = words
        self.pairs = words * PAIRS

    def takes(self, old: Counter[str], new: Counter[str]) -> bool:
        """Whether there is enough left for two blocks; then it is spent."""
        words = old.total() + new.total()
        pairs = sum(old[word] * count for word, count in new.items())
        if words > min(MOST_WORDS, self.words) or pairs > self.pairs:
            return False
        self.words -= words
        self.pairs -= pairs
        return True


def difference(old: str, new: str) -> list[Part]:
    """The blocks of both Markdown texts in their order, and what is different in each."""
    before, after = blocks.split(old), blocks.split(new)
    parts: list[Part] = []
    budget = Budget(MOST_OF_ALL)
    matcher = SequenceMatcher(
        a=[blocks.digest(one) for one in before], b=[blocks.digest(one) for one in after],
        autojunk=False,
    )  # fmt: skip
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            parts += [Part(How.SAME, text, text, []) for text in after[start:end]]
        else:
            parts += _changed(before[first:last], after[start:end], budget)
    return parts


def folded(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """Parts in runs: those that are the same together, every other alone."""
    run: list[Part] = []
    for part in parts:
        if part.how == How.SAME:
            run.append(part)
            continue
        if run:
            yield run
        run = []
        yield [part]
    if run:
        yield run


def _changed(before: list[str], after: list[str], budget: Budget) -> Iterator[Part]:
    """Blocks that are different: each with the one in its place, where they share words."""
    for place in range(max(len(before), len(after))):
        old = before[place] if place < len(before) else ""
        new = after[place] if place < len(after) else ""
        if old and new and (pieces := words(old, new, budget)):
            yield Part(How.CHANGED, old, new, pieces)
            continue
        if old:
            yield Part(How.REMOVED, old, "", [])
        if new:
            yield Part(How.ADDED, "", new, [])


def words(old: str, new: str, budget: Budget) -> list[Piece]:
    """The words of two blocks; nothing where they are different altogether, or too long for what is
    left of the budget."""
    a, b = _WORDS.findall(old), _WORDS.findall(new)
    there, here = (Counter(one for one in side if not one.isspace()) for side in (a, b))
    most = 2 * (there & here).total()  # in both, in any order
    if most < ALIKE * (there.total() + here.total()) or not budget.takes(there, here):
        return []
    matcher = SequenceMatcher(str.isspace, a, b, autojunk=False)
    if matcher.ratio() < ALIKE:
        return []
    pieces: list[Piece] = []
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece(How.SAME, "".join(b[start:end])))
            continue
        if first < last:
            pieces.append(Piece(How.REMOVED, "".join(a[first:last])))
        if start < end:
            pieces.append(Piece(How.ADDED, "".join(b[start:end])))
    return pieces
