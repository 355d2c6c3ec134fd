"""XML from strangers: nothing is looked up elsewhere, nothing is expanded, and it has an end."""

import re
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from flask_babel import gettext as _

from lms.questions.formats.found import Unreadable

DEEPEST, MOST_ELEMENTS, MOST_SIGNS = 100, 500_000, 3_000_000  # signs: every "<", also in texts
NAMED = re.compile(rb"""\A\s*<\?xml[^>]{0,200}encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})""")


def tree(content: bytes) -> Element:
    """The root of an XML file. Raises Unreadable where it is none, where it defines entities or
    refers to other files, and where it is deeper or larger than any file of questions."""
    if content.count(b"<") > MOST_SIGNS:  # before it takes any memory
        raise Unreadable(_too_large())
    try:
        root = ElementTree.fromstring(content.lstrip(), forbid_dtd=True)
    except DefusedXmlException:
        raise Unreadable(
            _(
                "This XML has a DOCTYPE, which can define entities or call in other files. "
                "Such files are not read. Export it again without one."
            )
        ) from None
    except (ParseError, ValueError, LookupError) as error:
        raise Unreadable(_fault(content, error)) from None
    _measure(root)
    return root


def _fault(content: bytes, error: Exception) -> str:
    """What is wrong, for who has to put it right."""
    named = NAMED.match(content.removeprefix(b"\xef\xbb\xbf"))
    encoding = named[1].decode() if named else "UTF-8"
    if not content.strip():
        return _("This file is empty.")
    if not _fits(content, encoding):
        return _(
            "The letters of this XML are not written in %(encoding)s, as it says. "
            "Save it as UTF-8 and try again.",
            encoding=encoding,
        )
    line = error.position[0] if isinstance(error, ParseError) else 1
    return _("This is no complete XML: it breaks off or has a fault in line %(line)s.", line=line)


def _fits(content: bytes, encoding: str) -> bool:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    try:
        content.decode(encoding)
    except (UnicodeError, LookupError):
        return False
    # expat reads these and what has one byte for a letter, nothing else
    return encoding.lower().startswith(("utf-8", "utf-16", "utf8", "us-ascii", "iso-", "windows-"))


def _measure(root: Element) -> None:
    """Without recursion: what is too deep for that is just what is looked for."""
    level, depth, count = [root], 0, 0
    while level:
        depth, count = depth + 1, count + len(level)
        if depth > DEEPEST or count > MOST_ELEMENTS:
            raise Unreadable(_too_large())
        level = [child for element in level for child in element]


def _too_large() -> str:
    return _("This XML is nested too deep or is too large to be questions.")


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]
