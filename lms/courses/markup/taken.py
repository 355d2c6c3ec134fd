"""HTML of a text that nobody sees: the sanitiser takes it out, and its author is told."""

import re
from collections.abc import Iterator, Sequence

from flask_babel import gettext as _

from lms.courses import blocks
from lms.courses.markup.cleaning import ATTRIBUTES, TAGS
from lms.courses.markup.problems import Problem

MOST = 30  # notes of one text
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_TAG = re.compile(r"(?<!\\)<([a-z][a-z0-9-]*)((?:\s[^<>]*)?)/?>", re.I)
_ATTRIBUTE = re.compile(r"""([a-z][\w:-]*)\s*(?:=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?""", re.I)
_LIST = re.compile(r"\{:([^{}\n]*)\}")
_STYLED = re.compile(r"(?<![\w-])(style|on[a-z]+)\s*=", re.I)


def taken_out(markdown: str, html: Sequence[str]) -> list[Problem]:
    """What of a text, whose blocks are shown as `html`, is not shown, by line. It does not stop a
    publication."""
    if "<" not in markdown and "{:" not in markdown:
        return []
    lines, at, found = markdown.split("\n"), 0, []
    for block, shown in zip(blocks.split(markdown), html, strict=False):
        while at < len(lines) and not lines[at].strip():
            at += 1
        text = _without_code(block)
        for place, tag in [*_tags(text, shown), *_attributes(text)]:
            line = at + 1 + text.count("\n", 0, place)
            found.append(Problem(line, _("this HTML is taken out: %(html)s", html=tag)))
        at += block.count("\n") + 1
    return sorted(set(found))[:MOST]


def _without_code(block: str) -> str:
    """The block with code blanked, every line in its place."""
    fence, kept = "", []
    for line in block.split("\n"):
        before, fence = fence, blocks.fence_after(fence, line)
        kept.append("" if before or fence else line)
    return _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), "\n".join(kept))


def _tags(text: str, shown: str) -> Iterator[tuple[int, str]]:
    """Elements that may not stay, and attributes of those that may. What is shown as code stays."""
    for tag in _TAG.finditer(text):
        name = tag[1].lower()
        if f"&lt;{name}" in shown.lower():
            continue
        if name not in TAGS:
            yield tag.start(), f"<{name}>"
            continue
        allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(name, set())
        for attribute in _ATTRIBUTE.findall(tag[2]):
            if attribute.lower() not in allowed:
                yield tag.start(), f"<{name} {attribute.lower()}>"


def _attributes(text: str) -> Iterator[tuple[int, str]]:
    """Style and handlers in an attribute list: {: style="…"}."""
    for part in _LIST.finditer(text):
        for name in _STYLED.findall(part[1]):
            yield part.start(), f"{name.lower()}="
