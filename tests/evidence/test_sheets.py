"""Lists to sign: made once for the same people, the same bytes, found again by code and square."""

import pypdfium2
import pytest
from sqlalchemy import select

from lms.attendance.models import Status
from lms.db import db
from lms.evidence.models import Sheet
from lms.people.codes import as_sheet_code
from tests.attendance.register import fill
from tests.evidence.paper import document, fonts, pages, place_of, printed, side_of_square, squares
from tests.queries import count_queries
from tests.visitor import Visitor


@pytest.fixture
def tara(visitor, world):
    return visitor.sign_in(world.tara)


def kept():
    return db.session.scalars(select(Sheet).order_by(Sheet.id)).all()


def paper(session):
    return f"/sessions/{session.id}/paper"


def test_a_list_is_printed_from_the_session_and_from_the_register(tara, world):
    tara.visit(f"/sessions/{world.tonight.id}/register")
    assert tara.page.find(id="way_evidence_paper")["href"] == paper(world.tonight)
    tara.visit(f"/sessions/{world.tonight.id}")
    tara.visit(tara.page.find(id="way_evidence_paper")["href"])
    assert "No list was printed yet" in tara.text("main")
    tara.press("print", "Make the list", language="sl", empty_rows="2")
    (made,) = kept()
    assert tara.url == f"/sheets/{made.code}"
    assert (made.rows, made.empty_rows, made.language) == (
        [world.lea.id, world.lou.id], 2, "sl",
    )  # fmt: skip
    assert (made.made_by_id, made.session_id) == (world.tara.id, world.tonight.id)
    assert "List to sign printed" in tara.visit(f"/sessions/{world.tonight.id}").text("main")


def test_the_same_list_printed_again_is_the_same_list(tara, world):
    tara.visit(paper(world.tonight)).press("print", "Make the list")
    tara.visit(paper(world.tonight)).press("print", "Make the list")
    assert len(kept()) == 1
    tara.visit(paper(world.tonight)).press("print", "Make the list", language="ar")
    fill(world.a, 1)
    tara.visit(paper(world.tonight)).press("print", "Make the list", language="ar")
    assert [len(sheet.rows) for sheet in kept()] == [2, 2, 3]
    tara.visit(paper(world.tonight))
    assert [link.text for link in tara.page.select("main .handouts bdi.code")] == [
        sheet.code for sheet in reversed(kept())
    ]


@pytest.mark.parametrize("typed", ["", "many", "-1", "31"])
def test_a_number_of_rows_that_is_none_is_said(tara, world, typed):
    tara.visit(paper(world.tonight)).press("print", "Make the list", 422, empty_rows=typed)
    assert "0 to 30" in tara.text("#print_complaints") or "whole number" in tara.text("#print")
    assert kept() == []


def test_there_is_nothing_to_sign_where_nothing_takes_place(tara, world):
    world.tonight.status = Status.CANCELLED
    tara.visit(paper(world.tonight)).press("print", "Make the list", 409)
    assert "does not take place" in tara.text("#notice")
    assert kept() == []


def test_the_document_says_everything_on_every_page(tara, world):
    fill(world.a, 30)
    world.local.funding = "Paid for by a fund. Agreement 4711."
    sheet = printed(world.tonight, world.tara)
    found = pages(document(tara, sheet))
    assert len(found) == 2
    for number, text in enumerate(found, 1):
        assert f"Page {number} of 2" in text
        assert sheet.code in text
        assert "Agreement 4711" in text
        assert "Place for the logo" in text
        assert "Signature" in text
    assert "180 minutes = 4 units (3 h 00), a unit is 45 minutes" in found[0]
    for fact in ("Jesenice, group A", "Thursday, 24 March 2022", "17:00–20:15", "18:30–18:45",
                 "Centre, room 2", "A-01", "My-Phone", "1 LEA Lea"):  # fmt: skip
        assert fact in found[0], found[0]
    assert " 35 " in found[1]


def test_the_square_on_every_page_leads_back(tara, world):
    fill(world.a, 30)
    sheet = printed(world.tonight, world.tara)
    assert squares(document(tara, sheet)) == 2 * [[f"http://127.0.0.1:8000/sheets/{sheet.code}"]]
    tara.visit(f"/sheets/{sheet.code}")
    tara.visit(f"/sheets/{sheet.code.lower()}")


def test_the_same_facts_are_the_same_bytes(tara, world):
    sheet = printed(world.tonight, world.tara)
    assert document(tara, sheet) == document(tara, sheet)


def test_a_list_in_arabic_runs_to_the_left_and_keeps_every_name(tara, world):
    world.lou.native_name = "لو الحسيني"
    sheet = printed(world.tonight, world.tara, "ar")
    content = document(tara, sheet)
    in_english = document(tara, printed(world.tonight, world.tara))
    assert 400 < place_of(content, "LEA") < 595
    assert place_of(content, "17:00") < place_of(content, "20:15")  # as on a clock
    assert side_of_square(content) < 20 < 80 < side_of_square(in_english)
    assert all(name.startswith(("NotoSans", "NotoNaskhArabic")) for name in fonts(content))


def test_the_rows_keep_their_numbers_whoever_joins_later(tara, world):
    sheet = printed(world.tonight, world.tara)
    before = document(tara, sheet)
    fill(world.a, 1)
    assert document(tara, sheet) == before


@pytest.mark.parametrize("typed", ["7kq2m", "S-7KQ2M", " s 7kq 2m ", "s-7kq٢m"])
def test_a_code_is_read_however_it_is_typed(typed):
    assert as_sheet_code(typed) == "S-7KQ2M"


def test_a_list_is_found_by_its_code(tara, world):
    sheet = printed(world.tonight, world.tara)
    tara.visit(paper(world.next_week)).press("find", "Find the list", 303, code=sheet.code[2:])
    assert tara.url == f"/sheets/{sheet.code}"
    tara.visit("/sheets?code=S-XXXXX")
    assert "No list has the code “S-XXXXX”" in tara.text("#find_wrong")


def test_a_list_costs_the_same_for_few_and_for_many(tara, world):
    sheet = printed(world.tonight, world.tara)
    document(tara, sheet)
    with count_queries() as few:
        document(tara, sheet)
    fill(world.a, 60)
    sheet = printed(world.tonight, world.tara)
    document(tara, sheet)
    with count_queries() as many:
        assert len(pages(document(tara, sheet))) == 4
    assert len(many) == len(few)


def left_of(content, first, second):
    return place_of(content, first) < place_of(content, second)


def test_times_and_the_funders_sentence_run_their_own_way_on_an_arabic_list(app, world):
    world.local.funding = "Co-funded by the European Union. The views are ours alone."
    world.tonight.breaks = [["18:30", "18:45"]]
    db.session.commit()
    visitor = Visitor(app).sign_in(world.tara)
    content = document(visitor, printed(world.tonight, world.tara, "ar"))
    assert left_of(content, f"{world.tonight.starts:%H:%M}", f"{world.tonight.ends:%H:%M}")
    assert left_of(content, "18:30", "18:45")
    with pypdfium2.PdfDocument(content) as opened:
        text = opened[0].get_textpage()
        at, _count = text.search("alone", match_case=True).get_next()
        ends = [box[0] for n in range(-2, 6) if text.get_text_range(at + n, 1) == "."
                for box in [text.get_charbox(at + n)]]  # fmt: skip
        assert ends
        assert min(ends) > text.get_charbox(at + 4)[0]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_trainers_box_is_never_alone_on_a_page(app, world, language):
    visitor = Visitor(app).sign_in(world.tara)
    found = set()
    for empty in range(12, 20):
        made = pages(document(visitor, printed(world.tonight, world.tara, language, empty)))
        found.add(len(made))
        last = 2 + empty  # Lea and Lou are in the first rows
        assert {f"{last}", f"{last - 1}"} <= set(made[-1].split()), (empty, made[-1])
    assert found == {1, 2}
