"""Words of the glossary in a text: [[pin-code]], or with other words: [[pin-code|your PIN]]."""

import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from lms.courses.markup.names import TERM

# in a table the sign between needs a backslash: [[pin-code\|your PIN]]
_PATTERN = r"(?<!\\)\[\[([a-z0-9-]{1,80})(?:\\?\|([^\[\]|\n]{1,200}))?\]\]"


class Terms(InlineProcessor):
    """A term becomes a link without an address: the page that shows it knows where it leads."""

    def __init__(self, md: Markdown, mark: str) -> None:
        super().__init__(_PATTERN, md)
        self.mark = mark

    def handleMatch(  # type: ignore[override]  # noqa: N802 (the library's name)
        self, m: re.Match[str], data: str
    ) -> Any:
        slug, words = m[1], (m[2] or "").strip()
        if not TERM.fullmatch(slug):
            return None, None, None
        classes = [self.mark + name for name in ("term", *(() if words else ("bare",)))]
        link = Element("a", {"class": " ".join(classes), "data-term": self.mark + slug})
        link.text = words or AtomicString(slug.replace("-", " "))
        return link, m.start(0), m.end(0)
