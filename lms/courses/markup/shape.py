"""Our own steps over the tree of a text, before its headings get their ids."""

import re
from xml.etree.ElementTree import Element

from flask_babel import force_locale
from flask_babel import gettext as _
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

BOXES = ("note", "tip", "important", "warning", "danger", "example", "question")


class Shape(Extension):
    """All of the steps, at their places among the others."""

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
