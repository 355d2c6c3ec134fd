"""Clashes are warned of before anything is saved: trainer, place, learners; compared in UTC."""

from datetime import date, time

import pytest

from lms.attendance.models import Session, SignUp, SignUpState, Status
from lms.attendance.queries.clashes import clashes
from lms.attendance.rules.clashes import meeting_of
from lms.courses.models import Membership
from lms.db import db
from tests.attendance.series import series
from tests.cast import NOW, ZONE, enrol, session
from tests.queries import count_queries
from tests.visitor import Visitor

DAY = date(2022, 4, 5)


@pytest.fixture
def tara(visitor, world):
    return visitor.sign_in(world.tara)


@pytest.fixture
def other(world):
    """A session of group B on the same afternoon, with Sam, in room 1."""
    made = session(
        world.b, "B-02", DAY, world.digital, trainer=world.sam, status=Status.PLANNED,
        starts=time(19), ends=time(21), breaks=[], place="Centre, Room 1",
    )  # fmt: skip
    db.session.add(made)
    db.session.commit()
    return made


def publish(visitor, world, status=None, button="Publish", **typed):
    if button == "Publish":
        visitor.visit("/sessions/new?group=jes-a")
        typed = {"about": f"m{world.digital.modules[1].id}", "day": f"{DAY}"} | typed
    return visitor.press("session", button, status, **typed)


def asked(visitor):
    return [item.text for item in visitor.page.select("#session_clashes li")]


def found(group, viewer, **values):
    values = {
        "day": DAY, "starts": time(17), "ends": time(20), "zone": ZONE, "mode": "onsite",
        "place": None,
    } | values  # fmt: skip
    (some,) = clashes(group, [meeting_of(values)], viewer)
    return {(clash.kind, clash.session, clash.names, clash.people, clash.group) for clash in some}


def test_a_trainer_elsewhere_is_asked_about_and_may_be_wanted_all_the_same(tara, world, other):
    before = db.session.query(Session).count()
    publish(tara, world, 409, trainer=f"{world.sam.id}")
    assert asked(tara) == ["Sam teaches elsewhere at this time (19:00 to 21:00)."]
    assert db.session.query(Session).count() == before
    assert tara.page.find(id="session_day")["value"] == f"{DAY}"
    publish(tara, world, button="Publish all the same")
    assert db.session.query(Session).count() == before + 1


def test_other_clashes_than_those_seen_are_asked_about_again(tara, world, other):
    publish(tara, world, 409, trainer=f"{world.sam.id}")
    publish(tara, world, 409, "Publish all the same", place="centre,  room 1")
    assert asked(tara) == [
        "Sam teaches elsewhere at this time (19:00 to 21:00).",
        "Jesenice, group B is in Centre, Room 1 at this time (19:00 to 21:00).",
    ]
    publish(tara, world, button="Publish all the same")


def test_who_may_see_the_other_group_is_told_its_name(app, world, other):
    ema = Visitor(app).sign_in(world.ema)
    publish(ema, world, 409, trainer=f"{world.sam.id}")
    assert asked(ema) == ["Sam teaches Jesenice, group B at this time (19:00 to 21:00)."]


def test_learners_in_another_group_are_named_or_only_counted(world, other):
    for place in world.memberships[:2]:
        about = {"enrolment": place.enrolment, "person": place.person}
        db.session.add(Membership(**about, group=world.b, starts_on=date(2022, 4, 1)))
    db.session.flush()
    seen = {("learners", other.id, ("Lea", "Lou"), 2, "Jesenice, group B")}
    assert found(world.a, world.ema) == seen
    assert found(world.a, world.tara) == {("learners", 0, (), 2, None)}


def test_learners_count_on_the_days_on_which_they_are_in_both(world, other):
    place = world.memberships[0]
    elsewhere = enrol(world.lea, world.c, date(2022, 4, 6))
    elsewhere.starts_on = DAY
    other.group = world.c
    db.session.add(elsewhere)
    db.session.flush()
    assert found(world.a, world.ada) == {("learners", other.id, ("Lea",), 1, "Officials, group 1")}
    elsewhere.starts_on = date(2022, 4, 6)
    db.session.flush()
    assert found(world.a, world.ada) == set()
    elsewhere.starts_on, place.ends_on = DAY, date(2022, 4, 4)
    db.session.flush()
    assert found(world.a, world.ada) == set()


def test_who_signed_up_elsewhere_is_counted_where_they_have_a_place(world, other):
    mine = SignUp(session_id=other.id, person=world.lea, state=SignUpState.BOOKED, since=NOW)
    waits = SignUp(session_id=other.id, person=world.lou, state=SignUpState.WAITING, since=NOW)
    db.session.add_all([mine, waits])
    db.session.flush()
    assert found(world.a, world.tara) == {("learners", 0, (), 1, None)}


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.MOVED])
def test_what_does_not_take_place_never_clashes(world, other, status):
    other.status = status
    db.session.flush()
    assert found(world.a, world.ema, trainer=world.sam, place="Centre, room 1") == set()


def test_what_only_touches_does_not_clash(world, other):
    assert found(world.a, world.ema, trainer=world.sam, ends=time(19)) == set()
    assert found(world.a, world.ema, trainer=world.sam, starts=time(21), ends=time(22)) == set()


def test_moments_are_compared_across_zones_and_over_midnight(world, other):
    about = {"trainer": world.sam, "zone": "Europe/Athens"}  # an hour ahead
    assert found(world.a, world.ema, **about, starts=time(18), ends=time(20)) == set()
    assert found(world.a, world.ema, **about, starts=time(21), ends=time(22))
    other.starts, other.ends = time(23), time(2)
    db.session.flush()
    night = {"trainer": world.sam, "day": date(2022, 4, 6), "starts": time(1), "ends": time(3)}
    assert found(world.a, world.ema, **night)


def test_a_substitute_is_in_the_room_and_the_trainer_is_not(world, other):
    other.substitute_id = world.tara.id
    db.session.flush()
    assert found(world.a, world.ema, trainer=world.sam) == set()
    assert {kind for kind, *_ in found(world.a, world.ema, trainer=world.tara)} == {"trainer"}
    assert found(world.a, world.ema, trainer=world.tara, substitute=world.ema) == set()


def test_online_there_is_no_place_to_be_taken(world, other):
    assert found(world.a, world.ema, place="Centre, room 1", mode="online") == set()
    other.mode = "online"
    db.session.flush()
    assert found(world.a, world.ema, place="Centre, room 1") == set()


def test_the_rooms_of_another_house_are_other_rooms(world, other):
    other.group = world.c
    db.session.flush()
    assert found(world.a, world.ema, place="Centre, room 1") == set()


def test_the_group_itself_cannot_be_in_two_places(world, other):
    other.group = world.a
    db.session.flush()
    assert {kind for kind, *_ in found(world.a, world.tara, trainer=world.sam)} == {"group"}


def test_a_move_is_asked_about_and_a_new_title_is_not(tara, world, other):
    world.next_week.trainer = world.sam
    tara.visit(f"/sessions/{world.next_week.id}")
    tara.press("session", "Save the changes", 409, day=f"{DAY}")
    assert asked(tara) == ["Sam teaches elsewhere at this time (19:00 to 21:00)."]
    assert world.next_week.status == Status.PLANNED
    tara.press("session", "Save all the same")
    assert world.next_week.status == Status.MOVED
    made = db.session.query(Session).filter_by(moved_from_id=world.next_week.id).one()
    tara.visit(f"/sessions/{made.id}").press("session", "Save the changes", title="A walk")
    assert made.title == "A walk"


@pytest.mark.parametrize(
    "typed",
    [
        {"title": "A walk"},
        {"link": "https://meet.example.org/room"},
        {"breaks": ""},
        {"is_open": "y", "capacity": "5"},
    ],
)
def test_what_was_accepted_is_not_asked_again_when_something_else_is_saved(
    tara, world, other, typed
):
    publish(tara, world, 409, trainer=f"{world.sam.id}", place="Centre, room 1")
    publish(tara, world, button="Publish all the same")
    tara.press("session", "Save the changes", **typed)
    assert "Saved." in tara.text("#notice")


def test_the_rest_of_a_series_is_looked_at_too(tara, world, other):
    first, *_later = series(world, 3, first=date(2022, 3, 29))
    tara.visit(f"/sessions/{first.id}")
    typed = {"trainer": f"{world.sam.id}", "scope": "rest"}
    tara.press("session", "Save the changes", 409, **typed)
    assert asked(tara) == ["Tue 5 Apr: Sam teaches elsewhere at this time (19:00 to 21:00)."]


def test_many_dates_cost_two_queries(world, other):
    values = {"starts": time(17), "ends": time(20), "zone": ZONE, "mode": "onsite",
              "place": "Centre, room 1", "trainer": world.sam}  # fmt: skip
    db.session.refresh(world.sam)
    db.session.refresh(world.a)
    meetings = [meeting_of({**values, "day": date(2022, 4, n)}) for n in range(1, 29)]
    _viewer = world.ema.role
    with count_queries() as seen:
        some = clashes(world.a, meetings, world.ema)
    assert len(seen) == 2
    assert [bool(one) for one in some].count(True) == 1
