"""Bytes to rows. What a file is, its content says: a workbook saved as `.csv` is a workbook."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from flask_babel import gettext as _

from lms.tables import cells, delimited, workbook
from lms.tables.cells import Unreadable
from lms.tables.formats import Format
from lms.tables.problems import Problems, refuse
from lms.tables.rows import Row

BYTES_MOST = 10 * 1024 * 1024
ROWS_MOST = 50_000
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

Texts = Sequence[str | Unreadable]


@dataclass
class Sheet:
    """The rows of a file, and what is to be said about it.

    `problems` keep it from being imported, `remarks` do not; `unknown` columns were not read;
    `other_sheets` of a workbook neither.
    """

    rows: list[Row] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)
    remarks: Problems = field(default_factory=Problems)
    unknown: list[str] = field(default_factory=list)
    other_sheets: list[str] = field(default_factory=list)


class Header(NamedTuple):
    """The columns that we know by their place, and how many columns the first row names."""

    columns: dict[int, str]
    width: int


def read(data: bytes, form: Format) -> Sheet:
    """The rows of a CSV or XLSX file that is meant to be a table of this form.

    Rows that are empty are left out; the others keep their number in the file. What is wrong with a
    single cell is in `problems`. Raises FileRefused where nothing can be read: not a table, too
    big, no header, a column missing or twice.
    """
    sheet = Sheet()
    numbered = enumerate(records(data, form, sheet), 1)
    head = header(next(numbered, (1, []))[1], form, sheet)
    for number, texts in numbered:
        if any(map(is_filled, texts)):
            sheet.rows.append(row(number, texts, head, sheet))
            if len(sheet.rows) > ROWS_MOST:
                raise refuse(
                    _("This file has more than 50,000 rows. Split it and import the parts.")
                )
    return sheet


def is_filled(text: str | Unreadable) -> bool:
    return isinstance(text, Unreadable) or bool(text.strip())


def records(data: bytes, form: Format, sheet: Sheet) -> Iterator[Texts]:
    """The rows as they are, the header first."""
    if len(data) > BYTES_MOST:
        raise refuse(_("This file is bigger than 10 MB. Split it and import the parts."))
    if not data.removeprefix(b"\xef\xbb\xbf").strip():
        raise refuse(_("This file is empty. The first row must name the columns."))
    if data.startswith(OLD_EXCEL):
        raise refuse(
            _(
                "This is an old or a protected Excel file. Save it as .xlsx without a password, or "
                "as “CSV UTF-8”."
            )
        )
    if not data.startswith(ZIP):
        return delimited.records(data, form.columns)
    rows, names = workbook.records(data)
    sheet.other_sheets = names[1:]
    return rows


def header(texts: Texts, form: Format, sheet: Sheet) -> Header:
    """What the first row names. Raises FileRefused where a column is missing or twice."""
    columns: dict[int, str] = {}
    wrong = Problems()
    names = ["" if isinstance(text, Unreadable) else text.strip() for text in texts]
    for place, name in enumerate(names):
        if name.lower() not in form.columns:
            sheet.unknown += [name] if name else []
        elif name.lower() in columns.values():
            wrong.add(1, name.lower(), _("This column is there twice. Keep one of them."))
        else:
            columns[place] = name.lower()
    if not columns:
        known = ", ".join(form.columns)
        raise refuse(_("The first row must name the columns: %(columns)s.", columns=known), row=1)
    for name in form.required:
        if name not in columns.values():
            wrong.add(1, name, _("This column is missing. Add it to the first row."))
    wrong.refuse_if_any()
    return Header(columns, max(place for place, name in enumerate(names) if name) + 1)


def row(number: int, texts: Texts, head: Header, sheet: Sheet) -> Row:
    """One row: its cells by the names of their columns, without what no cell may hold."""
    read: dict[str, str | None] = dict.fromkeys(head.columns.values(), "")
    made = Row(number, read, sheet.problems, sheet.remarks)
    for place, text in enumerate(texts[: head.width]):
        if text and place in head.columns:
            read[head.columns[place]] = cell(made, head.columns[place], text)
    if any(map(is_filled, texts[head.width :])):
        made.wrong(None, _("This row has more cells than the first row names columns."))
    return made


def cell(made: Row, column: str, text: str | Unreadable) -> str | None:
    if isinstance(text, Unreadable):
        made.wrong(column, str(text))
        return None
    if cells.CONTROL.search(text):
        made.wrong(column, _("This cell holds characters that cannot be read. Type it again."))
        return None
    if text.startswith("="):
        made.remark(column, _("This begins like a formula. It is kept as text."))
    return cells.restored(text)
