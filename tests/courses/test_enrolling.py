"""A person's own way onto a programme: open, by approval, by code."""

from datetime import date, timedelta

import pytest

from lms import clock
from lms.courses import actions
from lms.courses.models import Enrolment, Entry, Group, State
from lms.db import db
from lms.errors import Refused
from tests import cast
from tests.courses.places import enrolment, history, places
from tests.visitor import Visitor

OPEN, LOCAL = "/programmes/inclusive-cities", "/programmes/digital-local"


@pytest.fixture
def nora(world):
    """A learner of the centre who is on no programme yet."""
    person = cast.person("Nora", world.centre)
    db.session.add(person)
    db.session.commit()
    return person


@pytest.mark.parametrize("was_there", [True, False])
def test_what_was_done_before_is_named_only_where_there_was_a_place(app, world, nora, was_there):
    if was_there:
        place = cast.enrol(nora, world.c)
        place.ends_on = cast.THURSDAY - timedelta(days=1)
        place.enrolment.state = State.WITHDRAWN
        db.session.add(place)
    else:
        db.session.add(
            Enrolment(person=nora, programme=world.cities, state=State.DROPPED, since=cast.NOW)
        )
    db.session.commit()
    page = Visitor(app).sign_in(nora).visit(OPEN)
    assert ("You were on this programme before" in page.text("#enrolment")) is was_there


# open


def test_on_an_open_programme_one_enrols_at_once_from_today_on(visitor, world, nora):
    visitor.sign_in(nora).visit(OPEN)
    visitor.press("enrol", "Enrol")  # one group only: it is chosen already
    assert visitor.text("#notice") == "You are enrolled: Officials, group 1."
    assert visitor.text("#enrolment a.now").startswith("Begin")
    assert enrolment(nora, world.cities).state == State.ACTIVE
    assert places(nora) == [("cities-1", cast.THURSDAY, None)]
    assert history("inclusive-cities/NORA") == ["enrolled"]
    assert world.c.revision == 1


def test_of_several_groups_one_is_chosen_and_full_ones_are_not_offered(visitor, world, nora):
    common = {"organisation": world.network, "zone": "UTC", "programme": world.cities}
    full = Group(slug="full", title="Full", capacity=1, **common)
    over = Group(slug="over", title="Over", ends_on=date(2022, 3, 1), **common)
    second = Group(slug="second", title="Second", capacity=3, **common)
    db.session.add_all([over, second, cast.enrol(world.bo, full)])
    visitor.sign_in(nora).visit(OPEN)
    assert [b["value"] for b in visitor.page.select("[name=group]")] == [
        str(world.c.id),
        str(second.id),
    ]
    visitor.press("enrol", "Enrol", status=422)
    assert "Choose a group." in visitor.text("#enrol_complaints")
    visitor.press("enrol", "Enrol", group=str(second.id))
    assert places(nora) == [("second", cast.THURSDAY, None)]


def test_the_day_is_that_of_the_groups_zone(app, world, nora):
    world.c.zone = "Pacific/Auckland"  # it is Friday there
    actions.join(world.c, nora, now=cast.NOW)
    assert places(nora) == [("cities-1", cast.THURSDAY + timedelta(days=1), None)]


def test_without_room_one_waits(visitor, world, nora):
    world.c.capacity = 1
    visitor.sign_in(nora).visit(OPEN)
    visitor.press("enrol", "Put me on the waiting list")
    assert "You are on the waiting list" in visitor.text("#enrolment")
    assert enrolment(nora, world.cities).state == State.WAITLISTED


def test_two_want_the_last_place_and_one_has_it(app, world, nora):
    world.c.capacity = 2
    ned = cast.person("Ned", world.centre)
    db.session.add(ned)
    first, second = (Visitor(app).sign_in(p).visit(OPEN) for p in (nora, ned))
    first.press("enrol", "Enrol")
    second.press("enrol", "Enrol", status=303)  # meanwhile full: put on the waiting list
    assert enrolment(ned, world.cities).state == State.WAITLISTED
    with pytest.raises(Refused, match="on the waiting list already"):
        actions.join(world.c, ned, now=cast.NOW)


def test_staff_do_not_enrol(app, world):
    for who in (world.tara, world.oto, world.ada):
        with pytest.raises(Refused, match="staff"):
            actions.join(world.c, who, now=cast.NOW)
        with pytest.raises(Refused, match="staff"):
            actions.apply(world.local, who, by=who, now=cast.NOW)


def test_nobody_joins_what_is_not_open_or_is_retired(app, world, nora):
    with pytest.raises(Refused, match="The centre decides"):
        actions.join(world.a, nora, now=cast.NOW)
    world.cities.retired_at = cast.NOW
    with pytest.raises(Refused, match="not offered any more"):
        actions.join(world.c, nora, now=cast.NOW)
    with pytest.raises(Refused, match="not offered any more"):
        actions.apply(world.cities, nora, by=nora, now=cast.NOW)


def test_who_is_enrolled_is_not_enrolled_again(visitor, world):
    visitor.sign_in(world.olga).visit(OPEN)
    assert not visitor.page.find(id="enrol")
    with pytest.raises(Refused, match="One person has one place"):
        actions.join(world.c, world.olga, now=cast.NOW)


# by code


def test_with_the_code_however_it_is_typed(visitor, world, nora):
    world.cities.entry, world.cities.entry_code = Entry.CODE, "SARDA-26"
    visitor.sign_in(nora).visit(OPEN)
    visitor.press("enrol", "Enrol", status=422, code="sarda-27")
    assert "not the code" in visitor.text("#enrol_complaints")
    assert visitor.page.find(id="enrol_code")["value"] == "sarda-27"
    visitor.press("enrol", "Enrol", code=" sarda 26")
    assert enrolment(nora, world.cities).state == State.ACTIVE


def test_after_five_wrong_codes_one_waits(visitor, world, nora, monkeypatch):
    world.cities.entry, world.cities.entry_code = Entry.CODE, "SARDA-26"
    visitor.sign_in(nora).visit(OPEN)
    for _ in range(5):
        visitor.press("enrol", "Enrol", status=422, code="guess")
    visitor.visit(OPEN).press("enrol", "Enrol", status=429, code="SARDA-26")
    monkeypatch.setattr(clock, "now", lambda: cast.NOW + timedelta(minutes=16))
    visitor.visit(OPEN).press("enrol", "Enrol", code="SARDA-26")


def test_a_programme_by_code_without_a_code_lets_nobody_in(app, world, nora):
    world.cities.entry = Entry.CODE
    for typed in ("", "None", " "):
        with pytest.raises(Refused, match="The centre decides"):
            actions.join(world.c, nora, code=typed, now=cast.NOW)


# by approval


def test_one_asks_for_a_place_and_may_take_it_back(visitor, world, nora):
    visitor.sign_in(nora).visit(LOCAL).press("enrol", "Ask for a place")
    assert "You have asked for a place" in visitor.text("#enrolment")
    assert enrolment(nora, world.local).state == State.APPLIED
    with pytest.raises(Refused, match="asked for a place already"):
        actions.apply(world.local, nora, by=nora, now=cast.NOW)
    visitor.press("take_back", "I do not want the place any more")
    assert enrolment(nora, world.local).state == State.WITHDRAWN
    visitor.press("enrol", "Ask for a place")  # and may ask again
    assert history("digital-local/NORA") == ["applied", "withdrawn", "applied"]


def test_taking_back_what_was_never_asked(visitor, world, nora):
    visitor.sign_in(world.lea).visit(LOCAL)
    with pytest.raises(Refused, match="answered already"):
        actions.take_back(enrolment(world.lea, world.local), by=world.lea, now=cast.NOW)
    with pytest.raises(Refused, match="enrolled on this programme already"):
        actions.apply(world.local, world.lea, by=world.lea, now=cast.NOW)
