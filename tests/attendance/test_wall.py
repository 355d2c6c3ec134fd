"""The timetable of a group, to be printed: all sessions, and what they add up to."""

from datetime import timedelta

import pytest

from lms.attendance.models import Status
from lms.db import db
from tests.cast import THURSDAY, session
from tests.queries import count_queries

URL = "/groups/jes-a/timetable"


@pytest.fixture
def tara(visitor, world):
    return visitor.sign_in(world.tara)


def lines(visitor):
    visitor.visit(URL)
    return [[" ".join(cell.text.split()) for cell in row.select("th, td")]
            for row in visitor.page.select("tbody tr")]  # fmt: skip


def test_each_session_has_its_line(tara, world):
    assert lines(tara) == [
        ["1", "Thursday 24 March 2022 Today", "17:00 – 20:15", "My-Phone Held", "Centre, room 2",
         "Tara", "4 units (3 h 00)"],
        ["2", "Thursday 31 March 2022", "17:00 – 20:15", "Hello Planned", "Centre, room 2",
         "Tara", "4 units (3 h 00)"],
    ]  # fmt: skip
    assert tara.text("caption") == (
        "All sessions: 8 units (6 h 00). The programme has 8 units (6 h 00)."
    )


def test_what_is_cancelled_says_so_and_does_not_count(tara, world):
    world.next_week.status = Status.CANCELLED
    second = lines(tara)[1]
    assert (second[0], second[3], second[6]) == ("2", "Hello Cancelled", "–")
    assert tara.text("caption").startswith("All sessions: 4 units (3 h 00).")


def test_an_old_slot_is_not_on_it(tara, world):
    world.next_week.status = Status.MOVED
    assert len(lines(tara)) == 1


def test_the_substitute_is_who_teaches(tara, world):
    world.next_week.substitute = world.sam
    assert [line[5] for line in lines(tara)] == ["Tara", "Sam"]


def test_people_of_the_group_may_read_it_and_who_left_may_not(visitor, world):
    visitor.sign_in(world.lou)
    assert len(lines(visitor)) == 2
    world.memberships[1].ends_on = THURSDAY - timedelta(days=1)
    visitor.visit(URL, 403)


def test_who_starts_later_may_read_it_before(visitor, world):
    world.memberships[1].starts_on = THURSDAY + timedelta(days=7)
    visitor.sign_in(world.lou)
    visitor.visit(URL)


def test_the_list_of_a_groups_sessions_leads_to_it(tara, world):
    tara.visit("/sessions?group=jes-a")
    assert tara.page.find("a", href=URL)
    assert tara.page.find("a", href="/groups/jes-a/calendar")


def test_the_timetable_of_a_learner_leads_to_it(visitor, world):
    visitor.sign_in(world.lou).visit("/timetable")
    assert visitor.page.find("a", href=URL)


def test_a_group_without_sessions_says_so(visitor, world):
    visitor.sign_in(world.oto).visit("/groups/cities-1/timetable")
    assert "Nothing here yet." in visitor.text()


def test_in_arabic_it_runs_to_the_left(visitor, world):
    world.lou.language = "ar"
    visitor.sign_in(world.lou).visit(URL)
    assert visitor.page.html["dir"] == "rtl"
    assert visitor.page.select_one("tbody td bdi[dir=rtl]").text == "17:00 – 20:15"


def test_300_sessions_cost_what_5_do(tara, world):
    costs = []
    for number in (3, 295):
        for n in range(number):
            day = THURSDAY + timedelta(days=n)
            db.session.add(session(world.a, f"{number}-{n}", day, world.digital))
        db.session.commit()
        with count_queries() as seen:
            lines(tara)
        costs.append(len(seen))
    assert costs[0] == costs[1] <= 6
