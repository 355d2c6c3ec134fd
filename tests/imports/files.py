"""Files as centres send them."""

import io
from collections.abc import Sequence

import openpyxl

from lms.tables import FileRefused
from lms.tables.formats import Format


def csv_of(*lines: str) -> bytes:
    return "\r\n".join(lines).encode()


def xlsx_of(*rows: Sequence) -> bytes:
    """A workbook as a spreadsheet program writes it; a text that begins with `=` is a formula."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def places(refused: FileRefused) -> list[tuple]:
    """Row and column of everything that is wrong."""
    return [(problem.row, problem.column) for problem in refused.problems]


SIMPLE = Format("simple", ("code", "name", "day", "at"), ("code", "name"))
