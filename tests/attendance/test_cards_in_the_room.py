"""The trainer reads learners' cards, by camera or by their codes."""

import pytest
from sqlalchemy import select

from lms.attendance.models import Mark, Status
from lms.db import db
from tests.attendance.register import address, live
from tests.attendance.room import cards, check_ins, read, wall_clock
from tests.queries import count_queries
from tests.visitor import Visitor


@pytest.fixture
def evening(world, monkeypatch):
    world.tonight.status = Status.PLANNED
    return wall_clock(monkeypatch, "17:05:40")


@pytest.fixture
def tara(visitor, world, evening):
    return visitor.sign_in(world.tara).visit(cards(world.tonight))


def says(visitor):
    return visitor.text("#scanned") if visitor.htmx else visitor.text("#notice")


SINCE = [("presence", "17:05", None, False, None)]


@pytest.mark.parametrize(
    "code",
    [
        "http://localhost/sign-in?code=K7P-42M",
        "https://ura.example/sign-in?x=1&code=K7P-42M",
        "K7P-42M",
        " k7p 42m ",
        "LEA",
        "lea",
    ],
)
def test_a_card_marks_its_learner_from_now_on(tara, world, code):
    read(tara, code)
    assert "Lea is in since 17:05." in says(tara)
    assert "Lea 17:05" in tara.text("#arrived")
    assert "1 of 2 is here" in tara.text("#arrived") or "1 of 2 are here" in tara.text("#arrived")
    assert live(world.tonight, world.lea) == SINCE
    assert check_ins(world.tonight) == [("Lea", False, "card")]
    mark = db.session.scalar(select(Mark))
    assert (mark.source, mark.recorder_id) == ("trainer", world.tara.id)
    assert world.tonight.status == Status.HELD


def test_the_same_card_again_changes_nothing(tara, world, monkeypatch):
    read(tara, "K7P-42M")
    wall_clock(monkeypatch, "17:30")
    read(tara, "K7P-42M")
    assert "Lea is in since 17:05." in says(tara)
    assert live(world.tonight, world.lea) == SINCE
    assert len(check_ins(world.tonight)) == 1


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("", "Type the code on the card"),
        ("ZZZ-999", "No card or person of this session has the code “ZZZ-999”."),
        ("http://evil.example/?code=%00", "No card"),
        ("http://[", "No card or person"),
        ("x" * 700, "This is too long."),
        ("olga", "No card or person of this session has the code “olga”."),
        ("tara", "No card or person of this session has the code “tara”."),
    ],
)
def test_what_is_no_card_of_theirs_says_so_and_nothing_of_whom(tara, world, code, words):
    read(tara, code, 422)
    assert words in tara.text("#scanned")
    assert "Olga" not in tara.text("#scanned")
    assert live(world.tonight) == []


def test_somebody_of_the_house_can_come_as_a_guest(tara, world):
    read(tara, "BO", 422)
    assert "Bo is not on the list of this session." in tara.text("#scanned")
    assert live(world.tonight) == []
    tara.press("card", "Mark Bo as guest", code="BO")
    assert live(world.tonight, world.bo) == SINCE
    assert "Guest" in tara.text("#arrived")


def test_nobody_of_another_house_is_made_a_guest_by_hand(tara, world):
    tara.press("card", "Mark", 422, code="OLGA", guest="OLGA")
    assert live(world.tonight) == []


def test_they_leave_where_the_programme_checks_out(tara, world, monkeypatch):
    world.local.check_out = True
    tara.visit(cards(world.tonight))
    read(tara, "K7P-42M", way="come")
    wall_clock(monkeypatch, "19:00")
    read(tara, "K7P-42M", way="leave")
    assert "Lea left at 19:00." in says(tara)
    assert live(world.tonight, world.lea) == [("presence", "17:05", "19:00", False, None)]
    read(tara, "LOU", way="leave")
    assert "Lou is not in, so nothing was changed." in says(tara)
    assert live(world.tonight, world.lou) == []


def test_a_leaving_card_comes_where_nobody_checks_out(tara, world):
    read(tara, "K7P-42M", way="leave")
    assert live(world.tonight, world.lea) == SINCE


@pytest.mark.parametrize(
    ("time", "words"),
    [
        ("16:00", "Cards can be read from 16:30 on."),
        ("20:15", "This session is over. Mark people in the register."),
    ],
)
def test_cards_are_read_while_people_come_and_go(tara, world, monkeypatch, time, words):
    wall_clock(monkeypatch, time)
    read(tara, "K7P-42M", 409)
    assert words in tara.text("#notice")
    assert live(world.tonight) == []
    assert words in tara.visit(cards(world.tonight)).text("main")
    assert tara.page.find("form", id="card") is None


def test_a_cancelled_session_reads_no_cards(tara, world):
    world.tonight.status = Status.CANCELLED
    read(tara, "K7P-42M", 409)
    assert "This session is cancelled." in tara.text("#notice")
    assert live(world.tonight) == []


def test_this_page_alone_may_ask_for_the_camera(app, tara, world):
    policy = "Permissions-Policy"
    answer = tara.send("GET", cards(world.tonight))
    assert "camera=(self)" in answer.headers[policy]
    assert "geolocation=()" in answer.headers[policy]
    assert "camera=()" in tara.send("GET", address(world.tonight)).headers[policy]
    assert tara.page.find(id="camera").has_attr("hidden")  # until the script can use it


def test_a_register_shows_a_card_as_the_trainers_word(app, tara, world):
    read(tara, "K7P-42M")
    other = Visitor(app).sign_in(world.ema).visit(address(world.tonight))
    line = other.text(f"#line_{world.lea.id}")
    assert "There from 17:05 to 20:15. Marked by Tara at 17:05." in line


def test_a_card_costs_the_same_for_few_and_for_many(app, tara, world):
    url = cards(world.tonight)

    def count(code):
        token = tara.page.find("input", {"name": "csrf_token"})["value"]
        headers = {"HX-Request": "true", "HX-Target": "scanned"}
        with count_queries() as seen:
            tara.send("POST", url, {"code": code, "csrf_token": token}, headers)
        return seen

    first, second = count("LEA"), count("LOU")
    assert len(second) <= len(first) <= 10, first
