"""The waiting list on screen: where one stands, what is offered, and what a coordinator sees."""

import pytest

from lms.courses import actions
from lms.courses.models import Enrolment, Entry, Group, State
from lms.db import db
from tests import cast
from tests.cast import NOW
from tests.courses.places import enrolment, history, places
from tests.queries import count_queries
from tests.visitor import Visitor

OPEN, LOCAL = "/programmes/inclusive-cities", "/programmes/digital-local"


@pytest.fixture
def nora(world):
    person = cast.person("Nora", world.centre)
    world.c.capacity = 1
    db.session.add(person)
    db.session.commit()
    return person


@pytest.fixture
def second(world):
    """Another group of the open programme, without anybody."""
    common = {"organisation": world.network, "zone": "UTC", "programme": world.cities}
    made = Group(slug="cities-2", title="Officials, group 2", capacity=1, **common)
    db.session.add(made)
    db.session.commit()
    return made


def offered(world, person):
    actions.apply(world.cities, person, by=person, now=NOW, wait=True)
    actions.change_group(world.c, {"capacity": 2}, by=world.oto, now=NOW)
    db.session.commit()


def test_one_sees_the_position_and_may_leave_the_list(visitor, world, nora):
    ned = cast.person("Ned")
    db.session.add(ned)
    actions.apply(world.cities, ned, by=ned, now=NOW, wait=True)
    visitor.sign_in(nora).visit(OPEN).press("enrol", "Put me on the waiting list")
    words = "You are number 2 of 2 on the waiting list."
    assert words in visitor.text("#enrolment")
    assert visitor.text("#notice") == "You are on the waiting list. You hear when a place is free."
    visitor.press("take_back", "I do not want the place any more")
    assert enrolment(nora, world.cities).state == State.WITHDRAWN


def test_one_waits_for_a_group_of_ones_choice_or_for_any(visitor, world, nora, second):
    db.session.add(cast.enrol(world.bo, second))
    visitor.sign_in(nora).visit(OPEN)
    assert visitor.page.select_one("[name=wanted][checked]")["value"] == "0"
    visitor.press("enrol", "Put me on the waiting list", wanted=str(second.id))
    assert "You wait for a place in Officials, group 2." in visitor.text("#enrolment")
    assert enrolment(nora, world.cities).wanted_group_id == second.id


def test_where_another_group_has_room_one_may_still_wait_for_the_full_one(
    visitor, world, nora, second
):
    visitor.sign_in(nora).visit(OPEN)
    visitor.press("wait", "Put me on the waiting list")
    assert enrolment(nora, world.cities).wanted_group_id == world.c.id
    assert "You wait for a place in Officials, group 1." in visitor.text("#enrolment")


def test_with_a_code_nobody_waits_without_it(visitor, world, nora, second):
    world.cities.entry, world.cities.entry_code = Entry.CODE, "SARDA-26"
    visitor.sign_in(nora).visit(OPEN)
    visitor.press("wait", "Put me on the waiting list", 422, code="guess")
    assert enrolment(nora, world.cities) is None
    visitor.press("wait", "Put me on the waiting list", code="sarda 26")
    assert enrolment(nora, world.cities).state == State.WAITLISTED


def test_what_is_offered_is_taken_from_the_page(visitor, world, nora):
    offered(world, nora)
    visitor.sign_in(nora).visit("/")
    link = visitor.page.select_one(".notice a")
    assert link.text == "A place is free for you: Inclusive cities"
    visitor.visit(link["href"])
    words = "In Officials, group 1. It is yours until Saturday 26 March, 20:30."
    assert words in visitor.text("#enrolment")
    visitor.press("take_place", "Take the place")
    assert visitor.text("#notice") == "You are enrolled: Officials, group 1."
    assert [slug for slug, _start, _end in places(nora)] == ["cities-1"]


def test_what_is_offered_is_let_go_from_the_page(visitor, world, nora):
    offered(world, nora)
    visitor.sign_in(nora).visit(OPEN).press("take_back", "Let it go")
    assert enrolment(nora, world.cities).state == State.WITHDRAWN
    assert history("inclusive-cities/NORA")[-1] == "offer declined"


def test_who_is_offered_nothing_takes_nothing(visitor, world, nora):
    offered(world, nora)
    visitor.sign_in(nora).visit(OPEN)
    enrolment(nora, world.cities).offer_until = NOW
    visitor.press("take_place", "Take the place", 409)
    assert "No place is kept for you now" in visitor.text("#notice")


def test_who_comes_last_waits_though_a_place_is_free(visitor, world, nora):
    ned = cast.person("Ned")
    db.session.add(ned)
    actions.apply(world.cities, ned, by=ned, now=NOW, wait=True)
    world.c.capacity = 2  # changed beside the form
    visitor.sign_in(nora).visit(OPEN).press("enrol", "Enrol")
    assert "Others wait for the free places already" in visitor.text("#notice")
    assert "You are number 1 of 1" in visitor.text("#enrolment")
    assert enrolment(ned, world.cities).offered_group_id == world.c.id


# coordinators


def test_a_coordinator_puts_who_asked_on_the_list(visitor, world, nora):
    actions.apply(world.local, nora, by=nora, now=NOW)
    world.a.capacity, world.b.capacity = 2, 1
    db.session.commit()
    answer = f"answer_{enrolment(nora, world.local).id}"
    visitor.sign_in(world.ema).visit(f"{LOCAL}/applications")
    visitor.press(answer, "Put on the waiting list")
    assert visitor.text("#notice") == "Nora is on the waiting list."
    assert "number 1 of 1" in visitor.text("#waiting")
    assert not visitor.page.find(id=f"{answer}_wait")
    assert history("digital-local/NORA") == ["applied", "waitlisted"]


def test_where_a_place_is_free_who_is_put_on_the_list_is_asked_at_once(visitor, world, nora):
    actions.apply(world.local, nora, by=nora, now=NOW)
    db.session.commit()
    visitor.sign_in(world.ema).visit(f"{LOCAL}/applications")
    visitor.press(f"answer_{enrolment(nora, world.local).id}", "Put on the waiting list")
    assert visitor.text("#notice") == "A place is free: Nora is asked now."
    assert "is offered a place until Sat 26 Mar, 20:30" in visitor.text("#waiting")


def test_a_coordinator_sees_the_list_in_order_and_gives_a_place_by_hand(visitor, world, nora):
    ned = cast.person("Ned", world.centre)
    db.session.add(ned)
    world.a.capacity, world.b.capacity = 2, 1
    for who in (ned, nora):
        actions.put_on(actions.apply(world.local, who, by=who, now=NOW), by=world.ema, now=NOW)
    db.session.commit()
    visitor.sign_in(world.ema).visit(f"{LOCAL}/applications")
    rows = [" ".join(row.div.text.split()) for row in visitor.page.select(".answers > li")]
    assert ["number 1 of 2" in rows[0], "number 2 of 2" in rows[1]] == [True, True]
    actions.change_group(world.b, {"capacity": 3}, by=world.ema, now=NOW)
    db.session.commit()
    mine = f"answer_{enrolment(nora, world.local).id}"
    visitor.press(mine, "Give a place", 303 if not visitor.htmx else 200, group=str(world.b.id))
    assert [slug for slug, _start, _end in places(nora)] == ["jes-b"]


def test_the_list_costs_the_same_for_one_and_for_a_hundred(app, world, nora):
    actions.put_on(actions.apply(world.local, nora, by=nora, now=NOW), by=world.ema, now=NOW)
    db.session.commit()
    visitor = Visitor(app).sign_in(world.ema)
    with count_queries() as for_one:
        visitor.visit(f"{LOCAL}/applications")
    for n in range(99):
        who = cast.person(f"W{n}", world.centre)
        values = {"state": State.WAITLISTED, "since": NOW, "wanted_group": world.b}
        db.session.add(Enrolment(person=who, programme=world.local, **values))
    db.session.commit()
    with count_queries() as for_many:
        visitor.visit(f"{LOCAL}/applications")
    assert len(for_many) == len(for_one) <= 9
    assert "number 49 of 99" in visitor.text(".answers > li:last-child")
