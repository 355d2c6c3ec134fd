"""Markdown to safe HTML: the page that a lesson shows.

What the author writes goes through Python-Markdown and then through a sanitiser, for Markdown lets
any HTML pass. What comes out has no script, no style, no form and no picture from elsewhere (one
becomes a link to it); its headings start at h2, its ids never meet those of the page around it, and
its tables scroll by themselves on a narrow screen.
"""

import re
from html import unescape
from xml.etree.ElementTree import Element

import nh3
from flask_babel import force_locale
from flask_babel import gettext as _
from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.admonition import AdmonitionExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension, slugify_unicode
from markdown.treeprocessors import Treeprocessor

MOST_BYTES = 200_000  # of one lesson's Markdown
DEEPEST = 12  # quotes in quotes
DEEPEST_TAGS = 100  # elements in elements: beyond it every step takes longer than the last
MOST = {  # of what the converter looks for again and again: more of it takes minutes, not moments
    r"\[|\{:": 1000,
    "<": 2000,
    r"^ *(?:#|:|\*\[)": 500,
}
BOXES = ("note", "tip", "important", "warning", "danger", "example", "question")

TAGS = set(
    """
    p h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre code em strong b i u s del ins sup sub br hr a
    table caption thead tbody tfoot tr th td abbr div span bdi kbd q cite small mark details summary
    ruby rt rp
    """.split()  # noqa: SIM905 (a list of words is read as one)
)
ATTRIBUTES = {
    "*": {"id", "lang", "dir"},
    "a": {"href"},
    "div": {"class"},
    "p": {"class"},
    "abbr": {"title"},
    "ol": {"start"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
}
CLASSES = {"div": {"admonition", *BOXES}, "p": {"admonition-title"}}
SCHEMES = {"http", "https", "mailto"}
_TAG = re.compile(r"<(/?)(?!(?:br|hr|img|input|link|meta|wbr)\b)[a-z]", re.IGNORECASE)
_ID = re.compile(r"[\w:.-]{1,100}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}")
_QUOTES = re.compile(rf"^ {{0,3}}(?:> ?){{{DEEPEST + 1},}}", re.MULTILINE)


class TooMuch(ValueError):
    """A text that is too long or too deep to be shown. The words are for its author."""


def render(markdown: str, lang: str) -> str:
    """The safe HTML of a Markdown text in the language `lang` (a code: "sl", "fa-AF").

    Every id begins with "text-" and the language. Raises TooMuch where the text has more than
    `MOST_BYTES`, or quotes, lists or elements in one another beyond reason.
    """
    refuse_too_much(markdown)
    try:
        raw = _converter(lang).convert(markdown)
    except RecursionError:
        raise TooMuch(too_deep()) from None
    if _depth(raw) > DEEPEST_TAGS:
        raise TooMuch(too_deep())
    return _finished(_Cleaning(f"text-{lang}-").clean(raw))


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
        _Shape(lang),
    ]  # fmt: skip
    return Markdown(extensions=extensions, output_format="html")


class _Shape(Extension):
    """Our own steps over the tree, before the table of contents gives the headings their ids."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self.lang = lang

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the library's name)
        md.treeprocessors.register(_Headings(md), "headings", 6)
        md.treeprocessors.register(_Pictures(md), "pictures", 6)
        md.treeprocessors.register(_BoxTitles(md, self.lang), "box titles", 6)


class _Headings(Treeprocessor):
    """The page has its h1: the text's highest heading becomes h2, and none skips a level."""

    def run(self, root: Element) -> None:
        headings = [part for part in root.iter() if re.fullmatch("h[1-6]", str(part.tag))]
        levels = [int(heading.tag[1]) for heading in headings]
        shift = 2 - min(levels, default=2)
        before = 1
        for heading, level in zip(headings, levels, strict=True):
            before = min(level + shift, before + 1, 6)
            heading.tag = f"h{before}"


class _Pictures(Treeprocessor):
    """A picture is somewhere else: its words become a link to it."""

    def run(self, root: Element) -> None:
        for picture in root.iter("img"):
            address = picture.get("src", "")
            picture.tag, picture.text = "a", picture.get("alt") or address
            picture.attrib.clear()
            picture.set("href", address)
        _flatten_links(root)


def _flatten_links(root: Element) -> None:
    """A link in a link (a picture that was one) keeps its words only."""
    for outer in root.iter("a"):
        for inner in [part for part in outer.iter("a") if part is not outer]:
            inner.tag = "span"
            inner.attrib.clear()


class _BoxTitles(Treeprocessor):
    """A box that the author gave no title has its kind as one: in the language of the text."""

    def __init__(self, md: Markdown, lang: str) -> None:
        super().__init__(md)
        self.lang = lang

    def run(self, root: Element) -> None:
        for box in root.iter("div"):
            kind, title = (
                box.get("class", "").removeprefix("admonition ").split(" ")[0],
                box.find("p"),
            )
            if title is None or title.get("class") != "admonition-title":
                continue
            if title.text == kind.capitalize():
                title.text = _box_title(kind, self.lang) or title.text


def _box_title(kind: str, lang: str) -> str | None:
    with force_locale(lang.replace("-", "_")):
        titles = (
            _("Note"), _("Tip"), _("Important"), _("Warning"), _("Danger"), _("Example"),
            _("Question"),
        )  # fmt: skip
    return dict(zip(BOXES, titles, strict=True)).get(kind)


def _depth(raw: str) -> int:
    """How deep the elements of an HTML text stand in one another, at most."""
    depth = deepest = 0
    for closes in _TAG.findall(raw):
        depth = max(0, depth - 1) if closes else depth + 1
        deepest = max(deepest, depth)
    return deepest


class _Cleaning:
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
        if name == "lang":
            return value if _LANGUAGE.fullmatch(value) else None
        return value if name != "dir" or value in ("ltr", "rtl", "auto") else None

    def aimed(self, link: re.Match) -> str:
        return link[0] if unescape(link[2]) in self.ids else link[1]


def _finished(html: str) -> str:
    """Column heads without words are cells, figures stand at the end of theirs, tables scroll."""
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
