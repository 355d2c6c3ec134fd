"""Changing the group, and leaving: no hour is lost, and the history keeps who, when and why."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from lms.attendance.models import Kind, Mark
from lms.courses import actions
from lms.courses.models import State
from lms.db import db
from lms.errors import Refused
from lms.people.models import Change
from tests import cast
from tests.cast import FEBRUARY, THURSDAY
from tests.courses.places import on, place_of, places, state

FRIDAY, WEDNESDAY = THURSDAY + timedelta(days=1), THURSDAY - timedelta(days=1)


@pytest.fixture
def leas_place(visitor, world):
    return visitor.sign_in(world.ema).visit(f"/memberships/{place_of(world.lea).id}")


def test_a_person_moves_on_a_date_and_no_hour_is_lost(leas_place, world):
    came = world.tonight.published_at
    mark = {"session": world.tonight, "person": world.lea, "kind": Kind.PRESENCE}
    db.session.add(Mark(**mark, came_at=came, recorded_at=cast.NOW))
    typed = {"move-group": str(world.b.id), "move-on": FRIDAY.isoformat()}
    leas_place.press("move", "Move", **typed)
    words = "Lea is in Jesenice, group B from 25 March 2022 on. All hours are kept."
    assert leas_place.text("#notice") == words
    assert places(world.lea) == [("jes-a", FEBRUARY, THURSDAY), ("jes-b", FRIDAY, None)]
    assert state(world.lea) == State.ACTIVE
    assert on(world.a, FRIDAY) == ["Lou"]
    assert on(world.b, FRIDAY) == ["Bo", "Lea"]
    assert db.session.scalars(select(Mark)).one().person_id == world.lea.id
    for group in (world.a, world.b):
        db.session.refresh(group)
        assert group.revision > 0
    place = place_of(world.lea)
    leas_place.visit(f"/memberships/{place.id}")
    history = leas_place.text("[aria-labelledby=history_title]")
    assert "Moved from jes-a to jes-b, from 25 March 2022 on" in history
    assert "Ema" in history


def test_on_the_first_day_the_place_itself_changes_its_group(world):
    actions.move(place_of(world.lea), world.b, FEBRUARY, by=world.ema, now=cast.NOW)
    assert places(world.lea) == [("jes-b", FEBRUARY, None)]


def test_there_and_back_again(world):
    there = actions.move(place_of(world.lea), world.b, THURSDAY, by=world.ema, now=cast.NOW)
    actions.move(there, world.a, FRIDAY, by=world.ema, now=cast.NOW)
    assert places(world.lea) == [
        ("jes-a", FEBRUARY, WEDNESDAY),
        ("jes-b", THURSDAY, THURSDAY),
        ("jes-a", FRIDAY, None),
    ]


def test_a_planned_end_goes_along(world):
    place_of(world.lea).ends_on = date(2022, 6, 1)
    actions.move(place_of(world.lea), world.b, FRIDAY, by=world.ema, now=cast.NOW)
    assert places(world.lea)[-1] == ("jes-b", FRIDAY, date(2022, 6, 1))


def test_moves_that_cannot_be(world):
    place = place_of(world.lea)

    def move(group, day):
        actions.move(place, group, day, by=world.ema, now=cast.NOW)

    with pytest.raises(Refused, match="in this group already"):
        move(world.a, FRIDAY)
    with pytest.raises(Refused, match="another programme"):
        move(world.c, FRIDAY)
    with pytest.raises(Refused, match="first day was 10 February 2022"):
        move(world.b, FEBRUARY - timedelta(days=1))
    place.ends_on = THURSDAY
    with pytest.raises(Refused, match="last day was 24 March 2022 already"):
        move(world.b, FRIDAY)
    place.ends_on = None
    world.b.capacity = 1
    with pytest.raises(Refused, match="group B is full"):
        move(world.b, FRIDAY)
    db.session.rollback()
    assert places(world.lea) == [("jes-a", FEBRUARY, None)]


def test_a_day_that_is_none_is_said_in_words(leas_place, world):
    leas_place.press("move", "Move", status=422, **{"move-on": "2022-04-31"})
    assert "Write the day like 2022-03-24." in leas_place.text("#move_complaints")
    leas_place.press("end", "End the place", status=422, **{"end-last_day": "soon"})
    assert "Write the day like 2022-03-24." in leas_place.text("#end_complaints")


# leaving


@pytest.mark.parametrize("why", [State.WITHDRAWN, State.DROPPED])
def test_a_place_ends_with_a_last_day_and_the_history_keeps_why(leas_place, world, why):
    typed = {"end-last_day": THURSDAY.isoformat(), "end-state": why.value}
    leas_place.press("end", "End the place", **typed)
    assert leas_place.text("#notice") == "The last day of Lea is 24 March 2022."
    assert places(world.lea) == [("jes-a", FEBRUARY, THURSDAY)]
    assert state(world.lea) == why
    change = db.session.scalars(select(Change).filter_by(noun="enrolment")).one()
    assert (change.verb, change.detail) == (why, {"group": "jes-a", "last": "2022-03-24"})


def test_who_left_may_come_back_and_every_place_is_kept(world):
    by = {"by": world.ema, "now": cast.NOW}
    actions.end(place_of(world.lea), WEDNESDAY, State.WITHDRAWN, **by)
    actions.enrol(world.b, world.lea, FRIDAY, **by)
    assert state(world.lea) == State.ACTIVE
    assert places(world.lea) == [("jes-a", FEBRUARY, WEDNESDAY), ("jes-b", FRIDAY, None)]


def test_who_goes_on_in_another_group_stays_enrolled(world):
    by = {"by": world.ema, "now": cast.NOW}
    first = place_of(world.lea)
    actions.move(first, world.b, FRIDAY, **by)
    actions.end(first, WEDNESDAY, State.WITHDRAWN, **by)
    assert state(world.lea) == State.ACTIVE


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (FEBRUARY - timedelta(days=1), "first day was 10 February 2022"),
        (FRIDAY, "cannot be still to come"),
    ],
)
def test_last_days_that_cannot_be(world, day, words):
    place = place_of(world.lea)
    with pytest.raises(Refused, match=words):
        actions.end(place, day, State.WITHDRAWN, by=world.ema, now=cast.NOW)
    place.ends_on = WEDNESDAY
    with pytest.raises(Refused, match="last day was 23 March 2022 already"):
        actions.end(place, THURSDAY, State.WITHDRAWN, by=world.ema, now=cast.NOW)
