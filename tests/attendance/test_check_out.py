"""Who leaves, and who comes back: what a scan is still good for, and whose marks stay."""

import pytest
from sqlalchemy import select

from lms.attendance.models import CheckIn, Mark, Source
from lms.db import db
from tests.attendance.register import address, live, marked
from tests.attendance.room import cards, check_ins, here, read, scan, since, wall_clock
from tests.queries import count_queries
from tests.visitor import Visitor

ALL_OF_IT = [("presence", "17:00", "20:15", False, None)]


@pytest.fixture
def evening(app, world, monkeypatch):
    world.local.check_out = True
    db.session.commit()
    app.config["CARD_IDLE_MINUTES"] = 600  # the clock jumps; the phone stays in their hands
    return wall_clock(monkeypatch, "17:05:40")


@pytest.fixture
def tara(app, world, evening):
    return Visitor(app).sign_in(world.tara)


@pytest.fixture
def lea(visitor, world, evening):
    return visitor.sign_in(world.lea)


def go(visitor):
    return visitor.press("leave", "I am leaving")


def send(visitor, ticket, do, status=303):
    """Somebody presses on a page that they still have open."""
    token = visitor.page.find("input", {"name": "csrf_token"})["value"]
    return visitor.look(visitor.send("POST", ticket, {"do": do, "csrf_token": token}), status)


def test_who_has_left_is_not_brought_in_again_by_the_scan_they_came_with(
    lea, tara, world, monkeypatch
):
    scan(lea, tara, world.tonight)
    here(lea)
    wall_clock(monkeypatch, "17:08:20")
    go(lea)
    wall_clock(monkeypatch, "17:12")
    lea.visit(lea.url)
    assert "You left at 17:08. If you come back, scan again." in lea.text("#left")
    assert lea.page.find("form", id="here") is None
    send(lea, lea.url, "come", 409)
    assert "You left at 17:08. If you come back, scan again." in lea.text("#notice")
    left = [("presence", "17:05", "17:08", False, None)]
    assert live(world.tonight, world.lea) == left
    scan(lea, tara, world.tonight)
    here(lea)
    assert live(world.tonight, world.lea) == left + since("17:12")


def test_nor_by_the_scan_that_they_left_with(lea, tara, world, monkeypatch):
    scan(lea, tara, world.tonight)
    here(lea)
    wall_clock(monkeypatch, "18:00:10")
    scan(lea, tara, world.tonight)
    ticket = lea.url
    wall_clock(monkeypatch, "18:00:50")
    go(lea)
    wall_clock(monkeypatch, "18:09")
    send(lea, ticket, "come", 409)
    wall_clock(monkeypatch, "18:09:30")
    scan(lea, tara, world.tonight)
    here(lea)
    send(lea, ticket, "come")  # back already: the older scan adds nothing
    assert "You are in since 18:09." in lea.text("#in")
    left = [("presence", "17:05", "18:00", False, None)]
    assert live(world.tonight, world.lea) == left + since("18:09")


def test_who_left_by_mistake_scans_again_at_once(lea, tara, world, monkeypatch):
    scan(lea, tara, world.tonight)
    here(lea)
    wall_clock(monkeypatch, "18:00:10")
    scan(lea, tara, world.tonight)
    go(lea)
    wall_clock(monkeypatch, "18:00:40")
    scan(lea, tara, world.tonight)
    here(lea)
    assert "You are in since 17:05." in lea.text("#in")


def test_who_was_marked_to_have_left_scans_again(lea, tara, world, monkeypatch):
    scan(lea, tara, world.tonight)
    marked(world.tonight, world.lea, left="17:08", recorder=world.tara)
    wall_clock(monkeypatch, "17:12")
    send(lea, lea.url, "come", 409)
    assert "You left at 17:08." in lea.text("#notice")
    scan(lea, tara, world.tonight)
    here(lea)
    assert live(world.tonight, world.lea)[1:] == since("17:12")


@pytest.mark.parametrize("source", [Source.TRAINER, Source.PAPER, Source.PLATFORM])
def test_what_others_marked_stays_as_it_is_and_the_leaving_beside_it(
    lea, tara, world, monkeypatch, source
):
    mark = marked(world.tonight, world.lea, source=source, recorder=world.tara)
    wall_clock(monkeypatch, "19:00:30")
    scan(lea, tara, world.tonight)
    go(lea)
    assert "At 19:00 you said that you leave. Your trainer sees it." in lea.text("main")
    assert lea.page.find("form", id="leave") is lea.page.find("form", id="here") is None
    send(lea, lea.url, "leave")  # twice is once
    assert live(world.tonight, world.lea) == ALL_OF_IT
    assert db.session.scalars(select(Mark)).all() == [mark]
    assert mark.source == source
    assert check_ins(world.tonight) == [("Lea", True, "square")]
    tara.visit(address(world.tonight))
    assert "Said at 19:00: I am leaving." in tara.text(f"#name_{world.lea.id}")
    assert "180 of 180" in tara.text(f"#line_{world.lea.id}") or "180 min" in tara.text("#lines")


def test_who_is_back_says_so_beside_the_mark_of_others(lea, tara, world, monkeypatch):
    marked(world.tonight, world.lea, recorder=world.tara)
    scan(lea, tara, world.tonight)
    wall_clock(monkeypatch, "17:07")
    go(lea)
    wall_clock(monkeypatch, "17:30")
    scan(lea, tara, world.tonight)
    here(lea)
    assert "you said that you leave" not in lea.text("main")
    assert [leaves for _who, leaves, _way in check_ins(world.tonight)] == [True, False]
    tara.visit(address(world.tonight))
    assert "I am leaving" not in tara.text("#lines")
    assert live(world.tonight, world.lea) == ALL_OF_IT


def test_a_card_that_leaves_keeps_whose_word_the_presence_is(lea, tara, world, monkeypatch):
    scan(lea, tara, world.tonight)
    here(lea)
    wall_clock(monkeypatch, "19:00")
    read(tara.visit(cards(world.tonight)), "K7P-42M", way="leave")
    assert live(world.tonight, world.lea) == [("presence", "17:05", "19:00", False, None)]
    old, new = db.session.scalars(select(Mark).order_by(Mark.id))
    assert (new.source, new.recorder_id) == ("self", world.lea.id)
    assert (old.withdrawn_by_id, new.recorded_at) == (world.tara.id, old.recorded_at)
    out = db.session.scalar(select(CheckIn).where(CheckIn.leaves))
    assert (out.mark_id, out.by_id, out.way) == (new.id, world.tara.id, "card")


@pytest.mark.parametrize(
    ("source", "end"), [("trainer", "19:00"), ("paper", "20:15"), ("platform", "20:15")]
)
def test_a_card_ends_what_trainers_marked_and_no_list(tara, world, monkeypatch, source, end):
    marked(world.tonight, world.lea, source=source, recorder=world.tara)
    wall_clock(monkeypatch, "19:00")
    read(tara.visit(cards(world.tonight)), "K7P-42M", way="leave")
    assert live(world.tonight, world.lea) == [("presence", "17:00", end, False, None)]
    sources = {mark.source for mark in db.session.scalars(select(Mark))}
    assert (sources, check_ins(world.tonight)) == ({source}, [("Lea", True, "card")])


def test_the_register_costs_no_more_however_many_leave(lea, tara, world, monkeypatch):
    marked(world.tonight, world.lea, recorder=world.tara)
    tara.visit(address(world.tonight))
    with count_queries() as none:
        tara.visit(address(world.tonight))
    scan(lea, tara, world.tonight)
    wall_clock(monkeypatch, "17:10")
    go(lea)
    with count_queries() as one:
        tara.visit(address(world.tonight))
    assert len(one) == len(none)
