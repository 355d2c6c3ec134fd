"""Text of several lines as people type it: what is kept of it, and how a page shows it."""

import re

from markupsafe import Markup, escape

# a sign that turns the words around it can make a text say what it does not; no text needs one
TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029\x0b\x0c\x85]")
GAP = re.compile(r"\n{3,}")
ADDRESS = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]}]")


def tidy(text: str | None) -> str | None:
    """A filter for texts of several lines: one kind of line end, two empty lines at most together,
    no control signs, nothing that turns the direction of other words."""
    if not text:
        return text
    text = CONTROL.sub("", LINE_ENDS.sub("\n", TURNS.sub("", text)))
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    return GAP.sub("\n\n", lines).strip("\n").rstrip()


def one_direction(text: str | None) -> str | None:
    """A filter for texts of one line: without what turns the direction of other words."""
    return TURNS.sub("", text) if text else text


def typed(text: str | None) -> Markup:
    """Paragraphs and line ends as they were typed, each paragraph in its own direction. Whole
    addresses of pages are links that no search engine follows; everything else is text."""
    paragraphs = (part for part in re.split(r"\n\s*\n", text or "") if part.strip())
    return Markup("\n").join(
        Markup('<p dir="auto">{}</p>').format(lines(part.strip("\n"))) for part in paragraphs
    )


def lines(text: str) -> Markup:
    return Markup("<br>\n").join(linked(line) for line in text.split("\n"))


def linked(line: str) -> Markup:
    made, last = Markup(""), 0
    for found in ADDRESS.finditer(line):
        link = Markup('<a href="{0}" rel="nofollow noopener ugc"><bdi>{0}</bdi></a>')
        made += escape(line[last : found.start()]) + link.format(found[0])
        last = found.end()
    return made + escape(line[last:])


def beginning(text: str | None, most: int = 200) -> str:
    """The first words of a text in one line, cut at a word."""
    line = " ".join((text or "").split())
    if len(line) <= most:
        return line
    return line[:most].rsplit(" ", 1)[0] + " …"
