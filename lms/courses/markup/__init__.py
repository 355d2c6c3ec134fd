"""Markdown to safe HTML: the page that a lesson shows.

What the author writes goes through Python-Markdown and then through a sanitiser, for Markdown lets
any HTML pass. What comes out has no script, no style, no form and no picture from elsewhere (one
becomes a link to it); its headings start at h2, its ids never meet those of the page around it, and
its tables scroll by themselves on a narrow screen.
"""

import hashlib
import re

from flask_babel import gettext as _
from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.admonition import AdmonitionExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension, slugify_unicode

from lms.courses import blocks
from lms.courses.markup.cleaning import Cleaning, finished
from lms.courses.markup.shape import Shape

VERSION = 1  # of this renderer: what was made by another is made anew
MOST_BYTES = 200_000  # of one lesson's Markdown
DEEPEST = 12  # quotes in quotes
DEEPEST_TAGS = 100  # elements in elements: beyond it every step takes longer than the last
MOST = {  # of what the converter looks for again and again: more of it takes minutes, not moments
    r"\[|\{:": 1000,
    "<": 2000,
    r"^ *(?:#|:|\*\[)": 500,
}

_TAG = re.compile(r"<(/?)(?!(?:br|hr|img|input|link|meta|wbr)\b)[a-z]", re.IGNORECASE)
_MARK = "\ue000", "\ue001"  # around a block's number: private signs, which no text keeps
_PRIVATE = re.compile("[\ue000\ue001]")
_QUOTES = re.compile(rf"^ {{0,3}}(?:> ?){{{DEEPEST + 1},}}", re.MULTILINE)


class TooMuch(ValueError):
    """A text that is too long or too deep to be shown. The words are for its author."""


def render(markdown: str, lang: str) -> str:
    """The safe HTML of a Markdown text in the language `lang` (a code: "sl", "fa-AF").

    Every id begins with "text-" and the language. Raises TooMuch where the text has more than
    `MOST_BYTES`, or quotes, lists or elements in one another beyond reason.
    """
    return "\n".join(filter(None, render_blocks(markdown, lang)))


def render_blocks(markdown: str, lang: str) -> list[str]:
    """The safe HTML of each block of a text (lms/courses/blocks.py), as `render` makes it.

    The text is rendered as one: notes, abbreviations and the levels of headings go across its
    blocks. A block that only says something about others has no HTML; where an element goes over
    several blocks, the first of them has it all.
    """
    markdown = _PRIVATE.sub("", markdown)
    refuse_too_much(markdown)
    parts = blocks.split(markdown)
    marked = "".join(
        f"{part}\n\n{_MARK[0]}{place}{_MARK[1]}\n\n" for place, part in enumerate(parts)
    )
    try:
        raw = _converter(lang).convert(marked)
    except RecursionError:
        raise TooMuch(too_deep()) from None
    if _depth(raw) > DEEPEST_TAGS:
        raise TooMuch(too_deep())
    return _parted(finished(Cleaning(f"text-{lang}-").clean(raw)), len(parts))


def page_key(markdown: str, lang: str) -> str:
    """What the page of a text is known by: the renderer that makes it, and the text's SHA-256."""
    words = f"{lang}\n{markdown}".encode()
    return f"{VERSION}:{hashlib.sha256(words).hexdigest()}"


def is_current(page: str) -> bool:
    """Whether a page with this key was made by this renderer."""
    return page.startswith(f"{VERSION}:")


def _parted(html: str, count: int) -> list[str]:
    """The HTML between the marks, one for each of `count` blocks; notes go with the last."""
    found = dict.fromkeys(range(count), "")
    pieces = re.split(rf"<p>{_MARK[0]}(\d+){_MARK[1]}</p>", html)
    waiting, since = "", 0
    for piece, place in zip(pieces[::2], [*map(int, pieces[1::2]), count - 1], strict=True):
        waiting += _PRIVATE.sub("", re.sub(rf"{_MARK[0]}\d+{_MARK[1]}", "", piece))
        if _open_after(waiting) == 0:
            at = since if since <= place else place
            found[at] = "\n".join(filter(None, [found[at], waiting.strip()])) if count else ""
            waiting, since = "", min(place + 1, count - 1)
    return list(found.values())


def _open_after(html: str) -> int:
    """How many elements are still open at the end of a piece of clean HTML."""
    return sum(-1 if closes else 1 for closes in _TAG.findall(html))


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


def _converter(lang: str) -> Markdown:
    extensions: list[str | Extension] = [
        "abbr", "attr_list", "def_list", "fenced_code", "sane_lists",
        TableExtension(use_align_attribute=True),
        FootnoteExtension(BACKLINK_TITLE=""),
        TocExtension(permalink=False, slugify=slugify_unicode),
        AdmonitionExtension(),
        Shape(lang),
    ]  # fmt: skip
    return Markdown(extensions=extensions, output_format="html")


def _depth(raw: str) -> int:
    """How deep the elements of an HTML text stand in one another, at most."""
    depth = deepest = 0
    for closes in _TAG.findall(raw):
        depth = max(0, depth - 1) if closes else depth + 1
        deepest = max(deepest, depth)
    return deepest
