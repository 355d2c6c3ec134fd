"""What is on screen is taken along: the same rows and totals in every kind of file."""

import csv
import io
from datetime import date
from fractions import Fraction

import pypdfium2
import pytest
from flask_babel import force_locale
from openpyxl import load_workbook

from lms.errors import Refused
from lms.tables.printed import printed
from lms.tables.shown import Column, Table, csv_parts, xlsx

COLUMNS = (
    Column("group", "Group"),
    Column("people", "People", "number"),
    Column("share", "Attendance", "number", is_share=True),
    Column("since", "Since"),
)
ROWS = [
    ("=1+1", 1234, Fraction(2, 3), date(2022, 3, 24)),
    ("نور الحسن", 0, None, None),
]


def table(**changes):
    facts = {
        "title": "Standing per group",
        "columns": COLUMNS,
        "rows": ROWS,
        "totals": ("All groups", 1234, Fraction(2, 3), None),
        "about": [("Programme", "Slovene")],
        "notes": ["Each person once."],
    }
    return Table(**(facts | changes))


def text_of(content):
    document = pypdfium2.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def read(content):
    return list(csv.reader(io.StringIO(content.decode())))


def test_the_rows_and_the_totals_are_in_a_csv_file_exactly_and_harmless(app):
    assert read(b"".join(csv_parts(table()))) == [
        ["group", "people", "share", "share_exact", "since"],
        ["'=1+1", "1234", "0.6666", "2 of 3", "2022-03-24"],
        ["نور الحسن", "0", "", "", ""],
        ["All groups", "1234", "0.6666", "2 of 3", ""],
    ]


def test_a_csv_file_is_made_while_its_rows_are_read(app):
    seen = []

    def rows():
        for number in range(1000):
            seen.append(number)
            yield (str(number), number, None, None)

    parts = csv_parts(table(rows=rows(), totals=None))
    first = next(parts)
    assert len(seen) < 300, "a few hundred rows are in memory"
    assert len(read(first + b"".join(parts))) == 1001


def test_a_workbook_has_numbers_as_numbers_and_says_what_it_is_of(app):
    book = load_workbook(io.BytesIO(xlsx(table())))
    first, second = book.worksheets
    assert [[cell.value for cell in row] for row in first.rows] == [
        ["group", "people", "share", "share_exact", "since"],
        ["'=1+1", 1234, 0.6666, "2 of 3", "2022-03-24"],
        ["نور الحسن", 0, None, None, None],
        ["All groups", 1234, 0.6666, "2 of 3", None],
    ]
    assert [cell.value for cell in second["A"]] == [
        "Standing per group", "Programme", "Each person once.",
    ]  # fmt: skip


def test_paper_says_it_in_words_with_the_totals_and_the_filters(app):
    with app.test_request_context():
        text = text_of(printed(table()))
    for words in ("Standing per group", "Programme", "Slovene", "66.66", "24 Mar 2022", "1234"):
        assert words in text
    assert "All groups" in text
    assert "Each person once." in text


def test_a_long_table_repeats_its_head_on_every_page(app):
    rows = [(f"Group {number}", number, None, None) for number in range(150)]
    with app.test_request_context():
        pages = pypdfium2.PdfDocument(printed(table(rows=rows)))
        texts = [page.get_textpage().get_text_range() for page in pages]
    assert len(texts) > 2
    assert all("Attendance" in text for text in texts)


def test_a_day_in_arabic_begins_at_the_right_and_keeps_its_order_on_paper(app):
    with app.test_request_context(), force_locale("ar"):
        content = printed(table())
    with pypdfium2.PdfDocument(content) as opened:
        text = opened[0].get_textpage()
        lefts = [text.get_charbox(found_at(text, part))[0] for part in ("24", "03", "2022")]
    assert lefts == sorted(lefts, reverse=True)


def found_at(text, words):
    index, _count = text.search(words).get_next()
    return index


@pytest.mark.parametrize("lang", ["ar", "sl"])
def test_an_empty_table_is_a_paper_too(app, lang):
    with app.test_request_context(), force_locale(lang):
        assert printed(table(rows=[], totals=None)).startswith(b"%PDF")


def test_what_is_too_long_for_paper_is_refused_with_what_to_do(app):
    rows = (("x", 1, None, None) for _number in range(2_001))
    with app.test_request_context(), pytest.raises(Refused, match="CSV"):
        printed(table(rows=rows))
