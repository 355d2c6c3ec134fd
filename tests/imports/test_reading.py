"""Every table that a centre may send: what can be read is read, what cannot is said in words."""

import io
import zipfile
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest

from lms.tables import FileRefused, read
from tests.imports.files import SIMPLE, csv_of, places, xlsx_of

DAY = date(2022, 3, 24)


@pytest.fixture(autouse=True)
def in_app(app):
    """Words need a language."""


def cells(data):
    return [row.cells for row in read(data, SIMPLE).rows]


def words(data):
    with pytest.raises(FileRefused) as refused:
        read(data, SIMPLE)
    return refused.value.problems[0].words


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("separator", [",", ";"])
def test_comma_or_semicolon_with_or_without_a_mark(mark, separator):
    lines = [["name", "code"], ["Šejla", "P-1"]]
    data = mark + csv_of(*(separator.join(line) for line in lines))
    assert cells(data) == [{"name": "Šejla", "code": "P-1"}]


def test_a_semicolon_file_with_commas_in_its_cells():
    assert cells(csv_of("code;name", "P-1;Novak, Ana, Bo")) == [
        {"code": "P-1", "name": "Novak, Ana, Bo"}
    ]


def test_columns_in_any_order_and_capitals_are_found():
    assert cells(csv_of("Name , CODE", "Ana,P-1")) == [{"name": "Ana", "code": "P-1"}]


def test_unknown_columns_are_reported_and_ignored():
    sheet = read(csv_of("code,name,shoe size", "P-1,Ana,38"), SIMPLE)
    assert sheet.unknown == ["shoe size"]
    assert sheet.rows[0].cells == {"code": "P-1", "name": "Ana"}


def test_rows_keep_their_number_in_the_file_though_lines_are_empty_or_cells_have_two():
    data = b'code,name\r\n\r\nP-1,"two\nlines"\r\n , \r\nP-2,Bo\r\n'
    assert [row.number for row in read(data, SIMPLE).rows] == [3, 5]


def test_a_short_row_ends_in_empty_cells():
    assert cells(csv_of("code,name,day", "P-1,Ana")) == [{"code": "P-1", "name": "Ana", "day": ""}]


def test_a_row_with_more_cells_than_columns_is_wrong():
    sheet = read(csv_of("code,name", "P-1,Novak, Ana"), SIMPLE)
    assert places(FileRefused(sheet.problems.in_order())) == [(2, None)]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "This file is empty"),
        (b"\xef\xbb\xbf \r\n", "This file is empty"),
        ("code,name\r\nP-1,Ana".encode("utf-16"), "UTF-16"),
        ("code,name\r\nP-1,Ana".encode("utf-16-le"), "UTF-16"),
        ("code,name\r\nP-1,Ana".encode("utf-16-be"), "UTF-16"),
        ("code,name\r\nP-1,Šejla".encode("cp1250"), "not in UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not a table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old or a protected Excel"),
        (b"P-1,Ana\r\nP-2,Bo", "must name the columns"),
        (b"code\tname\r\nP-1\tAna", "must name the columns"),
        (b"code,day\r\nP-1,2022-03-24", "missing"),
        (b"code,name,Code\r\nP-1,Ana,P-2", "twice"),
        (b'code,name\r\nP-1,"Ana\r\n', "quotation marks"),
        (b'code,name\r\nP-1,"Ana"x\r\n', "quotation marks"),
        (b"code,name\r\nP-1," + b"x" * 200_000, "longer than 100,000"),
        (b"code,name\r\n" + b"P-1,Ana\r\n" * 50_001, "50,000 rows"),
        (b"code,name\r\n" + b" " * 11_000_000, "10 MB"),
    ],
)
def test_what_is_not_a_table_is_refused_in_words(data, said):
    assert said in words(data)


def test_the_row_from_which_it_cannot_be_read_is_named():
    with pytest.raises(FileRefused) as refused:
        read("code,name\nP-1,Ana\nP-2,Šejla".encode("cp1250"), SIMPLE)
    assert places(refused.value) == [(3, None)]


def test_control_characters_are_wrong_where_they_are():
    sheet = read(csv_of("code,name", "P-1,A\x07na"), SIMPLE)
    assert places(FileRefused(sheet.problems.in_order())) == [(2, "name")]


def test_a_workbook_saved_as_csv_is_read_as_the_workbook_that_it_is():
    assert cells(xlsx_of(["code", "name"], ["P-1", "Ana"])) == [{"code": "P-1", "name": "Ana"}]


def test_real_dates_times_and_numbers_become_our_text():
    data = xlsx_of(
        ["code", "name", "day", "at"],
        [7, 2.5, DAY, time(17, 5)],
        [7.0, True, datetime.combine(DAY, time()), timedelta(hours=17, minutes=5)],
        ["007", False, datetime.combine(DAY, time(17, 5)), time(17, 4, 59, 999_900)],
    )
    assert [list(row.values()) for row in cells(data)] == [
        ["7", "2.5", "2022-03-24", "17:05"],
        ["7", "yes", "2022-03-24", "17:05"],
        ["007", "no", "2022-03-24 17:05", "17:05"],
    ]


def test_a_formula_in_a_workbook_is_wrong_where_it_is_and_one_beside_the_table_is_not_read():
    data = xlsx_of(["code", "name", "sum"], ["P-1", "=1+1", "=2+2"], ["P-2", "Bo", None])
    sheet = read(data, SIMPLE)
    assert places(FileRefused(sheet.problems.in_order())) == [(2, "name")]
    assert "formula" in sheet.problems.in_order()[0].words


def test_an_error_in_a_workbook_is_wrong_where_it_is():
    book = openpyxl.Workbook()
    book.active.append(["code", "name"])
    book.active.append(["P-1", "#N/A"])
    book.active["B2"].data_type = "e"
    out = io.BytesIO()
    book.save(out)
    sheet = read(out.getvalue(), SIMPLE)
    assert "#N/A" in sheet.problems.in_order()[0].words


def test_only_the_first_sheet_is_read_and_that_is_said():
    book = openpyxl.Workbook()
    book.active.append(["code", "name"])
    book.create_sheet("Notes").append(["code", "name"])
    out = io.BytesIO()
    book.save(out)
    sheet = read(out.getvalue(), SIMPLE)
    assert (len(sheet.rows), sheet.other_sheets) == (0, ["Notes"])


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (packed(mimetype=b"application/vnd.oasis.opendocument"), "not an .xlsx workbook"),
        (packed(xl__workbook_xml=b"<a/>"), "cannot be read"),
        (packed(xl__workbook_xml=b'<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>'), "cannot be read"),
        (packed(xl__workbook_xml=b"<a/>", bomb=bytes(70_000_000)), "far bigger inside"),
        (packed(**{f"p{i}": b"" for i in range(1_001)}), "far bigger inside"),
        (b"PK\x03\x04 and nothing more", "cannot be read"),
        (xlsx_of(["code", "name"], ["P-1", "Ana"])[:-200], "cannot be read"),
        (xlsx_of(), "must name the columns"),
    ],
)
def test_workbooks_that_are_none_and_bombs_are_refused_in_words(data, said):
    assert said in words(data)


def test_a_damaged_sheet_inside_a_workbook_is_refused_in_words():
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx_of(["code", "name"], ["P-1", "Ana"]))) as whole,
        zipfile.ZipFile(out, "w") as damaged,
    ):
        for part in whole.infolist():
            data = whole.read(part)
            damaged.writestr(part, data[:-40] if "sheet1" in part.filename else data)
    assert "cannot be read" in words(out.getvalue())


def test_all_problems_are_told_at_once_but_only_two_hundred_are_shown():
    sheet = read(csv_of("code,name", *["P-1,A\x07"] * 250), SIMPLE)
    with pytest.raises(FileRefused, match="250 things") as refused:
        sheet.problems.refuse_if_any()
    assert (len(refused.value.problems), refused.value.more) == (200, 50)


def with_rows(xml: str) -> bytes:
    """A workbook whose only sheet has these rows, as a program wrote it that means no good."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx_of(["code", "name"]))) as whole,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as other,
    ):
        for part in whole.infolist():
            data = whole.read(part).decode()
            if "sheet1" in part.filename:
                data = data.replace("</sheetData>", f"{xml}</sheetData>")
            other.writestr(part, data)
    return out.getvalue()


def test_a_cell_at_the_far_end_of_a_sheet_costs_no_time():
    last = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    assert read(with_rows(last), SIMPLE).rows == []


def test_a_row_beyond_every_sheet_is_refused():
    assert "cannot be read" in words(with_rows('<row r="99999999999"><c r="A1"><v>1</v></c></row>'))


def test_what_stands_far_beside_a_table_in_a_workbook_is_not_read_but_beside_it_is_wrong():
    rows = ["code", "name"], ["P-1", "Ana", None, "note"], ["P-2", "Bo", "Kos"]
    sheet = read(xlsx_of(*rows), SIMPLE)
    assert places(FileRefused(sheet.problems.in_order())) == [(3, None)]
