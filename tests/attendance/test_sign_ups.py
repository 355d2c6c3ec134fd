"""Places in open sessions: who gets one, who waits, and what becomes of an offer."""

from datetime import timedelta

import pytest

from lms.attendance.actions import sign_ups as actions
from lms.attendance.actions.changing import change
from lms.attendance.actions.columns import vars_of
from lms.attendance.models import Announcement, Status
from lms.attendance.rules.timetable import as_pairs
from lms.attendance.views.place_history import of_a_place
from lms.db import db
from lms.errors import Refused
from lms.jobs import Job
from lms.jobs.work import work_off
from lms.messages.letters import part
from lms.messages.models import Notice
from lms.people.models import Change, Role
from tests import cast
from tests.attendance.places import LATER, START, learners, opened, state, states, steps, told

NOW = cast.NOW


@pytest.fixture
def session(world):
    return opened(world)


def sign_up(session, *people, now=NOW):
    for person in people:
        actions.sign_up(session, person, by=person, now=now)
    db.session.commit()


def leave(session, person, now=NOW):
    actions.withdraw(session, person, by=person, now=now)
    db.session.commit()


def test_places_go_to_the_first_and_the_others_queue(session):
    people = learners(4)
    sign_up(session, *people)
    assert states(session) == [
        ("P00", "booked"), ("P01", "booked"), ("P02", "waiting"), ("P03", "waiting"),
    ]  # fmt: skip
    assert told(people[0]) == ["place.booked"]
    assert told(people[3]) == ["place.waiting"]


def test_who_has_a_place_is_invited_and_can_say_from_the_mail_that_they_cannot_come(session):
    people = learners(3)
    sign_up(session, *people)
    letters = {n.person.name: part(n, n.person) for n in db.session.query(Notice)}
    [(method, event)] = letters["P00"].events
    assert (method, event["uid"].partition("@")[0]) == ("REQUEST", session.uid)
    assert [link.words for link in letters["P00"].links] == ["Look at the session", "I cannot come"]
    assert list(letters["P02"].events) == []


def test_a_freed_place_is_offered_to_the_first_for_the_hours_of_the_programme(session):
    people = learners(4)
    sign_up(session, *people)
    leave(session, people[1])
    assert dict(states(session)) == {
        "P00": "booked", "P01": "withdrawn", "P02": "offered", "P03": "waiting",
    }  # fmt: skip
    assert told(people[2]) == ["place.waiting", "place.offered"]
    assert db.session.query(Job).filter_by(kind="attendance.offer_ends").one().due_at == LATER
    actions.accept(session, people[2], by=people[2], now=NOW)
    assert state(session, people[2]) == "booked"
    assert steps(session)[-3:] == [("P01", "withdrawn"), ("P02", "offered"), ("P02", "accepted")]


def test_with_no_hours_it_is_booked_at_once(session, world):
    world.local.offer_hours = 0
    people = learners(3)
    sign_up(session, *people)
    leave(session, people[0])
    assert state(session, people[2]) == "booked"
    assert told(people[2]) == ["place.waiting", "place.booked"]


@pytest.mark.parametrize(
    ("before", "becomes"), [(timedelta(hours=2), "booked"), (timedelta(minutes=121), "offered")]
)
def test_an_offer_that_nobody_could_answer_is_a_booking(session, before, becomes):
    people = learners(3)
    sign_up(session, *people)
    leave(session, people[0], START - before)
    assert state(session, people[2]) == becomes


def test_an_offer_never_stands_beyond_the_start(session):
    people = learners(3)
    sign_up(session, *people)
    leave(session, people[0], START - timedelta(hours=10))
    assert db.session.query(Job).filter_by(kind="attendance.offer_ends").one().due_at == START


def test_who_lets_an_offer_go_passes_it_on(session):
    people = learners(4)
    sign_up(session, *people)
    leave(session, people[0])
    leave(session, people[2])
    assert (state(session, people[2]), state(session, people[3])) == ("withdrawn", "offered")
    assert ("P02", "declined") in steps(session)


def test_an_offer_that_is_not_answered_goes_to_the_next(session):
    people = learners(4)
    sign_up(session, *people)
    leave(session, people[0])
    work_off(now=LATER - timedelta(seconds=1))
    assert state(session, people[2]) == "offered"
    work_off(now=LATER)
    assert (state(session, people[2]), state(session, people[3])) == ("withdrawn", "offered")
    assert told(people[2]) == ["place.waiting", "place.offered", "place.expired"]


def test_a_late_worker_does_no_harm(session):
    """Until it comes, the offer holds no place and cannot be taken."""
    people = learners(5)
    sign_up(session, *people[:4])
    leave(session, people[0])
    with pytest.raises(Refused, match="No place is kept for you"):
        actions.accept(session, people[2], by=people[2], now=LATER)
    db.session.rollback()
    sign_up(session, people[4], now=LATER)  # comes before the worker, and goes behind P03
    assert dict(states(session)) == {
        "P00": "withdrawn", "P01": "booked", "P02": "withdrawn", "P03": "offered", "P04": "waiting",
    }  # fmt: skip
    before = steps(session)
    work_off(now=LATER + timedelta(hours=1))
    assert steps(session) == before


def test_the_job_of_an_offer_that_was_answered_finds_nothing_to_do(session):
    people = learners(3)
    sign_up(session, *people)
    leave(session, people[0])
    actions.accept(session, people[2], by=people[2], now=NOW)
    db.session.commit()
    before = steps(session)
    work_off(now=LATER)
    assert steps(session) == before


def test_who_comes_while_others_wait_goes_behind_them(session):
    people = learners(4)
    sign_up(session, *people[:3])
    session.capacity = 4  # raised beside the form: two places are free, and one person waits
    sign_up(session, people[3])
    assert (state(session, people[2]), state(session, people[3])) == ("offered", "booked")
    assert steps(session)[-2:] == [("P02", "offered"), ("P03", "booked")]


def test_the_place_that_is_free_is_for_who_waits(session):
    people = learners(4)
    sign_up(session, *people[:3])
    session.capacity = 3
    sign_up(session, people[3])
    assert (state(session, people[2]), state(session, people[3])) == ("offered", "waiting")


@pytest.mark.parametrize(("places", "offered"), [(3, 1), (4, 2), (None, 3)])
def test_more_places_are_offered_when_there_are_more(session, places, offered):
    people = learners(5)
    sign_up(session, *people)
    session.capacity = places
    actions.fill(session, by=None, now=NOW)
    actions.fill(session, by=None, now=NOW)  # again: nothing
    assert [what for _who, what in states(session)].count("offered") == offered


def passed_over(session):
    return [(who, what) for who, what in steps(session) if what == "passed over"]


def test_who_said_they_cannot_come_is_passed_over_and_stays_in_the_queue(session):
    people = learners(4)
    sign_up(session, *people)
    db.session.add(Announcement(session=session, person=people[2], made_at=NOW))
    leave(session, people[0])
    assert (state(session, people[2]), state(session, people[3])) == ("waiting", "offered")
    assert passed_over(session) == [("P02", "passed over")]


def test_who_joined_the_group_or_the_staff_is_passed_over(session, world):
    people = learners(5)
    sign_up(session, *people)
    people[2].role = Role.TRAINER
    db.session.add(cast.enrol(people[3], world.a))
    leave(session, people[0])
    assert state(session, people[4]) == "offered"
    assert passed_over(session) == [("P02", "passed over"), ("P03", "passed over")]
    with pytest.raises(Refused, match="is staff"):
        actions.accept(session, people[2], by=people[2], now=NOW)


def test_nobody_is_passed_over_where_nobody_behind_gets_the_place(session):
    people = learners(3)
    sign_up(session, *people)
    db.session.add(Announcement(session=session, person=people[2], made_at=NOW))
    leave(session, people[0])
    assert (state(session, people[2]), passed_over(session)) == ("waiting", [])


def test_who_leaves_and_comes_again_is_the_last(session):
    people = learners(5)
    sign_up(session, *people)
    leave(session, people[2])
    sign_up(session, people[2])
    assert states(session)[-3:] == [("P03", "waiting"), ("P04", "waiting"), ("P02", "waiting")]


def test_an_older_clock_gains_nothing(session):
    people = learners(4)
    sign_up(session, *people[:3])
    sign_up(session, people[3], now=NOW - timedelta(minutes=5))
    assert states(session)[-1] == ("P03", "waiting")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"is_open": False}, "for the people of its group"),
        ({"status": Status.CANCELLED}, "is cancelled"),
        ({"status": Status.MOVED}, "was moved"),
        ({"day": cast.THURSDAY}, "has begun already"),
    ],
)
def test_what_takes_nobody_says_so(world, values, words):
    session = opened(world, **values)
    with pytest.raises(Refused, match=words):
        actions.sign_up(session, world.olga, by=world.olga, now=NOW)


def test_members_and_staff_need_no_place(session, world):
    with pytest.raises(Refused, match="has a place anyway"):
        actions.sign_up(session, world.lea, by=world.lea, now=NOW)
    with pytest.raises(Refused, match="Only learners sign up"):
        actions.sign_up(session, world.sam, by=world.sam, now=NOW)


def test_nobody_has_two_places(session):
    people = learners(3)
    sign_up(session, *people)
    for person, words in [(people[0], "has a place here already"), (people[2], "in the queue")]:
        with pytest.raises(Refused, match=words):
            actions.sign_up(session, person, by=person, now=NOW)
    leave(session, people[0])
    with pytest.raises(Refused, match="A place is free for P02 already"):
        actions.sign_up(session, people[2], by=people[2], now=NOW)
    with pytest.raises(Refused, match="You have no place here"):
        actions.withdraw(session, people[0], by=people[0], now=NOW)


def test_after_the_start_nobody_gives_a_place_back(session):
    (person,) = learners(1)
    sign_up(session, person)
    with pytest.raises(Refused, match="begun already"):
        actions.withdraw(session, person, by=person, now=START)


def test_a_cancelled_session_offers_nothing(session):
    people = learners(3)
    sign_up(session, *people)
    session.status = Status.CANCELLED
    leave(session, people[0])
    assert state(session, people[2]) == "waiting"
    session.status = Status.PLANNED
    actions.fill(session, by=None, now=NOW)
    assert state(session, people[2]) == "offered"


def test_the_link_to_the_meeting_is_for_who_has_a_place(world):
    session = opened(world, 1, mode="online", link="https://meet.example.org/1")
    people = learners(2)
    sign_up(session, *people)
    leave(session, people[0])
    work_off(now=LATER)
    shown = {notice.kind: notice.data["session"]["link"] for notice in db.session.query(Notice)}
    assert shown == {
        "place.booked": "https://meet.example.org/1",
        "place.waiting": None, "place.offered": None, "place.expired": None,
    }  # fmt: skip


def test_a_session_that_is_not_open_any_more_ends_the_queue_and_keeps_the_places(session, world):
    people = learners(5)
    sign_up(session, *people)
    leave(session, people[0])  # P02 is offered the place
    values = {**vars_of(session), "is_open": False, "capacity": None}
    values["breaks"] = as_pairs(session.breaks)
    change(session, values, by=world.tara, now=NOW)
    assert dict(states(session)) == {
        "P00": "withdrawn", "P01": "booked", "P02": "withdrawn", "P03": "withdrawn",
        "P04": "withdrawn",
    }  # fmt: skip
    assert steps(session)[-3:] == [("P02", "closed"), ("P03", "closed"), ("P04", "closed")]
    last = db.session.query(Change).filter_by(noun="place").order_by(Change.id).all()[-1]
    assert of_a_place(last).what.endswith("the session is only for its group now")
    assert told(people[1]) == ["place.booked"]
    assert told(people[2])[-1] == told(people[3])[-1] == "place.expired"
    asked = db.select(Notice).filter_by(person_id=people[3].id).order_by(Notice.id.desc())
    said = part(db.session.scalars(asked).first(), people[3])
    assert said.lines[1:] == ["This session is for the people of its group. Choose another one."]
    assert [link.words for link in said.links] == ["Look at the open sessions"]
    leave(session, people[1])
    assert state(session, people[1]) == "withdrawn"
