"""What needs a decision: every figure opens exactly the rows that it counts (rule 16)."""

from datetime import timedelta

import pytest

from lms.completion.queries import memory
from lms.courses.models import Membership
from lms.db import db
from tests import cast
from tests.cast import THURSDAY
from tests.completion.rows import START, away, base, new_group, there, to_come
from tests.queries import count_queries
from tests.visitor import Visitor

STANDINGS = ["complete", "on_track", "must_attend_all", "needs_make_up", "cannot"]


@pytest.fixture
def made(world):
    """Sixty hours after twelve sessions: one person in each standing, Lea not marked at all."""
    made = base(world)
    to_come(*made.sessions[12:])
    for number, session in enumerate(made.sessions[12:]):
        session.day = THURSDAY + timedelta(days=7 + number)
    for name, count in {"Done": 12, "Fine": 11, "Must": 9, "Makes": 8, "Cannot": 4}.items():
        who = cast.person(name, world.centre)
        db.session.add(cast.enrol(who, made.group, START))
        there(who, *made.sessions[:count])
        away(who, *made.sessions[count:12])
    return made


def figures(visitor):
    """What stands in the tiles: words -> (figure, address)."""
    return {
        tile.strong.text: (int(tile.b.text), tile["href"])
        for tile in visitor.page.select(".figures a")
    }


def listed(visitor):
    """Codes of the people in the table."""
    return sorted(cell.text for cell in visitor.page.select(".listing tbody th .code"))


def groups(visitor):
    return [link.text for link in visitor.page.select(".groups tbody th a")]


def test_the_first_figures_are_links_to_exactly_those_people(app, world, made):
    ema = Visitor(app).sign_in(world.ema).visit("/dashboard?programme=base")
    tiles = figures(ema)
    assert {words: count for words, (count, _address) in tiles.items()} == {
        "cannot finish any more": 2,
        "needs make-up": 1,
        "must attend all": 1,
        "groups short of hours": 0,
        "registers still open": 12,
    }
    for words in ("cannot finish any more", "needs make-up", "must attend all"):
        count, address = tiles[words]
        ema.visit(address)
        assert len(listed(ema)) == count
    ema.visit(tiles["registers still open"][1])
    assert len(ema.page.select(".listing tbody tr")) == 12
    assert "1 person not marked" in ema.text(".listing")


def test_each_count_of_a_group_opens_exactly_its_people(app, world, made):
    ema = Visitor(app).sign_in(world.ema).visit("/dashboard?programme=base")
    row = ema.page.select(".groups tbody tr")[0]
    cells = row.select("td.n")
    people, five = cells[0], cells[1:6]
    assert int(people.a.find(string=True)) == 6
    counts = [int(cell.a.find(string=True)) for cell in five]
    assert counts == [1, 1, 1, 1, 2]
    found = []
    for cell, standing in zip(five, STANDINGS, strict=True):
        assert f"standing={standing}" in cell.a["href"]
        ema.visit(cell.a["href"])
        assert len(listed(ema)) == int(cell.a.find(string=True))
        found += listed(ema)
    assert sorted(found) == ["CANNOT", "DONE", "FINE", "LEA", "MAKES", "MUST"]


def test_a_group_shows_hours_with_their_unit_attendance_and_the_next_session(app, world, made):
    made.sessions[15].status = "cancelled"
    ema = Visitor(app).sign_in(world.ema).visit("/dashboard?programme=base")
    cells = [" ".join(cell.text.split()) for cell in ema.page.select(".groups tbody td")]
    assert cells[7:] == ["73.33 %", "48 of 60 of 45 min 2 short", "Thu 31 Mar, 17:00"]
    assert figures(ema)["group short of hours"][0] == 1


def test_the_list_says_what_each_person_still_needs(app, world, made):
    ema = Visitor(app).sign_in(world.ema).visit("/standing?standing=needs_make_up")
    row = ema.page.select_one(".listing tbody tr")
    cells = [" ".join(cell.text.split()) for cell in row.find_all(["th", "td"])]
    assert cells == [
        "MAKES Makes", "Group base-a", "Needs make-up", "32 of 60 of 45 min", "53.33 %",
        "16 hours (720 min) in all",
    ]  # fmt: skip
    ema.visit(row.th.a["href"])
    assert ema.text("h1") == "Makes MAKES"


def test_who_needs_somebody_first_comes_first(app, world, made):
    ema = Visitor(app).sign_in(world.ema).visit("/dashboard?programme=base")
    people = [" ".join(item.strong.text.split()) for item in ema.page.select(".todo li")]
    assert people == ["CANNOT Cannot", "LEA Lea", "MAKES Makes", "MUST Must"]
    assert "Best possible: 44 of 48 hours; make-up may add 6." in ema.text(".todo")
    assert "Best possible: 48 of 48 hours, no minute more." in ema.text(".todo")


def test_filters_live_in_the_address_and_fit_each_other(app, world, made):
    ema = Visitor(app).sign_in(world.ema).visit("/dashboard")
    assert sorted(groups(ema)) == ["Group base-a", "Jesenice, group A", "Jesenice, group B"]
    ema.press("filters", "Show", 200, programme="base", standing="must_attend_all")
    assert "programme=base" in ema.url
    assert groups(ema) == ["Group base-a"]
    assert ema.page.select_one("#f_standing option[selected]")["value"] == "must_attend_all"
    ema.visit("/dashboard?standing=must_attend_all")
    assert groups(ema) == ["Group base-a"]
    assert figures(ema)["cannot finish any more"][0] == 5  # the figures are still of all groups
    ema.visit(f"/dashboard?programme=base&on={made.sessions[3].day}")
    assert figures(ema)["cannot finish any more"][0] == 1  # only Lea then, whom nobody marked
    ema.visit("/dashboard?group=nowhere")
    assert "No group fits." in ema.text("main")


def test_groups_that_are_short_are_listed_alone(app, world, made):
    ema = Visitor(app).sign_in(world.ema).visit("/dashboard")
    count, address = figures(ema)["group short of hours"]
    ema.visit(address)
    assert (count, groups(ema)) == (1, ["Jesenice, group B"])


def test_two_places_at_once_are_a_figure_that_opens_those_people(app, world, made):
    clash = cast.session(world.b, "B-9", THURSDAY, world.digital)
    db.session.add(clash)
    there(world.lea, world.tonight, clash)
    ema = Visitor(app).sign_in(world.ema).visit("/dashboard?programme=digital-local")
    count, address = figures(ema)["person at two places at once"]
    ema.visit(address)
    assert (count, listed(ema)) == (1, ["LEA"])


def test_a_register_that_was_not_taken_leads_to_it(app, world, made):
    made.sessions[11].status = "planned"
    ema = Visitor(app).sign_in(world.ema).visit("/registers?group=base-a")
    last = ema.page.select(".listing tbody tr")[-1]
    assert "not taken" in last.text
    assert last.a["href"] == f"/sessions/{made.sessions[11].id}/register"
    ema.visit("/dashboard?group=base-a")
    tag = ema.page.select_one(".groups a.tag")
    assert " ".join(tag.text.split()) == "1 register not taken"


def test_somebody_unmarked_who_has_moved_since_still_keeps_the_register_open(app, world, made):
    other = new_group(world, made.programme, "base-b", world.sam)
    place = db.session.scalars(
        db.select(Membership).filter_by(group_id=made.group.id, person_id=world.lea.id)
    ).one()
    place.ends_on = made.sessions[0].day
    new = Membership(
        enrolment=place.enrolment, group=other, person=world.lea,
        starts_on=made.sessions[0].day + timedelta(days=1),
    )  # fmt: skip
    db.session.add(new)
    ema = Visitor(app).sign_in(world.ema).visit("/registers?programme=base")
    assert len(ema.page.select(".listing tbody tr")) == 1


def test_a_person_in_two_groups_is_one_person(app, world, made):
    ema = Visitor(app).sign_in(world.ema).visit("/dashboard")
    assert "8 people · 3 groups" in ema.text("main")  # Lea is in two, Lou and Bo in one each


def test_a_coordinator_sees_their_own_organisation_and_an_administrator_all(app, world, made):
    oto = Visitor(app).sign_in(world.oto).visit("/dashboard")
    assert groups(oto) == ["Officials, group 1"]
    oto.visit("/standing")
    assert listed(oto) == ["OLGA"]
    oto.visit("/standing?group=base-a")
    assert "Nobody has this standing" in oto.text("main")
    ada = Visitor(app).sign_in(world.ada).visit("/dashboard")
    assert len(groups(ada)) == 4


def test_a_coordinator_without_an_organisation_sees_nothing(app, world):
    alone = cast.person("Alone", None, role="coordinator")
    db.session.add(alone)
    visitor = Visitor(app).sign_in(alone)
    assert "Your groups will be here" in visitor.text(".empty")


@pytest.mark.parametrize("address", ["/dashboard", "/standing", "/registers"])
def test_the_pages_are_for_coordinators(app, world, address):
    for person in (world.tara, world.lea):
        Visitor(app).sign_in(person).visit(address, 403)


def test_unreadable_filters_are_left_out(app, world):
    ema = Visitor(app).sign_in(world.ema)
    for address in ("/dashboard", "/standing", "/registers"):
        ema.visit(f"{address}?standing=perfect&on=31-04-2022&only=what&page=x")


def test_the_cost_does_not_grow_with_people_groups_and_sessions(app, world, made):
    ema = Visitor(app).sign_in(world.ema)
    costs = {}
    for address in ("/dashboard", "/standing", "/registers"):
        costs[address] = cost(ema, address)
    for number in range(40):
        group = new_group(world, made.programme, f"more-{number}", world.tara)
        who = cast.person(f"More {number}", world.centre, email=f"more{number}@example.org")
        held = cast.session(group, f"more-{number}", START, world.digital)
        db.session.add_all([cast.enrol(who, group, START), held])
        there(who, held)
    for address, before in costs.items():
        assert cost(ema, address) == before
        todos = 5 if address == "/dashboard" else 0  # one for each who says what waits
        assert before[1] <= 4 + todos
        assert before[0] <= 12 + todos
    ema.visit("/dashboard")
    assert len(groups(ema)) == 30
    ema.visit("/dashboard?page=2")
    assert len(groups(ema)) == 13


def cost(visitor, address):
    """Statements of a page: when nothing is known yet, and then again."""
    memory.clear()
    counts = []
    for _ in range(2):
        db.session.commit()
        with count_queries() as seen:
            visitor.visit(address)
        counts.append(len(seen))
    return counts
