"""CSV as it comes: UTF-8 with or without a byte-order mark, comma or semicolon."""

import csv
import io
from collections.abc import Collection, Iterator

from flask_babel import gettext as _

from lms.tables.problems import refuse

UTF16 = (b"\xff\xfe", b"\xfe\xff")
FIELD_MOST = 100_000  # characters of one cell
csv.field_size_limit(FIELD_MOST)


def decoded(data: bytes) -> str:
    """The text of a CSV file. Raises FileRefused where it is not text in UTF-8."""
    if data.startswith(UTF16) or looks_like_utf16(data):
        raise refuse(
            _(
                "This file is in UTF-16 (“Unicode text”). Save it as “CSV UTF-8” or as .xlsx, and "
                "choose it again."
            )
        )
    if b"\x00" in data:
        raise refuse(
            _("This is not a table: neither CSV text nor an .xlsx workbook. Choose another file.")
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise refuse(
            _("From this row on the letters are not in UTF-8. Save the file as “CSV UTF-8”."),
            row=data.count(b"\n", 0, wrong.start) + 1,
        ) from None


def looks_like_utf16(data: bytes) -> bool:
    """Every second byte of plain letters in UTF-16 is 0, also where the mark is missing."""
    start = data[:200]
    return len(start) > 3 and (start[1::2].count(0) > len(start) // 3) != (
        start[::2].count(0) > len(start) // 3
    )


def delimiter(text: str, known: Collection[str]) -> str:
    """Comma or semicolon: the one by which the header has more of the columns that we know."""

    def columns(separator: str) -> tuple[int, int]:
        header = next(csv.reader(io.StringIO(text, newline=""), delimiter=separator), [])
        return sum(name.strip().lower() in known for name in header), len(header)

    return max((",", ";"), key=columns)


def records(data: bytes, known: Collection[str]) -> Iterator[list[str]]:
    """The rows of a CSV file, the header first; an empty line is a row without cells.

    Raises FileRefused with the row from which it cannot be read.
    """
    text = decoded(data)
    row = 0
    try:
        source = io.StringIO(text, newline="")
        for cells in csv.reader(source, delimiter=delimiter(text, known), strict=True):
            row += 1
            yield cells
    except csv.Error as wrong:
        words = (
            _("A cell of this row is longer than 100,000 characters. Make it shorter.")
            if "field larger" in str(wrong)
            else _(
                "The quotation marks of this row do not match: put a cell into one pair, and write "
                "a mark inside it twice."
            )
        )
        raise refuse(words, row=row + 1) from None
