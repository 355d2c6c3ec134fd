"""Open sessions on screen: learners sign up, wait, take, let go; staff see and change the list."""

from datetime import time, timedelta

import pytest

from lms import clock
from lms.attendance.actions import sign_ups as actions
from lms.attendance.models import SignUp, Status
from lms.db import db
from tests import cast
from tests.attendance.places import DAY, LATER, learners, opened, state, states, steps, told
from tests.attendance.register import address, live, said, save
from tests.queries import count_queries
from tests.visitor import Visitor

OPEN = "/open-sessions"


@pytest.fixture
def session(world):
    return opened(world)


def fill(session, *people):
    for person in people:
        actions.sign_up(session, person, by=person, now=cast.NOW)
    db.session.commit()


def card(session):
    return f"#places_{session.id}"


def press(visitor, session, what, words, status=None):
    return visitor.press(f"{what}_{session.id}", words, status)


def test_the_list_says_when_where_and_whose_it_is(app, world, session):
    visitor = Visitor(app).sign_in(world.olga).visit(OPEN)
    words = visitor.text(".opens")
    assert "Thursday, 31 March 2022, 17:00 to 20:15" in words
    assert "Centre, room 2" in words
    assert "Jesenice, group A · Adult Education Centre Jesenice" in words
    assert "2 places are free" in visitor.text(card(session))


def test_a_learner_signs_up_and_gives_the_place_back(visitor, world, session):
    visitor.sign_in(world.olga).visit(OPEN)
    press(visitor, session, "sign_up", "Sign up")
    assert visitor.text("#notice") == "You have a place. Come on the day."
    assert "You have a place" in visitor.text(card(session))
    assert state(session, world.olga) == "booked"
    press(visitor, session, "give_back", "Give the place back")
    assert state(session, world.olga) == "withdrawn"
    assert "2 places are free" in visitor.text(card(session))


def test_where_all_is_taken_one_queues_and_sees_the_position(visitor, world, session):
    fill(session, *learners(4))
    visitor.sign_in(world.olga).visit(OPEN)
    assert "No place is free, 2 people wait" in visitor.text(card(session))
    press(visitor, session, "sign_up", "Put me in the queue")
    assert "You are number 3 of 3 in the queue" in visitor.text(card(session))
    press(visitor, session, "stop_waiting", "Leave the queue")
    assert visitor.text("#notice") == "You do not wait any more."


def offered(session, person):
    first, second = learners(2)
    fill(session, first, second, person)
    actions.withdraw(session, first, by=first, now=cast.NOW)
    db.session.commit()


def test_what_is_offered_is_taken(visitor, world, session):
    offered(session, world.olga)
    visitor.sign_in(world.olga).visit(OPEN)
    words = "A place is free for you until Saturday 26 March, 20:30."
    assert words in visitor.text(card(session))
    press(visitor, session, "take", "Take it")
    assert (state(session, world.olga), visitor.text("#notice")) == (
        "booked", "You have a place. Come on the day.",
    )  # fmt: skip


def test_what_is_offered_is_let_go(visitor, world, session):
    offered(session, world.olga)
    visitor.sign_in(world.olga).visit(OPEN)
    press(visitor, session, "let_go", "Let it go")
    assert state(session, world.olga) == "withdrawn"
    assert steps(session)[-1] == ("OLGA", "declined")


def test_what_was_not_answered_in_time_is_refused_in_words(visitor, world, session, monkeypatch):
    offered(session, world.olga)
    visitor.sign_in(world.olga).visit(OPEN)
    monkeypatch.setattr(clock, "now", lambda: LATER)
    with visitor.client.session_transaction() as kept:
        kept["seen"] = int(LATER.timestamp())
    press(visitor, session, "take", "Take it", 409)
    assert "No place is kept for you here now" in visitor.text("#notice")
    assert state(session, world.olga) == "offered"  # a refusal writes nothing; the job does
    visitor.visit(OPEN)
    assert "1 place is free" in visitor.text(card(session))


@pytest.mark.parametrize(("who", "words"), [("lea", "in this group"), ("sam", "2 places")])
def test_members_and_staff_are_offered_no_button(app, world, session, who, words):
    visitor = Visitor(app).sign_in(getattr(world, who)).visit(OPEN)
    assert words in visitor.text(card(session))
    assert not visitor.page.select(f"{card(session)} form")


def test_what_is_over_begun_cancelled_or_not_open_is_not_listed(app, world, session):
    values = {"is_open": True, "capacity": 2, "status": Status.PLANNED}
    about = (world.a, world.slovene)
    soon = cast.session(
        about[0],
        "SOON",
        cast.THURSDAY,
        about[1],
        starts=time(21),
        ends=time(22),
        breaks=[],
        **values,
    )
    begun = cast.session(about[0], "BEGUN", cast.THURSDAY, about[1], **values)
    closed = cast.session(about[0], "CLOSED", DAY, about[1], **values | {"is_open": False})
    gone = cast.session(about[0], "GONE", DAY, about[1], **values | {"status": "cancelled"})
    db.session.add_all([soon, begun, closed, gone])
    visitor = Visitor(app).sign_in(world.olga).visit(OPEN)
    cards = [part["id"] for part in visitor.page.select(".places")]
    assert cards == [f"places_{soon.id}", f"places_{session.id}"]


def test_a_session_that_is_not_open_says_no_in_words(visitor, world, session):
    visitor.sign_in(world.olga).visit(OPEN)
    session.is_open = False
    press(visitor, session, "sign_up", "Sign up", 409)
    assert "for the people of its group" in visitor.text("#notice")


def test_a_trainer_is_told_to_open_the_session_first(visitor, world, session):
    page = f"/sessions/{session.id}/places"
    visitor.sign_in(world.tara).visit(page)
    session.is_open = False
    db.session.commit()
    visitor.press("book", "Sign up", 409, code="BO")
    assert "Open it to others first." in visitor.text("#notice")
    assert "Choose another one" not in visitor.visit(page).text("main")


def test_who_has_a_place_keeps_it_in_a_session_that_is_closed(visitor, app, world, session):
    page = f"/sessions/{session.id}"
    fill(session, world.olga)
    session.is_open, session.capacity, session.link = False, None, "https://meet.example.org/1"
    session.mode = "online"
    db.session.commit()
    assert "Who signed up" in Visitor(app).sign_in(world.tara).visit(page).text("main")
    visitor.sign_in(world.olga).visit(page)
    assert "You have a place" in visitor.text(card(session))
    assert visitor.page.select_one("a.now[href^='https://meet.example.org']")
    assert not visitor.page.select("#cannot_come")
    press(visitor, session, "give_back", "Give the place back")
    assert state(session, world.olga) == "withdrawn"


def test_nothing_is_open(app, world):
    visitor = Visitor(app).sign_in(world.olga).visit(OPEN)
    assert "No open session is to come." in visitor.text("main")


def test_the_list_costs_the_same_for_one_and_for_fifty(app, world, session):
    visitor = Visitor(app).sign_in(world.olga)
    with count_queries() as for_one:
        visitor.visit(OPEN)
    people = learners(3)
    for n in range(49):
        day = DAY + timedelta(days=n)
        values = {"is_open": True, "capacity": 2, "status": Status.PLANNED}
        made = cast.session(world.a, f"O{n}", day, world.slovene, **values)
        waits = {"session": made, "state": "waiting", "since": cast.NOW}
        db.session.add_all([made, *(SignUp(person=p, **waits) for p in (*people, world.olga))])
    db.session.commit()
    with count_queries() as for_fifty:
        visitor.visit(OPEN)
    assert len(for_fifty) == len(for_one) <= 7, for_fifty
    assert len(visitor.page.select(".opens > li")) == 20
    assert "You are number 4 of 4 in the queue" in visitor.text(".opens")


# staff


def test_staff_see_the_list_in_order(app, world, session):
    offered(session, world.olga)
    fill(session, world.bo)
    visitor = Visitor(app).sign_in(world.tara).visit(f"/sessions/{session.id}")
    visitor.visit(visitor.page.select_one("a[href$='/places']")["href"])
    rows = [" ".join(row.div.text.split()) for row in visitor.page.select(".signed > li")]
    assert [row.split()[0] for row in rows] == ["P01", "Olga", "Bo"]
    assert "has a place" in rows[0]
    assert "is offered a place until Sat 26 Mar, 20:30" in rows[1]
    assert "waits as number 1" in rows[2]
    assert "0 of 2 places are free" in visitor.text("main")


def test_staff_take_somebody_off_with_a_reason(visitor, world, session):
    people = learners(3)
    fill(session, *people)
    visitor.sign_in(world.tara).visit(f"/sessions/{session.id}/places")
    entry = db.session.query(SignUp).filter_by(person_id=people[0].id).one()
    visitor.press(f"off_{entry.id}", "Take off the list", 422)
    assert "Write why. The person is told." in visitor.text(f"#off_{entry.id}")
    visitor.press(f"off_{entry.id}", "Take off", **{f"off-{entry.id}-reason": "Has another course"})
    assert "P00 is not on the list any more" in visitor.text("#notice")
    assert (state(session, people[0]), state(session, people[2])) == ("withdrawn", "offered")
    assert told(people[0]) == ["place.booked", "place.expired"]
    assert "was taken off the list: Has another course Tara" in visitor.text("main")


def test_staff_sign_somebody_up_by_code(visitor, world, session):
    visitor.sign_in(world.tara).visit(f"/sessions/{session.id}/places")
    visitor.press("book", "Sign up", 422, code="NOBODY")
    assert "No learner of your organisation" in visitor.text("#book_complaints")
    visitor.press("book", "Sign up", code="bo")
    assert visitor.text("#notice") == "Bo has a place."
    visitor.press("book", "Sign up", 409, code="bo")
    assert "Bo has a place here already." in visitor.text("#notice")


def test_staff_overtake_nobody(visitor, world, session):
    fill(session, *learners(3))
    visitor.sign_in(world.tara).visit(f"/sessions/{session.id}/places")
    visitor.press("book", "Sign up", code="bo")
    assert visitor.text("#notice") == "No place is free: Bo is in the queue."
    assert states(session)[-1] == ("Bo", "waiting")


def test_a_row_of_another_session_is_not_taken_off_here(app, world, session):
    fill(session, world.bo)
    entry = db.session.query(SignUp).one()
    visitor = Visitor(app).sign_in(world.tara).visit(f"/sessions/{session.id}/places")
    form = {"csrf_token": visitor.page.select_one("[name=csrf_token]")["value"]}
    there = f"/sessions/{world.tonight.id}/places/{entry.id}/removal"
    assert visitor.send("POST", there, form).status_code == 404


def test_the_queue_costs_the_same_for_one_and_for_a_hundred(app, world, session):
    visitor = Visitor(app).sign_in(world.tara)
    fill(session, world.bo)
    with count_queries() as for_one:
        visitor.visit(f"/sessions/{session.id}/places")
    fill(session, *learners(99, world.centre))
    with count_queries() as for_many:
        visitor.visit(f"/sessions/{session.id}/places")
    assert len(for_many) == len(for_one) <= 8, for_many
    assert len(visitor.page.select(".signed > li")) == 50
    visitor.visit(f"/sessions/{session.id}/places?page=2")
    assert "waits as number 98" in visitor.text(".signed > li:last-child")


# the register


def tonight(world, *people):
    world.tonight.is_open = True
    rows = [SignUp(session=world.tonight, person=p, state="booked", since=cast.NOW) for p in people]
    db.session.add_all(rows)
    db.session.commit()


def test_who_booked_is_on_the_register_as_a_guest_unmarked(visitor, world):
    tonight(world, world.bo)
    visitor.sign_in(world.tara).visit(address(world.tonight))
    assert "Bo" in visitor.text("#lines")
    assert live(world.tonight, world.bo) == []
    visitor.press("register", "All present")
    assert len(live(world.tonight)) == 3
    save(visitor, **said(world.bo, mark="absent"))
    assert [mark[0] for mark in live(world.tonight, world.bo)] == ["absence"]


def test_who_waits_or_was_offered_a_place_is_not_on_the_register(app, world):
    tonight(world, world.bo)
    for state_now in ("waiting", "offered", "withdrawn"):
        db.session.query(SignUp).one().state = state_now
        visitor = Visitor(app).sign_in(world.tara).visit(address(world.tonight))
        assert "Bo" not in visitor.text("#lines")


def test_booked_guests_cost_the_register_no_statement(app, world):
    url = address(world.tonight)
    visitor = Visitor(app).sign_in(world.tara).visit(url)
    with count_queries() as without:
        visitor.visit(url)
    tonight(world, *learners(30))
    with count_queries() as with_guests:
        visitor.visit(url)
    assert len(with_guests) == len(without) <= 5
