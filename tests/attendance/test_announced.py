"""Who said beforehand that they cannot come: in the register, on the list, on the session."""

import pytest

from lms.attendance.models import Announcement
from lms.db import db
from tests.attendance.register import (
    ABSENT,
    PRESENT,
    address,
    fill,
    live,
    said,
    save,
    shown,
    tap,
)
from tests.cast import NOW
from tests.queries import count_queries
from tests.visitor import Visitor


def announce(session, *people, reason=None, **values):
    for who in people:
        values = {"by_id": who.id, "made_at": NOW} | values
        db.session.add(Announcement(session=session, person=who, reason=reason, **values))
    db.session.commit()


@pytest.fixture
def tara(visitor, world):
    announce(world.tonight, world.lou, reason="illness")
    return visitor.sign_in(world.tara).visit(address(world.tonight))


def test_the_line_says_it_before_any_mark_and_nothing_is_excused(tara, world):
    words = "Says they cannot come: Illness."
    assert words in tara.text(f"#name_{world.lou.id}")
    assert "cannot come" not in tara.text(f"#name_{world.lea.id}")
    assert shown(tara, world.lou) == ("", "Unmarked")
    tap(tara, **said(world.lea, mark="present"))
    assert live(world.tonight, world.lou) == []
    assert words in tara.text(f"#name_{world.lou.id}")


def test_all_present_leaves_them_out_and_says_so(tara, world):
    assert tara.text("#cannot_come") == "1 person said they cannot come: mark them yourself."
    tara.press("register", "All present")
    assert live(world.tonight, world.lea) == PRESENT
    assert live(world.tonight, world.lou) == []
    assert "1 person said they cannot come" in tara.text("#cannot_come")
    assert not tara.page.find("button", id="all_present")
    assert [b.text.strip() for b in tara.page.select(".btn.now")] == ["Save the register"]
    tap(tara, **said(world.lou, mark="absent"))
    assert live(world.tonight, world.lou) == ABSENT
    assert tara.text("#cannot_come") == ""


def test_excused_takes_the_reason_that_was_said(tara, world):
    tap(tara, **said(world.lou, mark="excused"))
    assert live(world.tonight, world.lou) == [("absence", None, None, True, "illness")]
    chosen = tara.page.select_one(f"#reason_{world.lou.id} option[selected]")
    assert chosen["value"] == "illness"


def test_a_reason_that_the_trainer_chooses_wins(tara, world):
    tap(tara, **said(world.lou, mark="excused", reason="work"))
    assert live(world.tonight, world.lou) == [("absence", None, None, True, "work")]


def test_who_came_after_all_is_not_excused_for_the_rest(tara, world):
    tap(tara, **said(world.lou, mark="part", came="17:30"))
    assert live(world.tonight, world.lou) == [("presence", "17:30", "20:15", False, None)]


def test_without_a_reason_excused_asks_for_one(visitor, world):
    announce(world.tonight, world.lea)
    tara = visitor.sign_in(world.tara).visit(address(world.tonight))
    assert "Says they cannot come." in tara.text(f"#name_{world.lea.id}")
    save(tara, 422, **said(world.lea, mark="excused"))
    assert live(world.tonight) == []


def test_what_was_taken_back_is_not_there(visitor, world):
    announce(world.tonight, world.lea, withdrawn_at=NOW)
    tara = visitor.sign_in(world.tara).visit(address(world.tonight))
    assert "cannot come" not in tara.text("#lines")
    tara.press("register", "All present")
    assert len(live(world.tonight)) == 2


def test_if_everybody_said_so_there_is_nothing_to_fill(visitor, world):
    announce(world.tonight, world.lea, world.lou)
    tara = visitor.sign_in(world.tara).visit(address(world.tonight))
    assert tara.text("#cannot_come") == "2 people said they cannot come: mark them yourself."
    assert not tara.page.find("button", id="all_present")
    assert [b.text.strip() for b in tara.page.select(".btn.now")] == ["Save the register"]


def test_it_costs_no_statement_for_any_number_of_people(app, world):
    url, register = f"/sessions/{world.tonight.id}", address(world.tonight)
    tara = Visitor(app).sign_in(world.tara).visit(register)
    people = fill(world.a, 35)
    announce(world.tonight, *people, reason="work")
    with count_queries() as seen:
        tara.visit(register)
    assert len(seen) <= 5
    assert tara.text("#lines").count("Says they cannot come: Work.") == 35
    with count_queries() as for_many:
        tara.visit(url)
    db.session.query(Announcement).delete()
    announce(world.tonight, people[0], reason="work")
    with count_queries() as for_one:
        tara.visit(url)
    assert len(for_many) == len(for_one)


def test_the_list_says_how_many_cannot_come_to_what_is_next(app, world):
    announce(world.next_week, world.lea, world.lou)
    announce(world.of_b, world.bo)
    tara = Visitor(app).sign_in(world.tara).visit("/sessions")
    assert "2 cannot come" in tara.text("[aria-labelledby=next]")
    ada = Visitor(app).sign_in(world.ada).visit("/sessions")
    assert "cannot come" not in ada.text("[aria-labelledby=past]")
