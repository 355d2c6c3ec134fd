"""The blocks of a lesson: what is translated, read and remembered one by one.

A block is a part of the Markdown that stands at its top level: a heading, a paragraph, a list, a
table, a box with everything in it. Nothing is kept about which block became which: a translation
remembers for each of its blocks the digest of the source's block that it was made from, and the
state follows from comparing those with the source as it is now (`aligned`).

Pure: no database, no words.
"""

import hashlib
import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

_ITEM = re.compile(r" {0,3}(?:([-*+])|\d{1,9}[.)]) ")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_CONTINUES = re.compile(r"(?: {4}|\t| {0,3}: )")
_BOX = re.compile(r"!!! ?([\w-]+)")
_TAG = re.compile(
    r"<(/?)(?!(?:br|hr|img|input|link|meta|wbr)\b)([a-z][a-z0-9]*)[^>]*?(/?)>", re.IGNORECASE
)
DIGITS = 16  # of a digest
UNKNOWN = "-" * DIGITS  # a link to a source that nobody remembers: never equal, so it stays stale


class State(StrEnum):
    """Where a block of a translation is."""

    READY = "ready"
    STALE = "stale"  # the source was changed since
    MISSING = "missing"  # not translated yet
    OWN = "own"  # only this language has it
    LEFT = "left"  # the source has it no more


class Pair(NamedTuple):
    """A block of the source and its translation: the places of both, from 0. One may be none."""

    state: State
    source: int | None
    text: int | None


def split(markdown: str) -> list[str]:
    """The blocks of a Markdown text, without the empty lines around them, in their order."""
    blocks: list[list[str]] = []
    fence, depth, after_gap = "", 0, True
    for line in markdown.expandtabs(4).split("\n"):
        if not line.strip() and not fence:
            after_gap = True
            if blocks:
                blocks[-1].append("")
            continue
        begins = after_gap and not fence and not depth
        if begins and not (blocks and _goes_on(blocks[-1], line)):
            blocks.append([])
        blocks[-1].append(line)
        fence = fence_after(fence, line)
        depth = 0 if fence else _depth_after(depth, line, blocks[-1])
        after_gap = False
    return ["\n".join(lines).rstrip("\n") for lines in blocks]


def joined(blocks: Sequence[str]) -> str:
    """The Markdown of these blocks: `split` finds the same ones in it again."""
    return "\n\n".join(blocks)


def digest(block: str) -> str:
    """What a block is known by: the beginning of the SHA-256 of its words. Spaces at the ends of
    lines do not count."""
    plain = "\n".join(line.rstrip() for line in block.strip("\n").split("\n"))
    return hashlib.sha256(plain.encode()).hexdigest()[:DIGITS]


def digests(markdown: str) -> list[str]:
    return [digest(block) for block in split(markdown)]


def kind(block: str) -> str:
    """What sort of block it is: "h2", "ul", "ol", "table", "note" for a box, "p" for the rest."""
    line = block.lstrip("\n").split("\n")[0]
    if box := _BOX.match(line):
        return box[1]
    if heading := re.match(r"(#{1,6}) ", line):
        return f"h{len(heading[1])}"
    if item := _ITEM.match(line):
        return "ul" if item[1] else "ol"
    if line.lstrip().startswith("|"):
        return "table"
    return "code" if _FENCE.match(line) else "p"


def tied(source: str, text: str) -> list[str | None]:
    """For each block of `text` the digest of the block of `source` that it translates: by their
    order, where both have the same sorts of blocks. Where they have not, the text stands alone and
    every answer is none."""
    ours, theirs = split(source), split(text)
    if [kind(block) for block in ours] != [kind(block) for block in theirs]:
        return [None] * len(theirs)
    return [digest(block) for block in ours]


def tied_again(
    before: Sequence[str],
    links: Sequence[str | None],
    after: Sequence[str],
    tie: Sequence[str | None],
) -> list[str | None]:
    """The links of a translation whose own words were changed. `before` and `after` are the digests
    of its blocks, `links` those that it had, `tie` what its blocks would be tied to now (`tied`).
    A block that stayed as it was keeps its link; one that is new or different is tied anew."""
    found = list(tie)
    matcher = SequenceMatcher(a=list(before), b=list(after), autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            for old, new in zip(range(first, last), range(start, end), strict=True):
                found[new] = links[old] or tie[new]
    return found


def aligned(source: Sequence[str], links: Sequence[str | None]) -> list[Pair]:
    """Which block of a translation belongs to which of the source, and its state, in the order of
    the source. `source`: the digests of the source's blocks as they are now; `links`: for each
    block of the translation the digest that it was made from."""
    pairs: list[Pair] = []
    known = [link or "" for link in links]  # "" is nowhere in the source: never equal
    matcher = SequenceMatcher(a=known, b=list(source), autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        ours, theirs = range(start, end), range(first, last)
        if tag == "equal":
            pairs += [Pair(State.READY, *both) for both in zip(ours, theirs, strict=True)]
            continue
        own = [place for place in theirs if links[place] is None]
        old = [place for place in theirs if links[place] is not None]
        pairs += [Pair(State.STALE, *both) for both in zip(ours, old, strict=False)]
        pairs += [Pair(State.MISSING, place, None) for place in ours[len(old) :]]
        pairs += [Pair(State.LEFT, None, place) for place in old[len(ours) :]]
        pairs += [Pair(State.OWN, None, place) for place in own]
    return pairs


def stands_alone(links: Sequence[str | None]) -> bool:
    """Whether a text is tied to no source: it is whole as it is."""
    return not any(links)


def _goes_on(block: list[str], line: str) -> bool:
    """Whether a line after an empty one still belongs to the block before it."""
    if _CONTINUES.match(line):
        return True
    first, this = _ITEM.match(block[0]), _ITEM.match(line)
    if not first:
        return False
    if this:
        return bool(first[1]) == bool(this[1])
    return line.startswith("  ")


def fence_after(fence: str, line: str) -> str:
    """The fence of code that is open after a line; "" where none is."""
    found = _FENCE.match(line)
    if not found:
        return fence
    if not fence:
        return found[1]
    closes = found[1][0] == fence[0] and len(found[1]) >= len(fence)
    return "" if closes and line.strip() == found[1] else fence


def _depth_after(depth: int, line: str, block: list[str]) -> int:
    """How many elements of raw HTML are open after a line, in a block that begins with one."""
    if not block[0].lstrip().startswith("<"):
        return 0
    for closes, _name, alone in _TAG.findall(line):
        if not alone:
            depth = max(0, depth - 1) if closes else depth + 1
    return depth
