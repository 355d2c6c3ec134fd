"""Folders of the content that packages above the courses read, bring in and write.

    parts.take(Part("projects", read, problems, put, write))

A package registers its part when it is loaded. What it reads is its own affair: the importer of
courses hands it on, before and after its own rows.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from lms.courses.content.changes import Changes
from lms.courses.content.problems import Problems
from lms.courses.content.reader import Reader
from lms.people.models import Person


class Part(NamedTuple):
    """`read(reader, programmes)`: what the folder says, its mistakes reported to the reader;
    `programmes` are the slugs that the same content folder has. `problems(found, over)`: what does
    not fit to the database (asked only where there is one); `over`: the folder may go over what
    people changed in the browser. `put(found, changes, by)`: into the session of the database, when
    courses and programmes have ids; changes are noted in the account. `write(write)`: everything
    that the database has, by `write(path, file, text)`; answers how many. `count(found)`: how many
    the folder has."""

    folder: str
    read: Callable[[Reader, set[str]], Any]
    problems: Callable[[Any, bool], Problems]
    put: Callable[[Any, Changes, Person | None], None]
    write: Callable[[Callable[[list[str], str, str], None]], int]
    count: Callable[[Any], int] = len


PARTS: dict[str, Part] = {}


def take(part: Part) -> None:
    PARTS[part.folder] = part
