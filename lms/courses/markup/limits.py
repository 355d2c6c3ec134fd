"""How much a page may be: what would take for ever is refused at once, with words."""

import re

from flask_babel import gettext as _

MOST_BYTES = 200_000  # of one lesson's Markdown
DEEPEST = 12  # quotes in quotes
DEEPEST_TAGS = 100  # elements in elements: beyond it every step takes longer than the last
MOST = {  # of what the converter looks for again and again: more of it takes minutes, not moments
    r"\[|\{:": 1000,
    "<": 2000,
    r"^ *(?:#|:|\*\[|!!!)": 500,
    r"\\": 1000,
    r"[*_`]": 10_000,
    r"^ *(?:[-*+]|\d+[.)]) ": 3000,
    r"\n[ \t]*\n": 3000,
}
TAG = re.compile(r"<(/?)(?!(?:br|hr|img|input|link|meta|wbr)\b)[a-z]", re.IGNORECASE)
_QUOTES = re.compile(rf"^ {{0,3}}(?:> ?){{{DEEPEST + 1},}}", re.MULTILINE)


class TooMuch(ValueError):
    """A text that is too long or too deep to be shown. The words are for its author."""


def refuse_too_much(markdown: str) -> None:
    """Raises TooMuch where a text is longer or deeper than a page may be: what can be seen of that
    without making the page."""
    if len(markdown.encode()) > MOST_BYTES:
        words = _("This text is longer than %(most)s KB. Make several lessons of it.", most=200)
        raise TooMuch(words)
    if _QUOTES.search(markdown):
        raise TooMuch(too_deep())
    for sign, most in MOST.items():
        if len(re.findall(sign, markdown, re.MULTILINE)) > most:
            raise TooMuch(too_many())


def too_deep() -> str:
    return _("Quotes, lists or elements stand too deep in one another. Write them flatter.")


def too_many() -> str:
    return _("More links, headings or elements than one page can hold. Make several lessons of it.")


def depth(raw: str) -> int:
    """How deep the elements of an HTML text stand in one another, at most."""
    now = deepest = 0
    for closes in TAG.findall(raw):
        now = max(0, now - 1) if closes else now + 1
        deepest = max(deepest, now)
    return deepest


def open_after(html: str) -> int:
    """How many elements are still open at the end of a piece of clean HTML."""
    return sum(-1 if closes else 1 for closes in TAG.findall(html))
