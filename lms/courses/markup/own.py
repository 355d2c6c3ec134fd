"""What in a page only the renderer makes: the classes and attributes by which it is dressed.

An author may write any HTML, and any attribute behind a word. So what our steps make carries a mark
that is new for each page, and the sanitiser takes away whatever is ours and does not carry it.
"""

import secrets
from abc import ABC, abstractmethod
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from lms.courses.markup.names import BOXES

CLASSES: dict[str, set[str]] = {
    "div": {"slot", "video", "task", "reflection"},
    "p": {"film"},
    "a": {"media", "alone", "last", "term", "bare", "foreign"},
    "figure": {"picture"},
    "ul": {"checklist"},
    "ol": {"checklist"},
    "label": {"check"},
    "details": {"transcript"},
}
DATA = {"data-term", "data-kind", "data-key", "data-flags"}


def new_mark() -> str:
    return f"{secrets.token_hex(8)}-"


def words_of(box: Element) -> list[str]:
    """The words after "!!!" of a box; none where it is no box."""
    words = box.get("class", "").split()
    return words[1:] if words[:1] == ["admonition"] else []


class Step(Treeprocessor, ABC):
    """A step over all elements of a text. `mark` is that of its page."""

    def __init__(self, md: Markdown, mark: str) -> None:
        super().__init__(md)
        self.mark = mark

    def run(self, root: Element) -> None:
        for part in root.iter():
            self.look(part)

    @abstractmethod
    def look(self, part: Element) -> None:
        """What the step does to one element."""


class Foreign(Step):
    """Before our steps: what an author wrote as if it were ours is gone ("{: .film }")."""

    def look(self, part: Element) -> None:
        words = part.get("class", "").split()
        ours = CLASSES.get(part.tag, set())
        if not words_of(part) and ours.intersection(words):
            part.set("class", " ".join(word for word in words if word not in ours))
        for name in DATA.intersection(part.keys()):
            if not part.get(name, "").startswith(self.mark):
                del part.attrib[name]


class Marked(Step):
    """After our steps: what is ours says so. A box keeps its first word: it is its kind."""

    def look(self, part: Element) -> None:
        words = part.get("class", "").split()
        if kinds := words_of(part):
            words = ["admonition", *(kind for kind in kinds[:1] if kind in BOXES)]
        if words:
            ours = CLASSES.get(part.tag, set())
            part.set(
                "class", " ".join(self.mark + word if word in ours else word for word in words)
            )
        for name in DATA.intersection(part.keys()):
            part.set(name, self.mark + part.get(name, "").removeprefix(self.mark))
