"""Questions in the formats of other programs: readers and writers, pure (bytes in, values out)."""

from lms.questions.formats import aiken, moodle
from lms.questions.formats.found import (
    Found,
    Media,
    Note,
    Outcome,
    Reader,
    Unreadable,
    Writer,
    Written,
)

READERS: dict[str, Reader] = {
    "aiken": aiken.read,
    "moodle-xml": moodle.read,
}
WRITERS: dict[str, Writer] = {
    "aiken": aiken.write,
    "moodle-xml": moodle.write,
}

__all__ = [
    "READERS", "WRITERS", "Found", "Media", "Note", "Outcome", "Reader", "Unreadable", "Writer",
    "Written",
]  # fmt: skip
