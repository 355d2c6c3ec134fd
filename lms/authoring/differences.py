"""What is different between two texts: block by block, and in a block word by word.

Pure: no database, no words of its own.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

from lms.courses import blocks

_WORDS = re.compile(r"\s+|[^\s.,;:!?()\[\]\"“”„|]+|.")
MOST_WORDS = 3000  # of two blocks: with more, both are shown whole


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


def difference(old: str, new: str) -> list[Part]:
    """The blocks of both Markdown texts in their order, and what is different in each."""
    before, after = blocks.split(old), blocks.split(new)
    parts: list[Part] = []
    matcher = SequenceMatcher(
        a=[blocks.digest(one) for one in before], b=[blocks.digest(one) for one in after],
        autojunk=False,
    )  # fmt: skip
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            parts += [Part(How.SAME, text, text, []) for text in after[start:end]]
        else:
            parts += _changed(before[first:last], after[start:end])
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


def _changed(before: list[str], after: list[str]) -> Iterator[Part]:
    """Blocks that are different: each with the one in its place, where they share words."""
    for place in range(max(len(before), len(after))):
        old = before[place] if place < len(before) else ""
        new = after[place] if place < len(after) else ""
        if old and new and (pieces := words(old, new)):
            yield Part(How.CHANGED, old, new, pieces)
            continue
        if old:
            yield Part(How.REMOVED, old, "", [])
        if new:
            yield Part(How.ADDED, "", new, [])


def words(old: str, new: str) -> list[Piece]:
    """The words of two blocks; nothing where they are different altogether, or very long."""
    a, b = _WORDS.findall(old), _WORDS.findall(new)
    if len(a) + len(b) > MOST_WORDS:
        return []
    matcher = SequenceMatcher(a=a, b=b, autojunk=False)
    if matcher.ratio() < 0.3:
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
