"""Closing a register by hand: asked first, sealed at once, changed by nobody alone afterwards."""

import pytest

from lms import clock
from lms.attendance import imports
from lms.attendance.actions import seals
from lms.attendance.models import Status
from lms.db import db
from lms.tables import FileRefused, to_csv
from lms.tables.formats import ATTENDANCE, SESSIONS
from tests.attendance.amendments import links, locked
from tests.attendance.register import PRESENT, address, live, marked, said, save
from tests.cast import NOW, THURSDAY, ZONE
from tests.queries import count_queries


@pytest.fixture
def tara(visitor, world):
    return visitor.sign_in(world.tara)


def close(visitor, meeting, words="Close", status=None, **typed):
    visitor.visit(f"/sessions/{meeting.id}/closing")
    return visitor.press("closing", words, status, **typed)


def both_marked(world):
    for who in (world.lea, world.lou):
        marked(world.tonight, who, recorder=world.tara)
    return world.tonight


def test_the_trainer_closes_the_register_and_sees_the_seal(tara, world):
    meeting = both_marked(world)
    assert tara.visit(address(meeting)).page.find(id="way_attendance_closing")
    close(tara, meeting, "Close and seal")
    (link,) = links(world.a)
    assert (link.kind, link.made_by, link.made_at) == ("seal", world.tara, NOW)
    assert "Sealed on 24 March 2022, 20:30 by Tara." in tara.text("#seal")
    assert link.hash in tara.text("#seal")
    assert f"{link.hash[:4]} {link.hash[4:8]}" in tara.text("#link_1")
    assert "Seal 1 of Jesenice, group A" in tara.visit(f"/sessions/{meeting.id}").text("#seal")
    assert not tara.page.find(id="way_attendance_closing")


def test_who_is_unmarked_is_said_before(tara, world):
    marked(world.tonight, world.lea, recorder=world.tara)
    tara.visit(f"/sessions/{world.tonight.id}/closing")
    assert "1 person is not marked" in tara.text("main")
    assert "Lou" in tara.text("main .notice")
    tara.press("closing", "Close it all the same")
    assert len(links(world.a)) == 1


def test_what_was_marked_meanwhile_is_asked_about_again(tara, world):
    marked(world.tonight, world.lea, recorder=world.tara)
    tara.visit(f"/sessions/{world.tonight.id}/closing")
    marked(world.tonight, world.lou, recorder=world.sam)
    tara.press("closing", "Close it all the same", 409)
    assert "0 people are unmarked now" in tara.text("#notice")
    assert links() == []


def test_a_sealed_register_is_not_marked_and_its_session_not_changed(tara, world):
    meeting = both_marked(world)
    tara.visit(address(meeting))
    old = tara.page
    close(tara, meeting)
    tara.page = old
    save(tara, 409, **said(world.lea, mark="absent"))
    assert "closed and sealed" in tara.text("#notice")
    assert live(meeting, world.lea) == PRESENT
    tara.visit(f"/sessions/{meeting.id}")
    assert not tara.page.find("form", id="cancel")
    assert not tara.page.find("form", id="session")
    tara.visit(f"/sessions/{meeting.id}/closing")
    assert "closed and sealed" in tara.text("main")
    assert not tara.page.find("form", id="closing")


@pytest.mark.parametrize(
    ("values", "hour", "words"),
    [
        ({"status": Status.CANCELLED}, 19, "cancelled"),
        ({"day": THURSDAY.replace(day=25)}, 19, "has not begun yet"),
        ({}, 15, "has not begun yet"),
    ],
)
def test_what_has_not_begun_or_is_cancelled_is_not_closed(
    tara, world, monkeypatch, values, hour, words
):
    both_marked(world)
    for name, value in values.items():
        setattr(world.tonight, name, value)
    db.session.commit()
    monkeypatch.setattr(clock, "now", lambda: NOW.replace(hour=hour))
    tara.visit(f"/sessions/{world.tonight.id}/closing")
    assert words in tara.text("main")
    assert not tara.page.find("form", id="closing")
    assert not tara.visit(address(world.tonight)).page.find(id="way_attendance_closing")
    tara.app.config["WTF_CSRF_ENABLED"] = False
    answer = tara.send("POST", f"/sessions/{world.tonight.id}/closing", {"unmarked": "0"})
    assert (answer.status_code, words in answer.text) == (409, True)


def test_a_register_that_nobody_took_is_not_closed_by_hand(tara, world):
    close(tara, world.tonight, status=409)
    assert "Nobody is marked yet" in tara.text("#notice")
    assert links() == []


@pytest.mark.parametrize("typed", ["", "two", "-1", "9" * 400, "²"])
def test_a_number_that_is_none_closes_nothing(tara, world, typed):
    close(tara, both_marked(world), status=409, unmarked=typed)
    assert links() == []


def test_a_file_changes_nothing_in_a_sealed_register(tara, world):
    close(tara, both_marked(world))
    header, line = ",".join(ATTENDANCE.columns), "A-01,LEA,17:20,20:15,,,"
    with pytest.raises(FileRefused) as why:
        imports.attendance(f"{header}\n{line}\n".encode(), by=None, now=NOW, zone=ZONE)
    assert "closed and sealed" in str(why.value.problems)
    assert live(world.tonight, world.lea) == PRESENT


def test_an_open_register_asks_nothing_about_seals(tara, world):
    both_marked(world)
    with count_queries() as seen:
        tara.visit(address(world.tonight))
    assert not [one for one in seen if "register_links" in one or "amendments" in one]


@pytest.mark.parametrize(
    ("column", "value"),
    [("date", "2022-03-23"), ("start", "17:30"), ("status", "cancelled"), ("mode", "online")],
)
def test_a_file_changes_nothing_of_a_sealed_session_that_nobody_took(world, column, value):
    meeting = locked(world, status=Status.PLANNED)
    seals.seal_by_time(meeting.id, now=NOW)
    db.session.commit()
    row = {"session_code": "A-01", "group": "jes-a", "date": "2022-03-09", "start": "17:00",
           "end": "20:15", "breaks": "18:30-18:45", "zone": ZONE, "mode": "onsite",
           "course": "digital-basics", "module": "01-my-phone", "status": "planned",
           "place": "Centre, room 2", "trainer": "TARA"}  # fmt: skip
    cells = {**row, column: value}
    text = to_csv(SESSIONS.columns, [[cells.get(name, "") for name in SESSIONS.columns]])
    with pytest.raises(FileRefused) as why:
        imports.sessions(text.encode(), by=None, now=NOW, zone=ZONE)
    assert [(p.column, "closed and sealed" in p.words) for p in why.value.problems] == [
        (column, True)
    ]
