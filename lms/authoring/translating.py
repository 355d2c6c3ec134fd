"""A translation beside its source, line by line: what is to be done, and what comes of it.

Pure: no database, no words. Blocks and their states are those of lms/courses/blocks.py.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from lms.courses.blocks import (
    UNKNOWN,
    State,
    aligned,
    digest,
    digests,
    joined,
    split,
    stands_alone,
    tied,
)

BLOCK, TITLE, SUMMARY, GOAL = "block", "title", "summary", "goal"  # the parts of a lesson


class Line(NamedTuple):
    """A block of the source and what there is of it in the other language. Texts are Markdown."""

    state: State
    source: str  # "" where the source has none, or has it no more
    text: str  # "" where it is missing
    of: str  # the digest of the source's block as it is now, or ""
    link: str  # the digest of the one that the text was made from, or ""


class Said(NamedTuple):
    """What a translator says of a line: `was` is the digest of the text as they found it, `right`
    that it still says what the source says (or, without a source, that it shall stay)."""

    text: str
    of: str
    link: str
    was: str
    right: bool = False


class Given(NamedTuple):
    """A block that comes back from a translator's program: the digest of its source."""

    of: str
    text: str
    unsure: bool = False


def lines(source: str, text: str, links: Sequence[str | None]) -> list[Line]:
    """The lines of a translation, in the order of the source. A text that stands alone and is built
    like its source is taken as made from the source as it is now."""
    ours, theirs = split(source), split(text)
    known = [*links, *[None] * len(theirs)][: len(theirs)]
    if stands_alone(known):
        known = tied(source, text)
    names, found = digests(source), []
    for pair in aligned(names, known):
        found.append(
            Line(
                state=pair.state,
                source=ours[pair.source] if pair.source is not None else "",
                text=theirs[pair.text] if pair.text is not None else "",
                of=names[pair.source] if pair.source is not None else "",
                link=(known[pair.text] or "") if pair.text is not None else "",
            )
        )
    return found


def as_said(line: Line) -> Said:
    """A line as it is, with nothing said of it."""
    return Said(line.text, line.of, line.link, digest(line.text))


def assembled(said: Iterable[Said]) -> tuple[str, list[str | None]]:
    """The Markdown of a translation, and for each of its blocks the source's that it was made from.

    A text that was changed, or called right, is made from the source as its translator saw it; one
    that was left alone keeps what it had. Lines without words are missing.
    """
    parts: list[str] = []
    ties: list[str | None] = []  # of each part
    for one in said:
        of_one = split(one.text)
        parts += of_one
        ties += [link_of(one), *[None] * len(of_one)][: len(of_one)]
    blocks = split(joined(parts))
    first, links = begins(parts), []
    for start in begins(blocks):  # a part may go on with the block before it, and has no own then
        place = bisect_right(first, start) - 1
        links.append(ties[place])
        ties[place] = None
    return joined(blocks), links


def begins(parts: Iterable[str]) -> list[int]:
    """The line, from 0, at which each of these parts begins when they are joined."""
    lines = [0]
    for part in parts:
        lines.append(lines[-1] + part.count("\n") + 2)
    return lines[:-1]


def place_of(said: Sequence[Said], line: int) -> int:
    """Which of these has a line of what they make together. All are counted from 0."""
    sizes = [sum(part.count("\n") + 2 for part in split(one.text)) for one in said]
    ends = list(accumulate(sizes))
    return min(bisect_right(ends, line), len(said) - 1)


def link_of(said: Said) -> str | None:
    """What the first block of a line is tied to from now on."""
    changed = digest(said.text) != said.was
    if said.of:
        return said.of if changed or said.right else said.link or said.of
    return None if said.right or not said.link else said.link


def applied(there: Sequence[Line], given: Sequence[Given]) -> tuple[list[Said], int]:
    """What a file from a translator's program says of a translation as it is now, and how many of
    its blocks have no place any more, for the source has changed too much. Blocks without words in
    the file, and those that only this language has, stay as they are."""
    with_source = [line for line in there if line.of]
    pairs = aligned([line.of for line in with_source], [one.of for one in given])
    said = {id(line): as_said(line) for line in there}
    lost = 0
    for pair in pairs:
        if pair.text is None:
            continue
        one = given[pair.text]
        if not one.text.strip():
            continue
        if pair.source is None:
            lost += 1
            continue
        line = with_source[pair.source]
        said[id(line)] = from_file(line, one)
    return [said[id(line)] for line in there], lost


def from_file(line: Line, given: Given) -> Said:
    """A line with the words of a file: made from the source that its translator had before them."""
    same = digest(given.text) == digest(line.text)
    unsure = line.link if same and line.link else UNKNOWN
    link = unsure if given.unsure else given.of
    was = digest(given.text)  # so that the link decides
    return Said(given.text, line.of, link, was)


def counts(there: Iterable[Line]) -> dict[str, int]:
    """How many blocks are ready, stale, missing; and how many in all should be there."""
    found = {"ready": 0, "stale": 0, "missing": 0, "of": 0}
    for line in there:
        if line.of:
            found[line.state.value] += 1
            found["of"] += 1
    return found
