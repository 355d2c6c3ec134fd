"""A stranger asks whether an attestation is genuine, and is told that and nothing else."""

import pytest

from lms.attestations.views import verifying
from lms.attestations.views.blueprint import sent, wrong
from lms.db import db
from tests.attestations.facts import FACTS
from tests.attestations.samples import SERIAL, SHOWN, attested
from tests.cast import NOW
from tests.queries import count_queries

URL = f"/verify/{SHOWN}"


@pytest.fixture(autouse=True)
def nobody_tried():
    wrong.forget()
    sent.forget()


@pytest.fixture
def issued(world):
    return attested(world)


def test_a_stranger_sees_at_a_glance_that_it_is_valid_whose_it_is_and_for_how_many_hours(
    issued, visitor
):
    visitor.visit(URL)
    assert visitor.text("h1") == "Valid"
    assert visitor.text(".record-name") == "Lea"
    assert visitor.text(".record-native") == "ليا"
    assert visitor.text(".record-what") == "Digital and Local"
    assert visitor.text(".record-hours b") == "49 of 60 hours of 45 min"
    assert "36 h 45" in visitor.text(".record-hours")
    assert "81.66 %; the programme asks for 80 %." in visitor.text(".record").replace("\xa0", " ")


def test_every_fact_of_the_record_is_repeated(issued, visitor):
    text = visitor.visit(URL).text(".record").replace("\xa0", " ")
    for words in (
        "Digital basics", "28 of 30 hours of 45 min", "Slovene, first steps", "21 of 30 hours",
        "Of these, 4 (3 h 00) were made up", "24 March 2022 to 9 June 2022", "12 of 16 sessions",
        "Speaking A1 (before: Pre-A1)", "Test passed Exit test, 9 June 2022",
        "Modules completed Safe online", "Adult Education Centre Jesenice", SHOWN,
    ):  # fmt: skip
        assert words in text, words


def test_it_says_nothing_else_about_the_person(issued, world, visitor):
    visitor.visit(URL)
    page = str(visitor.page)
    for secret in (world.lea.code, world.lea.card_code, "Ema", "jesenice-a", "Group A"):
        assert secret not in page, secret


def test_search_engines_are_told_to_stay_away(issued, visitor):
    for url in (URL, "/verify", "/verify/0000-0000-0000-0000"):
        assert "noindex" in visitor.send("GET", url).headers["X-Robots-Tag"]


def test_it_asks_the_database_once(issued, visitor):
    visitor.visit(URL)
    with count_queries() as statements:
        visitor.visit(URL)
    assert len(statements) == 1, statements


@pytest.mark.parametrize(
    "typed",
    [
        SHOWN,
        SERIAL.lower(),
        " 7k3m 9qxa 2bvc t5wd ",
        "7K3M–9QXA–2BVC–T5WD",
        f"Serial: {SHOWN}.",
        f"https://ura.example:8443/ura/verify/{SERIAL}?from=mail",
        f"see http://x/verify/{SHOWN} .",
        "7K3M_9QXA_2BVC_T5WD",
        "７K３M-９QXA-２BVC-T５WD",
        "٧K٣M-٩QXA-٢BVC-T٥WD",
        "7K3M—9QXA…2BVC/T5WD",
    ],
)
def test_a_serial_is_found_however_it_is_typed(issued, visitor, typed):
    visitor.visit("/verify").press("check", "Check", serial=typed)
    assert visitor.text("h1") == "Valid"


@pytest.mark.parametrize("typed", ["", "7K3M-9QXA", "not a serial at all", "7" * 500, "<b>"])
def test_what_cannot_be_a_serial_is_said_in_the_form_and_not_lost(visitor, typed):
    visitor.visit("/verify").press("check", "Check", status=422, serial=typed)
    assert "16 letters and digits" in visitor.text("#check_wrong")
    assert visitor.page.select_one("#check_serial")["value"] == typed[:400]


def test_a_serial_that_nobody_has_gets_clear_words(issued, visitor):
    visitor.visit("/verify/7K3M-9QXA-2BVC-T5WE", 404)
    assert "no attestation with this serial" in visitor.text("#check_wrong")
    assert visitor.page.select_one("#check_serial")["value"] == "7K3M-9QXA-2BVC-T5WE"


def test_who_guesses_again_and_again_waits_also_for_a_right_one(issued, visitor):
    for _time in range(wrong.tries):
        visitor.visit("/verify/0000-0000-0000-0000", 404)
    assert "Wait 15 minutes" in visitor.visit(URL, 429).text("#notice")


def test_a_revoked_one_says_so_and_when_but_not_why(issued, visitor):
    issued.revoked_at, issued.reason = NOW, "Her name was wrong"
    visitor.visit(URL)
    assert visitor.text("h1") == "Revoked"
    assert "revoked on 24 March 2022" in visitor.text(".ruling")
    assert "name was wrong" not in visitor.text()
    assert visitor.text("details .record-name") == "Lea", "what it said, behind a word"


def erase(issued, wish):
    issued.holder = issued.holder_native = issued.facts = issued.person = None
    issued.erased_at, issued.answers_after_erasure = NOW, wish


def test_after_erasing_it_says_valid_where_the_holder_wished_that(issued, visitor):
    erase(issued, wish=True)
    visitor.visit(URL)
    assert visitor.text("h1") == "Valid"
    assert "had their data erased" in visitor.text()
    assert "Digital and Local" in visitor.text()
    assert not visitor.page.select(".record")


def test_after_erasing_it_says_nothing_where_the_holder_did_not_wish_it(issued, visitor):
    erase(issued, wish=False)
    visitor.visit(URL, 410)
    assert visitor.text("h1") == "Nothing is said"
    assert "Digital and Local" not in visitor.text()


def test_a_revoked_one_stays_revoked_after_erasing(issued, visitor):
    issued.revoked_at = NOW
    erase(issued, wish=True)
    assert visitor.visit(URL).text("h1") == "Revoked"


def test_a_record_that_somebody_changed_in_the_database_is_not_called_valid(issued, visitor):
    issued.facts = issued.facts | {"total_minutes": 2700}
    db.session.commit()
    visitor.visit(URL, 409)
    assert visitor.text("h1") == "Not valid"
    assert not visitor.page.select(".record")


def test_every_test_that_was_asked_and_passed_is_told(world, visitor):
    other = {"key": "a/b/quiz", "title": {"en": "Second test"}, "passed_on": "2022-06-01"}
    attested(world, facts=FACTS | {"assessments": [FACTS["assessment"], other]})
    text = visitor.visit(URL).text()
    assert "Test passed Exit test, 9 June 2022" in text
    assert "Test passed Second test, 1 June 2022" in text


def test_a_record_that_was_changed_and_revoked_shows_nothing_of_what_it_says_now(issued, visitor):
    issued.facts, issued.revoked_at = issued.facts | {"total_minutes": 99_999}, NOW
    db.session.commit()
    visitor.visit(URL)
    assert visitor.text("h1") == "Revoked"
    assert not visitor.page.select(".record")
    assert "What it said" not in visitor.text()


def test_no_sentence_is_glued_of_pieces_around_the_name(issued, visitor):
    head = visitor.visit(URL).text(".record-head")
    assert "We confirm what this person has completed: Lea" in head
    assert "This is to certify" not in head
    assert "has completed " not in head.replace("person has completed:", "")


def test_a_record_with_the_least_in_it_is_shown(world, visitor):
    facts = {
        "first_day": None, "last_day": None, "courses": [], "modules": [], "assessment": None,
        "levels": [{"framework": "other", "skill": "x", "entry": None, "exit": "A1", "on": None}],
        "make_up_minutes": 0, "sessions": {"attended": 0, "held": 0},
        "policy": {"version": 1, "rules": {}},
    }  # fmt: skip
    attested(world, person=world.lou, facts=FACTS | facts)
    visitor.visit(URL)
    assert visitor.text("h1") == "Valid"
    assert "0 of 0 sessions" in visitor.text()


@pytest.mark.parametrize("language", ["sl", "ar"])
def test_it_speaks_the_language_of_the_browser(issued, visitor, language):
    visitor.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = language
    visitor.visit(URL)
    assert visitor.page.html["lang"] == language
    assert visitor.text(".record-name") == "Lea"


def test_a_record_that_others_push_out_of_memory_meanwhile_is_shown_all_the_same(
    visitor, world, monkeypatch
):
    attested(world)
    monkeypatch.setattr(verifying, "REMEMBERED", 0)
    assert "Lea" in visitor.visit(URL).text("main")
