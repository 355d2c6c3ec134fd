"""Questions in the formats of other programs: readers and writers, pure (bytes in, values out)."""

from lms.questions.formats import aiken, gift, moodle, qti, table
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
    "gift": gift.read,
    "aiken": aiken.read,
    "moodle-xml": moodle.read,
    "csv": table.read,
    "qti": qti.read,
}
WRITERS: dict[str, Writer] = {
    "gift": gift.write,
    "aiken": aiken.write,
    "moodle-xml": moodle.write,
    "csv": table.write,
    "xlsx": table.write_xlsx,
    "qti": qti.write,
}

__all__ = [
    "READERS", "WRITERS", "Found", "Media", "Note", "Outcome", "Reader", "Unreadable", "Writer",
    "Written",
]  # fmt: skip
