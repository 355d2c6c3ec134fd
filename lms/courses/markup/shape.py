"""Our own steps over the tree of a text, before its headings get their ids."""

import re
from xml.etree.ElementTree import Element

from flask_babel import force_locale
from flask_babel import gettext as _
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from lms.courses.markup import boxes, media
from lms.courses.markup.names import BOXES
from lms.courses.markup.own import Foreign, Marked, words_of
from lms.courses.markup.terms import Terms


class Shape(Extension):
    """All of the steps, at their places among the others."""

    def __init__(self, lang: str, mark: str) -> None:
        super().__init__()
        self.lang = lang
        self.mark = mark  # of what is ours in this page

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the library's name)
        md.inlinePatterns.register(Terms(md, self.mark), "terms", 185)
        md.treeprocessors.register(Foreign(md, self.mark), "foreign", 7)
        md.treeprocessors.register(_Headings(md), "headings", 6.9)
        md.treeprocessors.register(_BoxTitles(md, self.lang), "box titles", 6.8)
        md.treeprocessors.register(media.Pictures(md), "pictures", 6.7)
        md.treeprocessors.register(boxes.Films(md, transcript(self.lang)), "films", 6.6)
        md.treeprocessors.register(media.Links(md), "media", 6.5)
        md.treeprocessors.register(boxes.Tasks(md), "tasks", 6.4)
        md.treeprocessors.register(boxes.Checklists(md), "checklists", 6.3)
        md.treeprocessors.register(Marked(md, self.mark), "marked", 6.2)


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


class _BoxTitles(Treeprocessor):
    """A box that the author gave no title has its kind as one: in the language of the text."""

    def __init__(self, md: Markdown, lang: str) -> None:
        super().__init__(md)
        self.lang = lang

    def run(self, root: Element) -> None:
        for box in root.iter("div"):
            kind, title = words_of(box)[:1], box.find("p")
            if not kind or title is None or title.get("class") != "admonition-title":
                continue
            if title.text == kind[0].capitalize():
                title.text = _box_title(kind[0], self.lang) or title.text


def _box_title(kind: str, lang: str) -> str | None:
    with force_locale(lang.replace("-", "_")):
        titles = (
            _("Note"), _("Tip"), _("Important"), _("Warning"), _("Danger"), _("Example"),
            _("Question"), _("Step by step"), _("Think about it"), _("Film"), _("Task"),
            _("Reflection"),
        )  # fmt: skip
    return dict(zip(BOXES, titles, strict=True)).get(kind)


def transcript(lang: str) -> str:
    with force_locale(lang.replace("-", "_")):
        return _("What is said and shown")
