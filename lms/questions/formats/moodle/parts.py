"""What all questions of Moodle XML have: texts with their files, shares, feedback."""

from collections.abc import Mapping
from fractions import Fraction
from html import escape
from typing import Any
from xml.etree.ElementTree import Element

from flask_babel import gettext as _

from lms.questions.formats.figures import meant, number
from lms.questions.formats.incoming import Incoming, decoded

LINES = ("moodle_auto_format", "plain_text", "markdown")  # where line ends mean something


def value(element: Element, path: str) -> str:
    return (element.findtext(path) or "").strip()


def html_of(element: Element | None) -> str:
    """The text of an element as HTML, whatever it was written in."""
    if element is None:
        return ""
    text = element.findtext("text") or ""
    form = element.get("format", "")
    if form in ("plain_text", "markdown"):
        text = escape(text, quote=False)
    return text.strip().replace("\n", "<br>") if form in LINES else text


def files_of(question: Element) -> Mapping[str, str]:
    """Name -> base64 of every file that stands in a question, whatever text it belongs to."""
    found: dict[str, Element] = {}
    for file in question.iter("file"):
        if file.get("encoding", "base64") == "base64" and file.get("name"):
            found.setdefault(file.get("path", "/").strip("/") + "/" + str(file.get("name")), file)
    return {path.lstrip("/"): file.text or "" for path, file in found.items()}


def source_of(question: Element) -> Any:
    """Brings the bytes of a file of a question by its name."""
    files = files_of(question)

    def source(name: str) -> bytes | None:
        return decoded(files[name.lstrip("/")]) if name.lstrip("/") in files else None

    return source


def share_of(answer: Element) -> Fraction:
    return meant((number(answer.get("fraction")) or Fraction(0)) / 100)


def worth(share: Fraction) -> dict[str, Any]:
    """A share as plain values have it."""
    if share == 1:
        return {"right": True}
    return {"share": str(share)} if share else {}


def share_only(share: Fraction) -> dict[str, Any]:
    """A share where nothing else than being right is the usual."""
    return {} if share == 1 else {"share": str(share)}


def positive(answer: Element, incoming: Incoming) -> Fraction:
    """The share of an answer where none can take away."""
    share = share_of(answer)
    if share < 0:
        incoming.changed(_("A wrong answer takes no points away here."))
    return max(share, Fraction(0))


def feedback_of(answer: Element, incoming: Incoming) -> dict[str, Any]:
    texts = incoming.texts(html_of(answer.find("feedback")))
    return {"feedback": texts} if texts else {}


def yes(element: Element, path: str) -> bool:
    """Moodle writes true and false, or 1 and 0."""
    return value(element, path).lower() in ("true", "1")
