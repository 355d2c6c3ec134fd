"""Rows to CSV and XLSX. What a spreadsheet would run as a formula is made harmless."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date, time
from decimal import Decimal
from typing import Any

import xlsxwriter

from lms.tables import cells

# media types
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
Values = Sequence[Any]


def as_text(value: Any) -> str:
    """A value as our files write it: dates 2022-03-24, times 17:05, yes or no, None as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date | time):
        return cells.from_moment(value)
    return str(value)


def to_csv(header: Sequence[str], rows: Iterable[Values]) -> str:
    """A CSV file with commas. Encode it in UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(map(cells.neutralised, header))
    writer.writerows([safe(value) for value in row] for row in rows)
    return out.getvalue()


def safe(value: Any) -> str:
    """A number is a number, also where it begins with a minus; text is made harmless."""
    text = as_text(value)
    return text if isinstance(value, int | Decimal) else cells.neutralised(text)


def to_xlsx(header: Sequence[str], rows: Iterable[Values], title: str) -> bytes:
    """A workbook with one sheet: the header stays in view, whole numbers are numbers, the rest is
    text. `title` names the sheet; what a sheet cannot be called is left out."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        name = "".join(c for c in title if c not in "[]:*?/\\")[:31].strip("'") or "1"
        sheet = book.add_worksheet(name)
        bold = book.add_format({"bold": True})
        for column, text in enumerate(header):
            sheet.write_string(0, column, cells.neutralised(text), bold)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                write(sheet, number, column, value)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, 0, max(0, len(header) - 1))
        sheet.set_column(0, max(0, len(header) - 1), 16)
    return out.getvalue()


def write(sheet: Any, row: int, column: int, value: Any) -> None:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        sheet.write_number(row, column, value)
    elif text := as_text(value):
        sheet.write_string(row, column, cells.neutralised(text))


def to_json(header: Sequence[str], rows: Iterable[Values]) -> str:
    """A list of objects with the names of the columns; values as the files write them."""
    objects = [dict(zip(header, map(as_text, row), strict=True)) for row in rows]
    return json.dumps(objects, ensure_ascii=False, indent=1) + "\n"
