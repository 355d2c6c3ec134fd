"""What may stay of a page: the sanitiser, and what it leaves to us."""

import re
from collections.abc import Callable, Iterator
from html import unescape

import nh3

from lms.courses.markup import own
from lms.courses.markup.names import BOXES, FLAGS, KEY, TERM, media_name

TAGS = set(
    """
    p h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre code em strong b i u s del ins sup sub br hr a
    table caption thead tbody tfoot tr th td abbr div span bdi kbd q cite small mark details summary
    ruby rt rp img figure figcaption label
    """.split()  # noqa: SIM905 (a list of words is read as one)
)
ATTRIBUTES = {
    "*": {"id", "lang", "dir"},
    "a": {"href", "class", "data-term"},
    "img": {"src", "alt", "class"},
    "figure": {"class"},
    "ul": {"class"},
    "label": {"class"},
    "details": {"class"},
    "div": {"class", "data-kind", "data-key", "data-flags"},
    "p": {"class"},
    "abbr": {"title"},
    "ol": {"start", "class"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
}
CLASSES = {  # beside what is ours
    "div": {"admonition", *BOXES} - own.CLASSES["div"],
    "p": {"admonition-title"},
    "img": {"decorative"},
}
SCHEMES = {"http", "https", "mailto"}
_TABLE = re.compile(r"<(/?)table\b[^>]*>")
_IN_TAG = r"""(?:[^>"]|"[^"]*")"""
_ID = re.compile(r"[\w:.-]{1,100}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}")
_SHAPES: dict[str, Callable[[str], object]] = {  # what these attributes may say
    "lang": _LANGUAGE.fullmatch,
    "src": media_name,
    "data-term": TERM.fullmatch,
    "data-key": KEY.fullmatch,
    "data-kind": FLAGS.get,
    "data-flags": re.compile(r"[a-z ]*").fullmatch,
}


class Cleaning:
    """One text through the sanitiser; knows which ids the text has used. `mark` is what stands
    before what is ours (lms/courses/markup/own.py)."""

    def __init__(self, prefix: str, mark: str) -> None:
        self.prefix = prefix
        self.mark = mark
        self.ids: set[str] = set()

    def clean(self, raw: str) -> str:
        """The text with what is allowed and nothing else; links into nowhere lose their address."""
        html = nh3.clean(
            raw,
            tags=TAGS,
            clean_content_tags={"script", "style", "template", "noscript", "iframe", "object"},
            attributes=ATTRIBUTES,
            attribute_filter=self.filtered,
            url_schemes=SCHEMES,
            link_rel="noopener",
        )
        return re.sub(r'(<a\b[^>]*?) href="#([^"]*)"', self.aimed, html)

    def filtered(self, tag: str, name: str, value: str) -> str | None:
        """An attribute's value as it may stay, or None."""
        if name == "id":
            fresh = _ID.fullmatch(value) and self.prefix + value not in self.ids
            self.ids.add(self.prefix + value)
            return self.prefix + value if fresh else None
        if name == "href":
            return f"#{self.prefix}{value[1:]}" if value.startswith("#") else value or None
        if name == "class":
            return " ".join(self.classes(tag, value)) or None
        if name in own.DATA:
            if not value.startswith(self.mark):
                return None
            value = value.removeprefix(self.mark)
        if name in _SHAPES:
            return value if _SHAPES[name](value) else None
        return value if name != "dir" or value in ("ltr", "rtl", "auto") else None

    def classes(self, tag: str, value: str) -> Iterator[str]:
        for part in value.split():
            word = part.removeprefix(self.mark)
            if word in (CLASSES if word == part else own.CLASSES).get(tag, ()):
                yield word

    def aimed(self, link: re.Match) -> str:
        return link[0] if unescape(link[2]) in self.ids else link[1]


def finished(html: str) -> str:
    """Column heads without words are cells, figures stand at the end of theirs, tables scroll; a
    picture that may not be shown is gone."""
    html = re.sub(rf"<img(?!{_IN_TAG}* src=){_IN_TAG}*>", "", html)
    html = re.sub(r"<th([^>]*)>\s*</th>", r"<td\1></td>", html)
    html = re.sub(r'<(t[hd])([^>]*) align="right"', r'<\1\2 class="n"', html)
    html = re.sub(r'<(t[hd])([^>]*) align="[^"]*"', r"<\1\2", html)
    names: list[str] = []
    return "".join(
        _scrolling(piece, names) if piece.startswith("<table") else piece for piece in _tables(html)
    )


def _tables(html: str) -> Iterator[str]:
    """The pieces of a page: each table with what is in it, tables too; and what is between them."""
    depth = since = 0
    for tag in _TABLE.finditer(html):
        before, depth = depth, depth + (-1 if tag[1] else 1)
        if 0 in (before, depth):
            at = tag.end() if before else tag.start()
            yield html[since:at]
            since = at
    yield html[since:]


def _scrolling(table: str, names: list[str]) -> str:
    """A table in a box of its own, reached by keyboard, named after its columns."""
    columns = [re.sub(r"<[^>]+>", "", column) for column in re.findall(r"<th.*?</th>", table)]
    name = ", ".join(column.strip() for column in columns if column.strip()) or "1"
    names.append(name)
    if (count := names.count(name)) > 1:
        name = f"{name} ({count})"
    label = name.replace('"', "&quot;")
    return f'<div class="scroll" tabindex="0" role="group" aria-label="{label}">{table}</div>'
