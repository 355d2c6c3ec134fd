"""XLSX as it comes: the first sheet, every cell as the text that a CSV file would have."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from flask_babel import gettext as _
from openpyxl import load_workbook

from lms.tables import cells
from lms.tables.cells import Unreadable
from lms.tables.problems import FileRefused, refuse

UNPACKED_MOST = 64 * 1024 * 1024  # bytes of all parts of a workbook
PARTS_MOST = 1_000
COLUMNS_MOST = 100
ROWS_MOST = 1_048_576  # of any sheet, empty ones too
ESCAPED = re.compile(r"_x00(09|0A|0D)_", re.IGNORECASE)  # how a workbook writes tab and line ends

Cell = str | Unreadable


def records(data: bytes, *, headed: bool = True) -> tuple[Iterator[list[Cell]], list[str]]:
    """The rows of the first sheet, the header first, and the names of the sheets.

    Cells beyond the header are left out where the first row is one (`headed`). A cell that cannot
    be used (a formula, an error) is an Unreadable with the words for the person.
    Raises FileRefused where it is not a workbook, or one that grows too big when it is unpacked.
    """
    refuse_bombs(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles and rules that openpyxl does not know
            book = load_workbook(io.BytesIO(data), read_only=True)
            sheets = list(book.worksheets)
    except Exception:  # whatever is inside: it is not a workbook that can be read
        raise broken() from None
    if not sheets:
        raise broken()
    return rows_of(sheets[0], headed), [sheet.title for sheet in sheets]


def broken() -> FileRefused:
    return refuse(
        _("This workbook cannot be read. Open it, and save it again as .xlsx or “CSV UTF-8”.")
    )


def refuse_bombs(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > PARTS_MOST or sum(p.file_size for p in parts) > UNPACKED_MOST:
                raise refuse(
                    _("This workbook is far bigger inside than a table of this kind can be.")
                )
            if "xl/workbook.xml" not in archive.namelist():
                raise refuse(
                    _("This is an archive, not an .xlsx workbook. Save the table as .xlsx or CSV.")
                )
            if any(b"<!ENTITY" in archive.read(p) for p in parts if p.filename.endswith("xml")):
                raise broken()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        raise broken() from None


def rows_of(sheet: Any, headed: bool) -> Iterator[list[Cell]]:
    sheet.reset_dimensions()  # what the file says of its own size need not be true
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield from texts_of(sheet.iter_rows(max_col=COLUMNS_MOST), headed)
    except Exception:  # a damaged part in the middle
        raise broken() from None


def texts_of(rows: Iterable[Sequence[Any]], headed: bool) -> Iterator[list[Cell]]:
    """The cells under the header, where there is one, and one more beside it. A sheet may say of
    itself that it has any number of rows: those that it leaves out all come as one and the same."""
    width, previous = COLUMNS_MOST, None
    for number, row in enumerate(rows, 1):
        if number > ROWS_MOST:
            raise broken()
        if row is previous:
            yield []
            continue
        previous = row
        texts = [as_text(cell.data_type, cell.value) for cell in row[:width]]
        if number == 1 and headed:
            width = 1 + max((place for place, text in enumerate(texts, 1) if text), default=0)
        yield texts


def as_text(kind: str, value: Any) -> Cell:
    """A cell of a workbook, as a CSV file would have it."""
    if value is None:
        return ""
    if kind == "f":
        return Unreadable(_("This cell holds a formula. Write its value instead."))
    if kind == "e":
        return Unreadable(_("This cell holds an error (%(value)s). Write a value.", value=value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, timedelta):
        return from_duration(value)
    if isinstance(value, date | time):
        return cells.from_moment(to_the_second(value))
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(value, ".15g")
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))


def to_the_second(value: date | time) -> date | time:
    """A spreadsheet keeps a time as a part of a day: 17:05 may come as 17:04:59.999."""
    half = timedelta(microseconds=500_000)
    if isinstance(value, datetime):
        return (value + half).replace(microsecond=0)
    if isinstance(value, time):
        rounded = datetime.combine(date.min, value) + half
        return rounded.time().replace(microsecond=0) if rounded.date() == date.min else value
    return value


def from_duration(value: timedelta) -> str:
    minutes = round(value.total_seconds() / 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
