"""What people call the formats, and how their files are called."""

from typing import NamedTuple

from lms.tables import CSV, XLSX


class FileKind(NamedTuple):
    """`words` are the same in every language; `ending` is that of a file's name."""

    words: str
    ending: str
    media_type: str


FILE_KINDS = {
    "gift": FileKind("GIFT", "txt", "text/plain; charset=utf-8"),
    "moodle-xml": FileKind("Moodle XML", "xml", "application/xml"),
    "qti": FileKind("QTI 3.0", "zip", "application/zip"),
    "aiken": FileKind("Aiken", "txt", "text/plain; charset=utf-8"),
    "csv": FileKind("CSV", "csv", CSV),
    "xlsx": FileKind("XLSX", "xlsx", XLSX),
}
# where a file is read: one reader for all that are alike
READ_AS = {name: kind.words for name, kind in FILE_KINDS.items()} | {
    "csv": "CSV / XLSX",
    "qti": "QTI 2.1, 2.2, 3.0",
}
