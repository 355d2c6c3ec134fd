"""The trainer's screen: a code for the wall while check-in is open, and who is here."""

from datetime import timedelta

import pytest

from lms.attendance.models import Status
from lms.attendance.rules.check_in import codes_now
from lms.db import db
from tests.attendance.register import address, fill, marked
from tests.attendance.room import digits, read_square, screen, wall_clock
from tests.queries import count_queries
from tests.visitor import Visitor


@pytest.fixture
def tara(app, world):
    world.tonight.status = Status.PLANNED
    return Visitor(app).sign_in(world.tara)


def room(visitor):
    return visitor.text("#room")


def test_the_square_leads_to_the_session_and_the_numbers_stand_beside_it(tara, world, monkeypatch):
    now = wall_clock(monkeypatch, "16:45")
    url = read_square(tara.visit(screen(world.tonight)).page)
    code = codes_now("test", world.tonight.uid, now)[0]
    assert url == f"http://localhost/here/{world.tonight.uid}/{code.token}"
    assert tara.text(".digits").replace(" ", "") == code.digits
    assert tara.page.select_one(".digits bdi")["dir"] == "ltr"
    assert "localhost/here" in tara.text(".address")
    assert "0 of 2 are here" in room(tara)


@pytest.mark.parametrize(
    ("time", "words"),
    [
        ("09:00", "Check-in opens at 16:30."),
        ("16:29:59", "Check-in opens at 16:30."),
        ("20:15", "This session is over, and so is check-in."),
    ],
)
def test_there_is_no_code_before_and_none_after(tara, world, monkeypatch, time, words):
    wall_clock(monkeypatch, time)
    tara.visit(screen(world.tonight))
    assert words in room(tara)
    assert tara.page.select("svg.qr, .digits") == []


def test_how_early_it_opens_is_a_setting(app, tara, world, monkeypatch):
    app.config["CHECK_IN_MINUTES"] = 5
    wall_clock(monkeypatch, "16:50")
    assert "Check-in opens at 16:55." in room(tara.visit(screen(world.tonight)))


def test_on_another_day_it_says_which(tara, world):
    words = room(tara.visit(screen(world.next_week)))
    assert "Check-in opens on Thursday, 31 March 2022 at 16:30." in words.replace("y 31", "y, 31")


@pytest.mark.parametrize(
    ("status", "words"),
    [("cancelled", "This session is cancelled."), ("moved", "This session was moved.")],
)
def test_what_does_not_take_place_has_no_code(tara, world, monkeypatch, status, words):
    wall_clock(monkeypatch, "17:00")
    world.tonight.status = status
    assert words in room(tara.visit(screen(world.tonight)))
    assert tara.page.select("svg.qr") == []


def test_a_sealed_or_locked_register_has_no_code(tara, world, monkeypatch):
    world.tonight.sealed_at = wall_clock(monkeypatch, "17:00")
    assert "The register is closed and sealed." in room(tara.visit(screen(world.tonight)))
    world.tonight.sealed_at = None
    wall_clock(monkeypatch, "17:00", world.tonight.day + timedelta(days=20))
    tara.sign_in(world.tara)
    assert "The register was locked after" in room(tara.visit(screen(world.tonight)))


def test_a_programme_without_check_in_says_so_and_offers_no_way_to_it(tara, world, monkeypatch):
    wall_clock(monkeypatch, "17:00")
    ways = "#way_attendance_check_in"
    for page in (address(world.tonight), f"/sessions/{world.tonight.id}"):
        assert tara.visit(page).page.select_one(ways)["href"] == screen(world.tonight)
    world.local.check_in = False
    assert tara.visit(address(world.tonight)).page.select(ways) == []
    assert "people do not check in themselves" in room(tara.visit(screen(world.tonight)))


def test_names_appear_newest_first_while_the_screen_looks_again(tara, world, monkeypatch):
    wall_clock(monkeypatch, "17:06")
    tara.visit(screen(world.tonight))
    poll = tara.page.find(id="room")
    assert (poll["hx-trigger"], poll["hx-target"]) == ("every 4s", "#room")
    late = wall_clock(monkeypatch, "17:07")
    marked(world.tonight, world.lou, "17:05", recorded_at=late - timedelta(minutes=1))
    marked(world.tonight, world.lea, "17:07", recorded_at=late)
    answer = tara.send("GET", poll["hx-get"], headers={"HX-Request": "true", "HX-Target": "room"})
    assert "<html" not in answer.text
    tara.swap(answer, 200, "room")
    assert "2 of 2 are here" in room(tara)
    names = [" ".join(one.text.split()) for one in tara.page.select(".names li")]
    assert names == ["Lea 17:07", "Lou 17:05"]


def test_without_scripts_the_page_loads_itself_anew(tara, world, monkeypatch):
    wall_clock(monkeypatch, "17:00")
    refresh = tara.visit(screen(world.tonight)).page.select_one("head noscript meta")
    assert refresh["http-equiv"] == "refresh"
    wall_clock(monkeypatch, "21:00")
    assert tara.visit(screen(world.tonight)).page.select("noscript") == []


def test_a_new_turn_has_a_new_code_and_nothing_of_it_is_kept(tara, world, monkeypatch):
    wall_clock(monkeypatch, "17:00:10")
    first = digits(tara, world.tonight), read_square(tara.page)
    wall_clock(monkeypatch, "17:00:29")
    assert (digits(tara, world.tonight), read_square(tara.page)) == first
    wall_clock(monkeypatch, "17:00:30")
    second = digits(tara, world.tonight), read_square(tara.page)
    assert second[0] != first[0]
    assert second[1] != first[1]


def test_the_screen_costs_the_same_for_few_and_for_many(tara, world, monkeypatch):
    wall_clock(monkeypatch, "17:00")
    url = screen(world.tonight)
    tara.visit(url)
    with count_queries() as few:
        tara.visit(url)
    for who in fill(world.a, 40):
        marked(world.tonight, who)
    db.session.commit()
    with count_queries() as many:
        tara.visit(url)
    assert len(many) == len(few) <= 4, many
    assert len(tara.page.select(".names li")) == 24
    assert "40 of 42 are here" in room(tara)
