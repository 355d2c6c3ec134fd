"""Hours delivered against plan: the table says what the picture shows."""

from datetime import timedelta

from lms.db import db
from tests import cast
from tests.cast import THURSDAY
from tests.completion.rows import base, new_group
from tests.visitor import Visitor


def table(visitor):
    return [
        [" ".join(cell.text.split()) for cell in row.find_all(["th", "td"])]
        for row in visitor.page.select(".weeks tbody tr")
    ]


def test_each_week_adds_up_what_was_planned_held_and_missed(app, world):
    made = base(world)
    made.sessions[2].status = "cancelled"  # Friday 7 January
    made.sessions[5].status = "moved"
    made.sessions[7].status = "planned"  # its day is past: nobody took the register
    for number, session in enumerate(made.sessions[8:], 1):
        session.status, session.day = "planned", THURSDAY + timedelta(days=number)
    ema = Visitor(app).sign_in(world.ema).visit("/dashboard?programme=base")
    found = table(ema)
    assert found[:3] == [
        ["3. 1.", "16", "12", "4"],
        ["10. 1.", "24", "20", "4"],
        ["17. 1.", "28", "20", "8"],
    ]
    assert found[-2:] == [["21. 3.", "40", "20", "8"], ["28. 3.", "56", "–", "–"]]
    assert "20 delivered of 40 planned so far; 56 planned in all." in ema.text(".chart desc")
    assert len(ema.page.select(".chart .real")) == 1


def test_groups_whose_hours_differ_in_length_are_not_added_up(app, world):
    base(world)
    ada = Visitor(app).sign_in(world.ada).visit("/dashboard")
    assert ada.page.select(".chart")
    more = cast.session(world.c, "C-1", THURSDAY, world.housing)
    db.session.add(more)
    world.c.revision += 1
    ada.visit("/dashboard")
    assert not ada.page.select(".chart")  # officials learn in hours of 60 minutes


def test_before_the_first_session_there_is_a_plan_and_nothing_else(app, world):
    group = new_group(world, world.local, "new", world.tara)
    days = [THURSDAY + timedelta(days=number) for number in (7, 14)]
    db.session.add_all(
        [cast.session(group, f"n-{day}", day, world.digital, status="planned") for day in days]
    )
    ema = Visitor(app).sign_in(world.ema).visit("/dashboard?group=new")
    assert "Nothing was held yet; 8 planned in all." in ema.text(".chart desc")
    ema.visit("/dashboard?group=jes-b")
    assert not ema.page.select(".chart")
