"""Cells: what they may say, and that none of them can be run by a spreadsheet."""

import csv
import io
from datetime import date, time

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.tables import cells, read, to_csv, to_xlsx
from tests.imports.files import SIMPLE

RISKY = ["=1+1", "+386 40 123", "-5", "@sum", "\tx", "\rx", "'=x", "''+x", "'x", "x=1"]


@pytest.fixture(autouse=True)
def in_app(app):
    """Words need a language."""


@pytest.mark.parametrize("text", RISKY)
def test_what_was_neutralised_comes_back_as_it_was(text):
    assert cells.restored(cells.neutralised(text)) == text


@given(st.text(alphabet="'=+-@\t\ra 1", max_size=8).map(str.strip).filter(bool))
def test_nothing_that_is_written_begins_dangerously_and_all_of_it_comes_back(text):
    written = cells.neutralised(text)
    assert written[0] not in cells.DANGEROUS
    assert cells.restored(written) == text


@pytest.mark.parametrize("text", RISKY)
def test_both_kinds_of_file_bring_a_risky_text_back(text):
    rows = [["P-1", text]]
    as_csv = to_csv(["code", "name"], rows).encode()
    as_xlsx = to_xlsx(["code", "name"], rows, "Table")
    for data in (as_csv, as_xlsx):
        sheet = read(data, SIMPLE)
        assert sheet.rows[0].cells == {"code": "P-1", "name": text}
        assert not sheet.remarks.number


def test_no_cell_of_an_export_is_a_formula():
    rows = [["=1+1", "@x"]]
    in_csv = list(csv.reader(io.StringIO(to_csv(["code", "=name"], rows))))
    assert in_csv == [["code", "'=name"], ["'=1+1", "'@x"]]
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(["code", "=name"], rows, "[a]:b")))
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} == {"s"}
    assert book.active.title == "ab"


def test_numbers_are_numbers_and_the_rest_is_our_text():
    row = [-3, True, date(2022, 3, 24), time(17, 5), None]
    assert to_csv("abcde", [row]).splitlines()[1] == "-3,yes,2022-03-24,17:05,"
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx("abcde", [row], "x")))
    written = [cell.value for cell in list(book.active.iter_rows())[1]]
    assert written == [-3, "yes", "2022-03-24", "17:05", None]


def test_a_formula_in_a_csv_file_is_text_and_that_is_said():
    sheet = read(b"code,name\nP-1,=1+1", SIMPLE)
    assert sheet.rows[0].cells["name"] == "=1+1"
    assert sheet.remarks.in_order()[0][:2] == (2, "name")


@pytest.mark.parametrize(
    ("reader", "text", "said"),
    [
        (cells.as_date, "24.3.2022", "is not a date"),
        (cells.as_date, "2022-04-31", "not in the calendar"),
        (cells.as_date, "2023-02-29", "not in the calendar"),
        (cells.as_date, "0000-01-01", "not in the calendar"),
        (cells.as_date, "٢٠٢٢-٠٣-٢٤", "is not a date"),
        (cells.as_time, "24:30", "not on the clock"),
        (cells.as_time, "17:60", "not on the clock"),
        (cells.as_time, "17.05", "not a time"),
        (cells.as_time, "17:05:30", "not a time"),
        (cells.as_whole, "1.5", "not a whole number"),
        (cells.as_whole, "-1", "not a whole number"),
        (cells.as_zone, "Slovenia", "not a time zone"),
    ],
)
def test_impossible_cells_are_refused_in_words(reader, text, said):
    with pytest.raises(cells.Unreadable, match=said):
        reader(text)


@pytest.mark.parametrize(("text", "meant"), [("9:05", time(9, 5)), ("17:05:00", time(17, 5))])
def test_times_that_spreadsheets_write_are_understood(text, meant):
    assert cells.as_time(text) == meant
