"""The tasks in a lesson's text: boxes whose readers hand something in.

!!! task [file] [peer] key "Title"
!!! reflection [peer] key "Title"
"""

import re
from collections.abc import Sequence
from typing import TypedDict

from lms.courses import blocks
from lms.courses.markup.names import FLAGS, task_parts

MOST_TITLE = 200
_BOX = re.compile(r'<div\b[^>]* data-kind="[^"]*"[^>]*>')
_SAID = re.compile(r' data-([a-z]+)="([^"]*)"')
_LINE = re.compile(r'^!!! ?([\w-]+(?: +[\w-]+)*)(?: +"([^"\n]*)")? *$', re.MULTILINE)


class Task(TypedDict):
    """A task as a text says it, and as `LessonText.uses["tasks"]` keeps it."""

    key: str  # the same in every language of the lesson
    kind: str  # task, reflection
    title: str
    file: bool  # a file may be handed in
    peer: bool  # somebody from another city reads it, too
    place: int  # the number of its block, from 0


def tasks_in(markdown: str, html: Sequence[str]) -> list[Task]:
    """The tasks of a text in their order: those for which its page has a place. `html` are its
    blocks as they are shown; the Markdown only says their titles."""
    written = blocks.split(markdown)
    found = []
    for place, block in enumerate(html):
        for box in _BOX.findall(block):
            said = dict(_SAID.findall(box))
            title = _title(written[place], said["key"]) if place < len(written) else ""
            found.append(_task(said, title, place))
    return found


def _task(said: dict[str, str], title: str, place: int) -> Task:
    key, flags = said["key"], said["flags"].split()
    return Task(
        key=key,
        kind=said["kind"],
        title=title[:MOST_TITLE] or key.replace("-", " ").capitalize(),
        file="file" in flags,
        peer="peer" in flags,
        place=place,
    )


def _title(block: str, key: str) -> str:
    """The title in the line that begins the box with this key."""
    for line in _LINE.finditer(block):
        words = line[1].lower().split()
        if words[0] in FLAGS and task_parts(words)[2] == [key]:
            return (line[2] or "").strip()
    return ""
