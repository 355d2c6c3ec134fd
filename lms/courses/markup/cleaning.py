"""What may stay of a page: the sanitiser, and what it leaves to us."""

import re
from collections.abc import Callable
from html import unescape

import nh3

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
CLASSES = {
    "div": {"admonition", "slot", *BOXES},
    "p": {"admonition-title", "film"},
    "a": {"media", "alone", "last", "term", "bare", "foreign"},
    "img": {"decorative"},
    "figure": {"picture"},
    "ul": {"checklist"},
    "ol": {"checklist"},
    "label": {"check"},
    "details": {"transcript"},
}
SCHEMES = {"http", "https", "mailto"}
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
    """One text through the sanitiser; knows which ids the text has used."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
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
            return " ".join(part for part in value.split() if part in CLASSES[tag]) or None
        if name in _SHAPES:
            return value if _SHAPES[name](value) else None
        return value if name != "dir" or value in ("ltr", "rtl", "auto") else None

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
    return re.sub(
        r"<table\b.*?</table>", lambda found: _scrolling(found[0], names), html, flags=re.DOTALL
    )


def _scrolling(table: str, names: list[str]) -> str:
    """A table in a box of its own, reached by keyboard, named after its columns."""
    columns = [re.sub(r"<[^>]+>", "", column) for column in re.findall(r"<th.*?</th>", table)]
    name = ", ".join(column.strip() for column in columns if column.strip()) or "1"
    names.append(name)
    if (count := names.count(name)) > 1:
        name = f"{name} ({count})"
    label = name.replace('"', "&quot;")
    return f'<div class="scroll" tabindex="0" role="group" aria-label="{label}">{table}</div>'
