"""What a reader sees of a lesson, block by block: its words, and those of a second language.

A translation is shown as far as it goes. A block that it lacks is there in the source language, so
nobody meets an empty page; one that the source has no more is not shown. Pure: no database.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from lms.courses.blocks import State, aligned, stands_alone


class Page(NamedTuple):
    """A text as it is kept (LessonText.blocks): each block has `id`, `of` and `html`."""

    language: str
    blocks: Sequence[Mapping]

    @property
    def names(self) -> list[str]:
        return [block["id"] for block in self.blocks]

    @property
    def links(self) -> list[str | None]:
        return [block["of"] for block in self.blocks]

    @property
    def is_empty(self) -> bool:
        return not any(block["html"] for block in self.blocks)


class Words(NamedTuple):
    """The HTML of a block, and its language."""

    language: str
    html: str


class Block(NamedTuple):
    """A block as it is read.

    `name` is the digest of the source's block, or its own where the source has none: what places,
    notes and addresses call it. A second block with the same words has none.
    """

    name: str | None
    words: Words
    beside: Words | None
    is_missing: bool  # it is not there in the language of the page
    begins_gap: bool  # the first of some that are missing


class Reading(NamedTuple):
    """A lesson in a language. `whole` is the text beside it, where its blocks belong to none."""

    language: str
    blocks: list[Block]
    whole: list[Words]

    @property
    def missing(self) -> list[Block]:
        return [block for block in self.blocks if block.is_missing]

    @property
    def has_beside(self) -> bool:
        """Whether some block can be read in a second language, too."""
        return any(block.beside for block in self.blocks)


class _Row(NamedTuple):
    """A block of the page, and its place in the source (none: it has none there)."""

    name: str
    words: Words
    source: int | None


def composed(pages: Mapping[str, Page], source: str | None, shown: str, beside: str) -> Reading:
    """The lesson in the language `shown`, with the words of `beside` ("": none) at each block.

    Blocks come in the order of the source. A text that is tied to no source stands as it is.
    """
    base, page, other = pages.get(source or ""), pages[shown], pages.get(beside)
    if base is None or page is base or _stands_alone(page):
        rows = _own(page, tied=page is base)
    else:
        rows = _translated(base, page)
    second: dict[int, Words] = {}
    whole: list[Words] = []
    if other and base and any(row.source is not None for row in rows) and not _alone(other, base):
        second = _by_source(base, other)
    elif other:
        whole = [Words(beside, block["html"]) for block in other.blocks if block["html"]]
    return Reading(shown, list(_blocks(rows, second, shown)), whole)


def _stands_alone(page: Page) -> bool:
    """A text of which nothing can be seen is no text: all of it is missing."""
    return not page.is_empty and stands_alone(page.links)


def _alone(other: Page, base: Page) -> bool:
    return other is not base and _stands_alone(other)


def _own(page: Page, *, tied: bool) -> list[_Row]:
    return [
        _Row(block["id"], Words(page.language, block["html"]), place if tied else None)
        for place, block in enumerate(page.blocks)
    ]


def _translated(base: Page, page: Page) -> list[_Row]:
    """The blocks of a translation, and those of the source that it lacks."""
    rows = []
    for state, source, text in aligned(base.names, page.links):
        if state == State.LEFT:
            continue
        block = page.blocks[text] if text is not None else base.blocks[source or 0]
        language = page.language if text is not None else base.language
        name = base.names[source] if source is not None else block["id"]
        rows.append(_Row(name, Words(language, block["html"]), source))
    return rows


def _by_source(base: Page, other: Page) -> dict[int, Words]:
    """Place in the source -> the words of another language."""
    if other is base:
        return {n: Words(base.language, block["html"]) for n, block in enumerate(base.blocks)}
    return {
        pair.source: Words(other.language, other.blocks[pair.text]["html"])
        for pair in aligned(base.names, other.links)
        if pair.source is not None and pair.text is not None
    }


def _blocks(rows: Sequence[_Row], second: Mapping[int, Words], shown: str) -> Iterable[Block]:
    """What can be seen of the rows; each name once."""
    named: set[str] = set()
    in_gap = False
    for name, words, source in rows:
        if not words.html:
            continue
        is_missing = words.language != shown
        beside = second.get(source) if source is not None else None
        if beside and (beside.language == words.language or not beside.html):
            beside = None
        only = name if name not in named else None
        named.add(name)
        yield Block(only, words, beside, is_missing, is_missing and not in_gap)
        in_gap = is_missing
