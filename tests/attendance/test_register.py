"""Taking the register: all present, then the exceptions; what counts, and what is refused."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.attendance.models import Mark, Source, Status
from lms.db import db
from tests.attendance.register import (
    ABSENT,
    PRESENT,
    address,
    live,
    marked,
    said,
    save,
    shown,
    tap,
)
from tests.cast import NOW, THURSDAY
from tests.visitor import Visitor


@pytest.fixture
def tara(visitor, world):
    return visitor.sign_in(world.tara).visit(address(world.tonight))


def test_all_present_then_the_exceptions(tara, world):
    tara.press("register", "All present")
    assert live(world.tonight, world.lea) == live(world.tonight, world.lou) == PRESENT
    tap(tara, **said(world.lou, mark="absent"))
    assert live(world.tonight, world.lou) == ABSENT
    assert shown(tara, world.lea) == ("present", "180 min")
    assert shown(tara, world.lou) == ("absent", "0 min")
    totals = tara.text("#totals")
    assert totals == "1Present 1Absent 0Came, left 0Excused 0Unmarked 180 of 360 min"


def test_all_present_leaves_those_alone_who_are_marked_or_typed(tara, world):
    tara.press("register", "All present", **said(world.lou, mark="absent"))
    assert live(world.tonight, world.lou) == ABSENT
    assert live(world.tonight, world.lea) == PRESENT


def test_yellow_is_all_present_first_and_then_save(tara, world):
    assert [button.text.strip() for button in tara.page.select(".btn.now")] == ["All present"]
    tap(tara, **said(world.lou, mark="absent"))
    assert [button.text.strip() for button in tara.page.select(".btn.now")] == ["Save the register"]


@pytest.mark.parametrize(
    ("typed", "marks", "minutes"),
    [
        ({"came": "17:20"}, [("presence", "17:20", "20:15", False, None)], 160),
        ({"left": "19:40"}, [("presence", "17:00", "19:40", False, None)], 145),
        ({"came": "17:10", "left": "19:40"}, [("presence", "17:10", "19:40", False, None)], 145),
        ({"came": "18:30", "left": "18:45"}, [("presence", "18:30", "18:45", False, None)], 0),
        (
            {"left": "18:30", "reason": "childcare"},
            [
                ("presence", "17:00", "18:30", False, None),
                ("absence", None, None, True, "childcare"),
            ],
            90,
        ),
    ],
)
def test_who_came_late_or_left_early_is_counted_to_the_minute(tara, world, typed, marks, minutes):
    tap(tara, **said(world.lea, mark="part", **typed))
    assert live(world.tonight, world.lea) == marks
    assert shown(tara, world.lea) == ("part", f"{minutes} min")
    assert f"{minutes} of 180 minutes count" in tara.text(f"#said_{world.lea.id}")


def test_excused_is_not_presence(tara, world):
    tap(tara, **said(world.lea, mark="excused", reason="illness"))
    assert live(world.tonight, world.lea) == [("absence", None, None, True, "illness")]
    assert shown(tara, world.lea) == ("excused", "0 min")
    assert "0 minutes count" in tara.text(f"#said_{world.lea.id}")


def test_came_at_the_start_and_left_at_the_end_is_present(tara, world):
    save(tara, **said(world.lea, mark="part", came="17:00", left="20:15"))
    assert live(world.tonight, world.lea) == PRESENT


def test_a_register_becomes_held_with_its_first_mark(tara, world):
    world.tonight.status = Status.PLANNED
    tap(tara, **said(world.lea, mark="present"))
    assert world.tonight.status == Status.HELD


def test_marking_again_replaces_and_keeps_who_had_marked_what(tara, world):
    tap(tara, **said(world.lea, mark="absent"))
    tap(tara, **said(world.lea, mark="present"))
    assert live(world.tonight, world.lea) == PRESENT
    first = db.session.scalars(select(Mark).where(Mark.withdrawn_at.is_not(None))).one()
    assert (first.kind, first.recorder_id, first.withdrawn_by_id) == (
        "absence",
        world.tara.id,
        world.tara.id,
    )
    assert (first.recorded_at, first.withdrawn_at) == (NOW, NOW)


def test_saving_what_is_there_already_changes_nothing(tara, world):
    tap(tara, **said(world.lea, mark="present"))
    revision = world.a.revision
    save(tara)
    assert db.session.query(Mark).count() == 1
    assert world.a.revision == revision


def test_every_change_is_counted_on_the_group(tara, world):
    tap(tara, **said(world.lea, mark="present"))
    assert world.a.revision == 1


def test_each_line_says_who_marked_it_and_when(tara, world):
    tap(tara, **said(world.lea, mark="part", came="17:20"))
    words = tara.text(f"#said_{world.lea.id} .from")
    assert "There from 17:20 to 20:15. Marked by Tara at 20:30." in words


def test_a_mark_can_be_taken_back(tara, world):
    tap(tara, **said(world.lea, mark="present"))
    tara.press("register", "Take the mark back")
    assert live(world.tonight) == []
    assert shown(tara, world.lea) == ("", "Unmarked")


def test_all_marks_can_be_taken_back(tara, world):
    tara.press("register", "All present")
    tara.press("register", "Take all marks back")
    assert live(world.tonight) == []
    assert "2Unmarked" in tara.text("#totals")


def test_several_presences_are_one_union(tara, world):
    for came, left in [("16:50", "18:40"), ("18:00", "19:00"), ("19:30", "21:00")]:
        marked(world.tonight, world.lea, came, left, source=Source.SELF)
    world.local.rules = world.local.rules | {"grace_minutes": 0, "grace_out_minutes": 0}
    tara.visit(address(world.tonight))
    assert shown(tara, world.lea) == ("part", "150 min")
    save(tara)
    assert len(live(world.tonight, world.lea)) == 3


def test_unmarked_is_not_absent(tara, world):
    assert shown(tara, world.lea) == ("", "Unmarked")
    assert tara.text("#totals").startswith("0Present 0Absent 0Came, left 0Excused 2Unmarked")


def test_staff_are_never_on_a_register(tara, world):
    assert "Tara" not in tara.text("#lines")


def test_who_was_in_the_group_on_the_day_is_on_it(tara, world):
    world.memberships[1].ends_on = THURSDAY - timedelta(days=1)
    world.memberships[0].ends_on = THURSDAY
    tara.visit(address(world.tonight))
    assert tara.page.find(id=f"line_{world.lea.id}")
    assert not tara.page.find(id=f"line_{world.lou.id}")


def test_a_guest_is_marked_by_code_and_shown_as_a_guest(tara, world):
    tara.press("register", "Mark as guest", guest="bo", **said(world.lea, mark="absent"))
    assert live(world.tonight, world.bo) == PRESENT
    assert live(world.tonight, world.lea) == ABSENT
    assert "Guest" in tara.text(f"#name_{world.bo.id}")
    assert tara.text("#who") == "2 people and 1 guest"


@pytest.mark.parametrize("code", ["", "NOBODY", "TARA", "OLGA"])
def test_a_guest_must_be_a_learner_of_this_place(tara, world, code):
    tara.press("register", "Mark as guest", 422, guest=code, **said(world.lea, mark="absent"))
    assert "Nobody here has the code" in tara.text("#guest_wrong")
    assert len(live(world.tonight)) == 1
    assert live(world.tonight, world.lea) == ABSENT


def test_who_is_on_the_register_is_not_a_guest(tara, world):
    tara.press("register", "Mark as guest", 422, guest="LEA")
    assert "Lea is on this register already." in tara.text("#guest_wrong")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"came": "20:00", "left": "19:00"}, "Nobody leaves before they come"),
        ({"came": "18:00", "left": "18:00"}, "Nobody leaves before they come"),
        ({"came": "24:30"}, "Write a time like 17:05"),
        ({"came": "5 pm"}, "Write a time like 17:05"),
    ],
)
def test_times_that_cannot_be_are_said_and_the_rest_is_saved(tara, world, typed, words):
    both = said(world.lea, mark="part", **typed) | said(world.lou, mark="absent")
    tap(tara, 422, **both)
    assert words in tara.text(f"#said_{world.lea.id}")
    assert live(world.tonight, world.lea) == []
    assert live(world.tonight, world.lou) == ABSENT
    if not tara.htmx:
        assert tara.text("title").startswith("Error:")
        assert words in tara.text("#complaints")
        assert "Not everything is saved yet" in tara.text("#saved")
        assert tara.page.find(id=f"came_{world.lea.id}")["value"] == typed["came"]


def test_excused_asks_for_the_reason(tara, world):
    save(tara, 422, **said(world.lea, mark="excused"))
    assert "Choose why Lea is excused." in tara.text(f"#said_{world.lea.id}")
    assert live(world.tonight, world.lea) == []


def test_what_is_half_said_waits_while_another_line_is_tapped(app, world):
    tara = Visitor(app, htmx=True).sign_in(world.tara).visit(address(world.tonight))
    half = said(world.lea, mark="excused")
    tap(tara, **half, **said(world.lou, mark="present"))
    assert live(world.tonight, world.lea) == []
    assert live(world.tonight, world.lou) == PRESENT
    tap(tara, **said(world.lea, reason="work"))
    assert live(world.tonight, world.lea) == [("absence", None, None, True, "work")]


def test_htmx_is_given_what_was_made_of_the_tap_and_no_control(app, world):
    tara = Visitor(app, htmx=True).sign_in(world.tara).visit(address(world.tonight))
    tap(tara, **said(world.lea, mark="present"))
    assert f"said_{world.lea.id}" in tara.swapped
    assert not [part for part in tara.swapped if part.startswith("line_")]
    assert {"totals", "saved", "save", "all_present", "notice"} <= set(tara.swapped)
