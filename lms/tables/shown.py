"""A table of figures as people look at it: one value, and from it a page, a file, a paper.

    Table(
        title=_("Standing per group"),
        columns=(Column("group", _("Group")), Column("people", _("People"), "number")),
        rows=found, totals=(_("All groups"), 41), about=[(_("Programme"), "Includ-EU")],
    )

`lms.transfers.table_file(table, "standing", "csv")` answers with the file. The rows may be a
generator: a CSV file is sent while they are read, so it has no bound.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from typing import Any, Literal

import xlsxwriter
from flask_babel import gettext as _

from lms import i18n
from lms.errors import Refused
from lms.tables import cells
from lms.tables.writing import as_text, safe, write

Kind = Literal["text", "code", "number"]
KINDS = ("csv", "xlsx", "pdf")
MOST_IN_WORKBOOK, ROWS_A_PART = 200_000, 200


@dataclass(frozen=True)
class Column:
    """`name` heads it in files and never changes; `words` on pages and paper. `kind` says how it
    stands: numbers at the end of their column, codes always from left to right. `show` says a value
    in words, where `said` would not. `width` on paper in millimetres; 0: what is left.
    A share has two columns in files: a decimal number, cut off as on pages, and the exact fraction
    in words ("5 of 6"), since spreadsheets make a day of 5/6."""

    name: str
    words: str
    kind: Kind = "text"
    show: Callable[[Any], str] | None = None
    width: int = 0
    is_share: bool = False


@dataclass(frozen=True)
class Table:
    """What is on screen, to be taken along. Every row has a value for each column; `totals` is such
    a row, and the last one of each file. `about` are filters and days, in words: (what, which).
    `notes` say what who reads the figures has to know."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]
    totals: Sequence[Any] | None = None
    about: Sequence[tuple[str, str]] = ()
    notes: Sequence[str] = field(default_factory=tuple)

    @property
    def header(self) -> list[str]:
        names = []
        for column in self.columns:
            names += [column.name, f"{column.name}_exact"] if column.is_share else [column.name]
        return names

    def filed(self, row: Sequence[Any]) -> list[Any]:
        """A row as CSV and XLSX have it, one value for each of `header`."""
        values: list[Any] = []
        for column, value in zip(self.columns, row, strict=True):
            values += as_share(value) if column.is_share else [value]
        return values

    @property
    def whole(self) -> Iterator[Sequence[Any]]:
        """The rows, and the totals below them."""
        return chain(self.rows, [] if self.totals is None else [self.totals])

    def words(self, row: Sequence[Any]) -> list[str]:
        """A row as pages and paper say it."""
        return [
            column.show(value) if column.show and value is not None else said(value)
            for column, value in zip(self.columns, row, strict=True)
        ]


def said(value: Any) -> str:
    """A value in the language that is spoken: a share cut off after two decimals (rule 1)."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, tuple):
        return "; ".join(map(said, value)) or "–"
    if isinstance(value, Fraction):
        return i18n.isolated(f"{i18n.number(cut_off(value).scaleb(2))}\N{NO-BREAK SPACE}%")
    if isinstance(value, int | Decimal):
        return i18n.number(value)
    if isinstance(value, date):
        return i18n.day(value, "medium")
    if isinstance(value, time):
        return value.isoformat("minutes")
    return str(value)


def cut_off(share: Fraction) -> Decimal:
    """With four decimals; what comes after is not rounded (rule 1)."""
    return Decimal(share.numerator * 10_000 // share.denominator).scaleb(-4)


def as_share(value: Any) -> list[Any]:
    """Number and words; of several shares (a tuple) there is no number."""
    shares = value if isinstance(value, tuple) else () if value is None else (value,)
    words = "; ".join(f"{one.numerator} of {one.denominator}" for one in shares)
    return [cut_off(shares[0]) if len(shares) == 1 else None, words or None]


def csv_parts(table: Table) -> Iterator[bytes]:
    """A CSV file, part by part: no more than a few hundred rows are in memory at once."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(map(cells.neutralised, table.header))
    for number, row in enumerate(table.whole, 1):
        writer.writerow([safe(value) for value in table.filed(row)])
        if number % ROWS_A_PART == 0:
            yield taken(out)
    yield taken(out)


def taken(out: io.StringIO) -> bytes:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text.encode()


def xlsx(table: Table) -> bytes:
    """A workbook: the table, and on a second sheet what it is of. Rows go to a file on disk as they
    come. Refused where there are more than a workbook should have."""
    out = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet, bold = book.add_worksheet(called(table.title)), book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, 0, max(0, len(table.header) - 1))
        sheet.set_column(0, max(0, len(table.header) - 1), 16)
        for place, name in enumerate(table.header):
            sheet.write_string(0, place, cells.neutralised(name), bold)
        for number, row in enumerate(table.whole, 1):
            if number > MOST_IN_WORKBOOK:
                raise too_many(MOST_IN_WORKBOOK)
            for place, value in enumerate(table.filed(row)):
                write(sheet, number, place, value)
        about(book.add_worksheet(called(_("About this table"), "2")), table, bold)
    return out.getvalue()


def about(sheet: Any, table: Table, bold: Any) -> None:
    lines = [(table.title, ""), *table.about, *((words, "") for words in table.notes)]
    for number, (what, which) in enumerate(lines):
        sheet.write_string(number, 0, cells.neutralised(what), *([] if number else [bold]))
        sheet.write_string(number, 1, cells.neutralised(as_text(which)))


def called(title: str, otherwise: str = "1") -> str:
    """A name that a sheet may have."""
    return "".join(c for c in title if c not in "[]:*?/\\")[:31].strip("'") or otherwise


def too_many(most: int) -> Refused:
    words = _(
        "There are more than %(num)s rows. Take this list as CSV, or choose fewer by filters."
    )
    return Refused(words % {"num": most})
