"""The paper: on one page, in any script, tagged, with the serial for cameras and programs."""

import copy
import io

import pypdfium2
import pytest
from pypdf import PdfReader

from lms.attestations.actions import papers
from lms.attestations.letters.paper import address_of, in_order, time_words
from lms.attestations.models import Attestation, Template
from lms.courses.models import Programme
from lms.credentials.picture import own_way
from tests.attestations.facts import FACTS
from tests.cast import NOW

SERIAL = "7K3M9QXA2BVCT5WD"
LONG = "Maria Magdalena von und zu " * 8
NAMES = ["Амина Юсуф", "مریم احمدی", "Ελένη Παπαδοπούλου", "አሚና ዩሱፍ", None, LONG[:200]]


def printed(languages, facts=FACTS, name="Amina Yusuf", native=None, **look):
    made = Attestation(
        serial=SERIAL, holder=name, holder_native=native, facts=facts, issued_at=NOW
    )  # fmt: skip
    template = Template(colour="#1d3557", languages=languages, **look)
    return papers.print_paper(made, template, Programme(), languages)


def text_of(content):
    return "\n".join(
        page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content)
    )


def pages_of(content):
    return len(pypdfium2.PdfDocument(content))


def ten_courses():
    facts = copy.deepcopy(FACTS)
    facts["courses"] = [facts["courses"][number % 2] for number in range(10)]
    return facts


def nothing_attended():
    none = {"levels": [], "modules": [], "courses": [], "assessment": None, "portfolio": None}
    hours = {"total_minutes": 0, "credited_minutes": 0, "percent": "0.00", "ratio": "0"}
    return copy.deepcopy(FACTS) | {"first_day": None, "last_day": None} | none | hours


def test_it_says_hours_with_their_unit_levels_serial_and_address(app):
    said = " ".join(text_of(printed(["en"])).split())
    for words in ("Amina Yusuf", "49 of 60 hours of 45 min", "36 h 45", "Digital basics", "A1",
                  "7K3M-9QXA-2BVC-T5WD", "From 24 March 2022 to 9 June 2022"):  # fmt: skip
        assert words in said.replace("\xa0", " "), said


@pytest.mark.parametrize("native", NAMES)
def test_names_in_every_script_stand_on_one_page(app, native):
    assert pages_of(printed(["sl", "ar"], native=native)) == 1


def test_ten_courses_in_two_languages_and_no_session_at_all_stand_on_one_page(app):
    assert pages_of(printed(["sl", "ar"], ten_courses())) == 1
    content = printed(["en"], nothing_attended())
    assert pages_of(content) == 1
    assert "From" not in text_of(content)


def test_it_is_tagged_and_its_serial_is_known_to_programs(app):
    read = PdfReader(io.BytesIO(printed(["sl", "ar"])))
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert read.trailer["/Root"]["/Lang"] == "sl"
    assert "7K3M-9QXA-2BVC-T5WD" in read.metadata["/Keywords"]
    links = {
        note.get_object()["/A"]["/URI"] for note in read.pages[0]["/Annots"]
    }  # fmt: skip
    assert links == {address_of(SERIAL)}


def test_the_same_facts_give_the_same_bytes(app):
    assert printed(["en"]) == printed(["en"])


def test_a_language_that_runs_to_the_left_stands_on_the_right():
    assert in_order(["ar", "sl"]) == ["sl", "ar"]
    assert in_order(["sl", "en"]) == ["sl", "en"]


def test_time_is_cut_to_the_minute_and_never_rounded():
    assert time_words(2205) == "36\xa0h\xa045"
    assert time_words(0) == "0\xa0h\xa000"


def test_the_paper_names_what_was_made_up_and_the_sessions(app):
    said = " ".join(text_of(printed(["en"])).split()).replace("\xa0", " ")
    assert "12 of 16 sessions" in said
    assert "Of these, 4 (3 h 00) were made up after missed sessions." in said


def test_the_paper_says_the_share_that_is_asked_exactly(app):
    facts = copy.deepcopy(FACTS)
    facts["policy"]["rules"]["threshold"] = "2/3"
    said = " ".join(text_of(printed(["en"], facts)).split()).replace("\xa0", " ")
    assert "the programme asks for 2/3." in said


def test_a_name_of_one_very_long_word_stays_on_the_paper(app):
    (page,) = pypdfium2.PdfDocument(printed(["en"], name="W" * 200))
    text = page.get_textpage()
    boxes = [text.get_charbox(at) for at in range(text.count_chars())]
    assert all(left > 0 and right < page.get_width() for left, _low, right, _high in boxes)


def test_words_that_are_not_translated_run_their_own_way():
    assert own_way("49 of 60 hours", "rtl") == "ltr"
    assert own_way("49 من 60", "rtl") == "rtl"
    assert own_way("66.66 %", "rtl") == "rtl"
