"""When a register is closed, whose it is, and what it shows of people who were in two places."""

from datetime import date, timedelta

import pytest

from lms import clock
from lms.attendance.models import Mode, Status
from lms.db import db
from tests.attendance.register import PRESENT, address, live, marked, said, save, shown, tap
from tests.cast import NOW, THURSDAY
from tests.visitor import Visitor


@pytest.fixture
def tara(visitor, world):
    return visitor.sign_in(world.tara).visit(address(world.tonight))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"status": Status.CANCELLED}, "cancelled"),
        ({"status": Status.MOVED}, "moved"),
        ({"day": THURSDAY + timedelta(days=1)}, "opens on the day"),
        ({"day": date(2022, 3, 9)}, "locked after 23 March 2022"),
    ],
)
def test_a_closed_register_is_shown_and_not_changed(tara, world, values, words):
    for name, value in values.items():
        setattr(world.tonight, name, value)
    db.session.commit()
    save(tara, 409, **said(world.lea, mark="present"))
    assert words in tara.text("#notice")
    assert live(world.tonight) == []
    tara.visit(address(world.tonight))
    assert words in tara.text("main")
    assert tara.page.select_one("#register fieldset").has_attr("disabled")
    assert not tara.page.find(id="save")


@pytest.mark.parametrize(("day", "is_open"), [(7, True), (8, False)])
def test_marks_can_be_changed_until_the_last_open_day(world, app, monkeypatch, day, is_open):
    monkeypatch.setattr(clock, "now", lambda: NOW.replace(month=4, day=day, hour=21, minute=59))
    tara = Visitor(app).sign_in(world.tara).visit(address(world.tonight))
    assert bool(tara.page.find(id="save")) == is_open


def test_what_was_imported_late_locks_from_then(app, world):
    world.tonight.day, world.tonight.locks_from = date(2022, 2, 10), THURSDAY
    tara = Visitor(app).sign_in(world.tara).visit(address(world.tonight))
    save(tara, **said(world.lea, mark="present"))
    assert live(world.tonight, world.lea) == PRESENT


def test_a_session_after_midnight_is_open_from_its_own_day(app, world):
    world.tonight.zone = "Pacific/Auckland"  # it is Friday there
    tara = Visitor(app).sign_in(world.tara).visit(address(world.tonight))
    save(tara, **said(world.lea, mark="present"))
    assert live(world.tonight, world.lea) == PRESENT


# whose


@pytest.mark.parametrize(
    ("who", "status"),
    [("tara", 200), ("ema", 200), ("ada", 200), ("sam", 403), ("oto", 403), ("lea", 403)],
)
def test_the_register_is_its_trainers_and_coordinators(visitor, world, who, status):
    visitor.sign_in(getattr(world, who)).visit(address(world.tonight), status)


def test_another_groups_register_cannot_be_saved(visitor, world):
    visitor.sign_in(world.sam).visit(address(world.of_b))
    form = visitor.page.find("form", id="register")
    form["action"] = form["hx-post"] = address(world.tonight)
    save(visitor, 403)
    assert live(world.tonight) == []


def test_who_stands_in_for_a_session_takes_its_register(visitor, world):
    world.tonight.trainer = world.sam
    visitor.sign_in(world.sam).visit(address(world.tonight))


# two places at once


def test_two_places_at_once_are_shown_and_neither_counts(tara, world):
    world.of_b.day = THURSDAY
    marked(world.of_b, world.lea, "16:30", "18:00")
    marked(world.tonight, world.lea)
    tara.visit(address(world.tonight))
    assert shown(tara, world.lea) == ("present", "0 min")
    words = tara.text(f"#said_{world.lea.id}")
    assert "Also marked present in Jesenice, group B, 16:30 to 18:00. Neither counts" in words
    tap(tara, **said(world.lea, mark="part", came="18:00"))
    assert shown(tara, world.lea) == ("part", "120 min")
    assert "Also marked" not in tara.text(f"#said_{world.lea.id}")


@pytest.mark.parametrize("mode", [Mode.ONLINE, Mode.HYBRID])
def test_online_one_can_be_at_two_sessions(tara, world, mode):
    world.of_b.day, world.of_b.mode = THURSDAY, mode
    marked(world.of_b, world.lea)
    marked(world.tonight, world.lea)
    assert shown(tara.visit(address(world.tonight)), world.lea) == ("present", "180 min")


def test_a_session_that_was_not_held_is_no_conflict(tara, world):
    world.of_b.day, world.of_b.status = THURSDAY, Status.CANCELLED
    marked(world.of_b, world.lea)
    marked(world.tonight, world.lea)
    assert shown(tara.visit(address(world.tonight)), world.lea) == ("present", "180 min")
