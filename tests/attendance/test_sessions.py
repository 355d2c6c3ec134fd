"""My sessions: today's first, those to come, those past with the state of their registers."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from lms.attendance.models import Status
from lms.attendance.queries import sessions as queries
from lms.attendance.views import lists
from lms.db import db
from tests.attendance.register import fill, marked
from tests.cast import NOW, THURSDAY, session
from tests.queries import count_queries
from tests.visitor import Visitor


@pytest.fixture
def tara(app, world):
    return Visitor(app).sign_in(world.tara)


def past(world, days, **values):
    made = session(world.a, f"P-{days}", THURSDAY - timedelta(days=days), world.digital, **values)
    db.session.add(made)
    db.session.commit()
    return made


def test_today_comes_first_with_one_yellow_button(tara, world):
    tara.visit("/sessions")
    assert tara.text("h1") == "My sessions"
    assert "17:00 – 20:15" in tara.text(".today")
    buttons = tara.page.select(".btn.now")
    assert [button["href"] for button in buttons] == [f"/sessions/{world.tonight.id}/register"]


def test_of_two_sessions_today_the_one_that_is_not_over_is_next(tara, world):
    evening = past(world, 0, starts=time(21), ends=time(22), breaks=[])
    (button,) = tara.visit("/sessions").page.select(".btn.now")
    assert button["href"] == f"/sessions/{evening.id}/register"
    assert len(tara.page.select(".today")) == 2


def test_nothing_today_then_the_next_thing_is_to_publish(tara, world):
    world.tonight.day = date(2022, 3, 30)
    tara.visit("/sessions")
    assert [button.text.strip() for button in tara.page.select(".btn.now")] == ["Publish a session"]


@pytest.mark.parametrize(
    ("who", "codes"),
    [("tara", {"A"}), ("sam", {"B"}), ("ema", {"A", "B"}), ("ada", {"A", "B"}), ("oto", set())],
)
def test_each_sees_the_sessions_of_their_groups(app, world, who, codes):
    visitor = Visitor(app).sign_in(getattr(world, who)).visit("/sessions")
    found = {code for code in "AB" if f"Jesenice, group {code}" in visitor.text("main")}
    assert found == codes


def test_a_session_that_one_stands_in_for_is_listed_too(app, world):
    world.tonight.trainer = world.sam
    assert "group A" in Visitor(app).sign_in(world.sam).visit("/sessions").text(".today")


def test_a_learner_has_no_list_of_sessions(visitor, world):
    visitor.sign_in(world.lea).visit("/sessions", 403)


def test_past_sessions_say_how_far_their_register_is(tara, world):
    past(world, 2)
    half, whole = past(world, 3), past(world, 4)
    marked(half, world.lea)
    marked(whole, world.lea)
    marked(whole, world.lou, None)
    past(world, 5, status=Status.CANCELLED)
    marked(whole, world.bo)  # a guest fills no gap
    tara.visit("/sessions")
    states = [" ".join(tag.text.split()) for tag in tara.page.select(".agenda .tag")]
    expected = ["Planned", "Register not taken", "1 unmarked", "Register taken", "Cancelled"]
    assert states == expected


def test_the_list_is_filtered_in_the_address(app, world):
    past(world, 2)
    ema = Visitor(app).sign_in(world.ema).visit("/sessions?group=jes-b&when=past")
    assert len(ema.page.select(".agenda > li")) == 1
    assert "group B" in ema.text(".agenda")
    ema.press("filters", "Show", status=200, group="jes-a", when="next")
    assert "when=next" in ema.url
    assert "Thu 31 Mar" in ema.text(".agenda")


@pytest.mark.parametrize("page", ["/sessions", "/make-up", "/timetable"])
def test_a_group_that_is_not_ones_own_or_is_none_is_not_shown_as_if_it_were(tara, world, page):
    assert "group B" not in tara.visit(f"{page}?group=jes-b", 403).text()
    tara.visit(f"{page}?group=nothing", 404)
    assert "group A" in tara.visit(f"{page}?group=").text("main")


@pytest.mark.parametrize("page", ["/sessions", "/make-up", "/timetable"])
def test_who_stands_in_for_somebody_asks_for_that_group(tara, world, page):
    world.of_b.substitute = world.tara
    tara.visit(f"{page}?group=jes-b")
    (chosen,) = tara.page.select("select[name=group] option[selected]")
    assert chosen["value"] == "jes-b"
    links = [one["href"] for one in tara.page.select("main a")]
    assert f"/sessions/{world.tonight.id}" not in links
    if page != "/make-up":
        assert f"/sessions/{world.of_b.id}" in links
    for link in links:  # none leads to what only the trainers of the group may open
        if "jes-b" in link:
            tara.visit(link)


def test_a_group_beyond_the_choices_is_found_all_the_same(app, world, monkeypatch):
    ada = Visitor(app).sign_in(world.ada)
    monkeypatch.setattr(lists, "GROUPS", 1)
    for slug in ("jes-a", "jes-b"):
        ada.visit(f"/sessions?group={slug}")
        (chosen,) = ada.page.select("select[name=group] option[selected]")
        assert chosen["value"] == slug


def test_long_lists_have_pages(tara, world):
    for days in range(1, 31):
        past(world, days)
    tara.visit("/sessions")
    assert len(tara.page.select(".agenda > li")) == 8 + 1
    tara.visit("/sessions?when=past")
    assert len(tara.page.select(".agenda > li")) == 25
    tara.visit("/sessions?when=past&page=2")
    assert len(tara.page.select(".agenda > li")) == 5


@pytest.mark.parametrize("when", ["", "past", "nonsense"])
def test_the_list_costs_the_same_for_few_and_for_many(app, world, when):
    ema = Visitor(app).sign_in(world.ema)
    past(world, 1)
    ema.visit(url := f"/sessions?when={when}")
    with count_queries() as for_few:
        ema.visit(url)
    people = fill(world.a, 5)
    for days in range(2, 20):
        made = past(world, days)
        marked(made, people[days % 5])
    with count_queries() as for_many:
        ema.visit(url)
    todos = 0 if when == "past" else 5  # one for each who says what waits
    assert len(for_many) == len(for_few) <= 8 + todos


# what a learner's page asks


def test_the_next_session_is_the_one_that_is_on_or_to_come(world):
    groups = [world.a.id, world.b.id]
    at_six = datetime(2022, 3, 24, 17, tzinfo=UTC)
    assert queries.next_session(groups, at_six) == world.tonight
    assert queries.next_session(groups, NOW) == world.next_week
    assert queries.next_session([world.b.id], NOW) is None
    assert queries.next_session([], NOW) is None


def test_a_cancelled_session_is_not_next(world):
    world.next_week.status = Status.CANCELLED
    assert queries.next_session([world.a.id], NOW) is None


def test_a_session_over_midnight_is_on_after_midnight(world):
    world.tonight.ends = time(2)
    assert queries.next_session([world.a.id], NOW + timedelta(hours=5)) == world.tonight


def test_upcoming_gives_no_more_than_was_asked_for(world):
    for days in range(1, 9):
        past(world, -days - 20)
    found = queries.upcoming([world.a.id], NOW, 3)
    assert [row.day for row in found] == sorted(row.day for row in found)
    assert len(found) == 3
