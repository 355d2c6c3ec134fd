"""What is found in a file of questions, and what a file cannot say: values that all formats share.

A reader is `read(content, language) -> Outcome`: `language` is that of texts which name none. It
raises Unreadable where the file as a whole is none of its format. A question that stands in
`questions` is right: `lms.questions.read` has nothing against its plain values.
A writer is `write(title, questions, media, language) -> Written`: `media` brings the bytes of a
file of the course by its name (raises KeyError where there is none).
Nothing is left out silently: what could not be taken is in `dropped`, what was taken otherwise
than it stood there in `changed`, each with the reason in words.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from lms.questions.shape import Question

Media = Callable[[str], bytes]


class Note(NamedTuple):
    """Something about a question: `item` names it as its file does (or by its place there)."""

    item: str
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """A question of a file. Its media are named "../media/<name>" in `plain`; those that came with
    the file are in `files`, others are files of the course."""

    item: str
    plain: dict[str, Any]
    files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(slots=True)
class Outcome:
    """What was read: the questions in the order of the file."""

    questions: list[Found] = field(default_factory=list)
    changed: list[Note] = field(default_factory=list)
    dropped: list[Note] = field(default_factory=list)


@dataclass(slots=True)
class Written:
    """A file that was made, and what it cannot say."""

    content: bytes
    changed: list[Note] = field(default_factory=list)
    dropped: list[Note] = field(default_factory=list)


class Unreadable(ValueError):
    """The file is none of this format; the words say why."""


Reader = Callable[[bytes, str], Outcome]
Writer = Callable[[str, Sequence[Question], Media, str], Written]
