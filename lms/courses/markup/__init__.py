"""Markdown to safe HTML: the page that a lesson shows.

What the author writes goes through Python-Markdown and then through a sanitiser, for Markdown lets
any HTML pass. What comes out has no script, no style, no form and no picture from elsewhere (one
becomes a link to it); its headings start at h2, its ids never meet those of the page around it, and
its tables scroll by themselves on a narrow screen.

The page depends on the Markdown and on nothing else, so it can be kept. What the course has beside
its words (pictures, sound, terms, tasks, ticks) is named in it, and put there when it is shown:
lms/courses/dress.

names       what can be named, and how
limits      how much a page may be
shape, terms, media, boxes      our steps over the tree of a text
own         what only these steps can make
tasks       the tasks of a page
cleaning    the sanitiser
used        what a page needs from elsewhere
problems    what an author has to mend
taken       what of their HTML is not shown: said to them, no more
"""

import hashlib
import re
from collections.abc import Collection
from itertools import count
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.admonition import AdmonitionExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension, slugify_unicode

from lms.courses import blocks
from lms.courses.markup.cleaning import Cleaning, finished
from lms.courses.markup.limits import (
    DEEPEST_TAGS,
    MOST_BYTES,
    TooMuch,
    depth,
    open_after,
    refuse_too_much,
    too_deep,
)
from lms.courses.markup.names import MEDIA, TERM, film_host, is_captions, media_name
from lms.courses.markup.own import new_mark
from lms.courses.markup.problems import Problem, problems_of, turned, unknown
from lms.courses.markup.shape import Shape
from lms.courses.markup.taken import taken_out
from lms.courses.markup.used import uses_of

__all__ = [
    "MEDIA",
    "MOST_BYTES",
    "TERM",
    "Problem",
    "TooMuch",
    "film_host",
    "is_captions",
    "is_current",
    "media_name",
    "page_key",
    "problems",
    "problems_of",
    "refuse_too_much",
    "render",
    "render_blocks",
    "taken_out",
    "turned",
    "unknown",
    "uses",
    "uses_of",
]

VERSION = 3  # of this renderer: what was made by another is made anew
_MARK = "\ue000", "\ue001"  # around a block's number: private signs, which no text keeps
_PRIVATE = re.compile("[\ue000\ue001]")
_LABEL = re.compile('<label class="check">')


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
    mark = new_mark()
    try:
        raw = _converter(lang, mark).convert(marked)
    except RecursionError:
        raise TooMuch(too_deep()) from None
    if depth(raw) > DEEPEST_TAGS:
        raise TooMuch(too_deep())
    clean = finished(Cleaning(f"text-{lang}-", mark).clean(raw))
    return [_numbered(part) for part in _parted(clean, len(parts))]


def problems(
    markdown: str,
    lang: str,
    terms: Collection[str] | None = None,
    media: Collection[str] | None = None,
) -> list[Problem]:
    """What has to be mended in a text, by line; see `problems_of` and `unknown`."""
    try:
        html = render_blocks(markdown, lang)
    except TooMuch as error:
        return [Problem(1, str(error))]
    return sorted([*problems_of(markdown, html), *unknown(markdown, terms, media)])


def uses(markdown: str, lang: str) -> dict[str, list[Any]]:
    """What a text needs from elsewhere; see `uses_of`. Raises TooMuch."""
    return uses_of(markdown, render_blocks(markdown, lang))


def page_key(markdown: str, lang: str) -> str:
    """What the page of a text is known by: the renderer that makes it, and the text's SHA-256."""
    words = f"{lang}\n{markdown}".encode()
    return f"{VERSION}:{hashlib.sha256(words).hexdigest()}"


def is_current(page: str) -> bool:
    """Whether a page with this key was made by this renderer."""
    return page.startswith(f"{VERSION}:")


def _parted(html: str, total: int) -> list[str]:
    """The HTML between the marks, one for each of `total` blocks; notes go with the last."""
    found = dict.fromkeys(range(total), "")
    pieces = re.split(rf"<p>{_MARK[0]}(\d+){_MARK[1]}</p>", html)
    waiting, since = "", 0
    for piece, place in zip(pieces[::2], [*map(int, pieces[1::2]), total - 1], strict=True):
        waiting += _PRIVATE.sub("", re.sub(rf"{_MARK[0]}\d+{_MARK[1]}", "", piece))
        if open_after(waiting) == 0:
            at = since if since <= place else place
            found[at] = "\n".join(filter(None, [found[at], waiting.strip()])) if total else ""
            waiting, since = "", min(place + 1, total - 1)
    return list(found.values())


def _numbered(html: str) -> str:
    """The items to tick of a block have numbers from 1, and a slot for the form that keeps them."""
    numbers = count(1)
    html, found = _LABEL.subn(lambda _: f'<label class="check" data-item="{next(numbers)}">', html)
    return f'{html}\n<div class="slot ticks"></div>' if found else html


def _converter(lang: str, mark: str) -> Markdown:
    extensions: list[str | Extension] = [
        "abbr", "attr_list", "def_list", "fenced_code", "sane_lists",
        TableExtension(use_align_attribute=True),
        FootnoteExtension(BACKLINK_TITLE=""),
        TocExtension(permalink=False, slugify=slugify_unicode),
        AdmonitionExtension(),
        Shape(lang, mark),
    ]  # fmt: skip
    return Markdown(extensions=extensions, output_format="html")
