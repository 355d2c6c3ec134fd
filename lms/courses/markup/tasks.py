"""The tasks in a lesson's text: boxes whose readers hand something in.

!!! task [file] [peer] key "Title"
!!! reflection [peer] key "Title"
"""

import re
from typing import TypedDict

from lms.courses import blocks

KINDS, FLAGS = ("task", "reflection"), ("file", "peer")
MOST_KEY, MOST_TITLE = 80, 200
_BOX = re.compile(rf'!!! ?({"|".join(KINDS)})((?: +[\w-]+)+)(?: +"([^"\n]*)")? *$', re.M)


class Task(TypedDict):
    """A task as a text says it, and as `LessonText.uses["tasks"]` keeps it."""

    key: str  # the same in every language of the lesson
    kind: str  # task, reflection
    title: str
    file: bool  # a file may be handed in
    peer: bool  # somebody from another city reads it, too
    place: int  # the number of its block, from 0


def tasks_in(markdown: str) -> list[Task]:
    """The tasks of a Markdown text in their order. Of two with one key the first counts; a box
    without a key is none."""
    found: dict[str, Task] = {}
    for place, block in enumerate(blocks.split(markdown)):
        if box := _BOX.match(block):
            task = read(box, place)
            if task["key"]:
                found.setdefault(task["key"], task)
    return list(found.values())


def read(box: re.Match, place: int) -> Task:
    kind, words, title = box[1], box[2].split(), (box[3] or "").strip()
    keys = [word for word in words if word not in FLAGS]
    key = keys[0][:MOST_KEY] if keys else ""
    return Task(
        key=key,
        kind=kind,
        title=title[:MOST_TITLE] or key.replace("-", " ").capitalize(),
        file="file" in words and kind == "task",
        peer="peer" in words,
        place=place,
    )
