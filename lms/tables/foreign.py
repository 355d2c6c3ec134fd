"""Tables that other programs wrote: in UTF-8 or UTF-16, with any delimiter, and not only a table.

What is in them is not ours to say: rows come as they are, with everything above and below the
table that is looked for.
"""

import csv
import io
from collections.abc import Callable, Sequence
from itertools import islice

from flask_babel import gettext as _

from lms.tables import cells, delimited, workbook
from lms.tables.cells import Unreadable
from lms.tables.problems import refuse
from lms.tables.reading import BYTES_MOST, OLD_EXCEL, ZIP

DELIMITERS = ("\t", ";", ",")
MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"%PDF", b"BM")

Cell = str | Unreadable
Rows = list[list[Cell]]


def rows(data: bytes, worth: Callable[[Sequence[Sequence[Cell]]], int], most: int) -> Rows:
    """The rows of a CSV file or of the first sheet of a workbook; an empty line is an empty row.

    `worth` says how much the first rows look like what is meant: the delimiter with which they are
    worth most is the file's. A cell of a workbook that cannot be used is an Unreadable. Raises
    FileRefused where it is no table, or has more rows than `most`.
    """
    if len(data) > BYTES_MOST:
        raise refuse(_("This file is too big. Send one of 10 MB or less."))
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise refuse(_("This file is empty. Choose another one."))
    if data.startswith(OLD_EXCEL):
        raise refuse(
            _("This is an old or a protected Excel file. Save it as .xlsx without a password.")
        )
    if data.startswith(PICTURES):
        raise no_table()
    if data.startswith(ZIP):
        found, _names = workbook.records(data, headed=False)
        made = [[clean(cell) for cell in row] for row in islice(found, most + 1)]
    else:
        made = split(decoded(data), worth, most)
    if len(made) > most:
        raise refuse(_("This file has more than %(number)s rows. Split it.", number=most))
    return made


def no_table() -> Exception:
    return refuse(_("This is not a table. Choose the CSV or .xlsx file of the list."))


def decoded(data: bytes) -> str:
    """The text: UTF-16 by its mark or by its zeros, else UTF-8. Raises FileRefused."""
    coding = next((name for mark, name in MARKS.items() if data.startswith(mark)), "")
    if not coding and delimited.looks_like_utf16(data):
        coding = "utf-16-le" if data[1:200:2].count(0) > data[:200:2].count(0) else "utf-16-be"
    if not coding and b"\0" in data:
        raise no_table()
    try:
        return data.decode(coding or "utf-8-sig").removeprefix("\ufeff")
    except UnicodeDecodeError as wrong:
        row = data.count(b"\n", 0, wrong.start) + 1
        raise refuse(
            _("From this row on the letters are not in UTF-8. Save the file as “CSV UTF-8”."),
            row=row,
        ) from None


def split(text: str, worth: Callable[[Sequence[Sequence[Cell]]], int], most: int) -> Rows:
    """The rows, by the delimiter with which they say most. Quotation marks need not match."""
    start = text[:20_000]
    chosen = max(DELIMITERS, key=lambda one: worth(parted(start, one, 200)))
    return parted(text, chosen, most + 1)


def parted(text: str, delimiter: str, most: int) -> Rows:
    source = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return [[clean(cell) for cell in row] for row in islice(source, most)]
    except csv.Error:
        raise refuse(
            _("A cell of this row is longer than 100,000 characters. Make it shorter.")
        ) from None


def clean(cell: Cell) -> Cell:
    """A cell in one line, without what no cell may hold, and not harmful to a spreadsheet that it
    is written to again."""
    if isinstance(cell, Unreadable):
        return cell
    return cells.restored(" ".join(cells.CONTROL.sub("", cell).split()))
