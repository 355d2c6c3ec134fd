"""The waiting list of a programme: offers, answers, and nobody overtakes anybody."""

from datetime import timedelta

import pytest

from lms.courses import actions, queries
from lms.courses.models import Enrolment, Entry, Group, State
from lms.db import db
from lms.errors import Refused
from lms.jobs import Job
from lms.jobs.work import work_off
from lms.messages.models import UNSETTLED, Notice
from lms.people.models import Role
from tests import cast
from tests.cast import NOW, THURSDAY
from tests.courses.places import enrolment, history, place_of, places

FRIDAY, WEDNESDAY = THURSDAY + timedelta(days=1), THURSDAY - timedelta(days=1)
LATER = NOW + timedelta(days=2)  # when an offer of 48 hours ends
KEY = "inclusive-cities"


@pytest.fixture
def full(world):
    """The officials' group has one place, which Olga has."""
    world.c.capacity = 1
    db.session.commit()
    return world.c


@pytest.fixture
def second(world, full):
    """Another group of the programme, full too: it has one place, which Bo has."""
    common = {"organisation": world.network, "zone": "UTC", "programme": world.cities}
    made = Group(slug="cities-2", title="Officials, group 2", capacity=1, **common)
    db.session.add(cast.enrol(world.bo, made))
    db.session.commit()
    return made


def learners(*names):
    made = [cast.person(name) for name in names]
    db.session.add_all(made)
    db.session.commit()
    return made


def wait(world, person, wanted=None, now=NOW):
    made = actions.apply(world.cities, person, by=person, now=now, wait=True, wanted=wanted)
    db.session.commit()
    return made


def ends(world, person, day=WEDNESDAY, now=NOW):
    actions.end(place_of(person), day, State.WITHDRAWN, by=world.oto, now=now)
    db.session.commit()


def stand(world, *people):
    """Where people are: "waiting 2/3", "offered cities-1", "in cities-1", or their state."""
    found = []
    for person in people:
        row = enrolment(person, world.cities)
        db.session.refresh(row)
        place = queries.positions(world.cities, [row.id], NOW).get(row.id)
        if row.offered_group:
            found.append(f"offered {row.offered_group.slug}")
        elif place:
            found.append(f"waiting {place.number}/{place.of}")
        elif row.state == State.ACTIVE:
            found.append(f"in {place_of(person).group.slug}")
        else:
            found.append(str(row.state))
    return found


def told(person):
    rows = db.session.query(Notice).filter_by(person_id=person.id).order_by(Notice.id)
    return [row.kind for row in rows]


def test_a_freed_place_is_offered_to_the_first_and_taken(world, full):
    nora, ned = learners("Nora", "Ned")
    wait(world, nora)
    wait(world, ned)
    assert stand(world, nora, ned) == ["waiting 1/2", "waiting 2/2"]
    ends(world, world.olga)
    assert stand(world, nora, ned) == ["offered cities-1", "waiting 1/1"]
    assert told(nora) == ["group.waiting", "group.offered"]
    assert db.session.query(Job).filter_by(kind="courses.offer_ends").one().due_at == LATER
    actions.accept(enrolment(nora, world.cities), by=nora, now=NOW)
    db.session.commit()
    assert places(nora) == [("cities-1", THURSDAY, None)]
    assert history(f"{KEY}/NORA") == ["waitlisted", "offered", "enrolled"]
    assert told(nora)[-1] == "group.booked"
    db.session.refresh(full)
    assert full.revision > 0


def test_where_somebodys_last_day_is_today_the_place_begins_tomorrow(world, full):
    (nora,) = learners("Nora")
    wait(world, nora)
    ends(world, world.olga, THURSDAY)
    actions.accept(enrolment(nora, world.cities), by=nora, now=NOW)
    assert places(nora) == [("cities-1", FRIDAY, None)]


def test_a_place_that_ended_today_is_looked_at_again_tomorrow(world, full):
    (nora,) = learners("Nora")
    ends(world, world.olga, THURSDAY)
    row = wait(world, nora)
    row.offered_group = row.offer_until = None  # as if it had not been given
    db.session.commit()
    assert stand(world, nora) == ["waiting 1/1"]
    work_off(now=NOW + timedelta(hours=5))
    assert stand(world, nora) == ["offered cities-1"]


def test_with_no_hours_the_first_is_in_the_group_at_once(world, full):
    world.cities.offer_hours = 0
    nora, ned = learners("Nora", "Ned")
    wait(world, nora)
    wait(world, ned)
    ends(world, world.olga)
    assert stand(world, nora, ned) == ["in cities-1", "waiting 1/1"]
    assert told(nora) == ["group.waiting", "group.booked"]


def to_be_told(person):
    rows = db.session.query(Notice).filter_by(person_id=person.id).order_by(Notice.id)
    return [row.kind for row in rows.populate_existing() if row.state in UNSETTLED]


def test_what_was_offered_is_not_told_any_more_once_it_was_answered(world, full):
    nora, ned = learners("Nora", "Ned")
    wait(world, nora)
    wait(world, ned)
    ends(world, world.olga)
    assert to_be_told(nora) == ["group.offered"]
    actions.take_back(enrolment(nora, world.cities), by=nora, now=NOW)
    assert (to_be_told(nora), to_be_told(ned)) == ([], ["group.offered"])
    actions.accept(enrolment(ned, world.cities), by=ned, now=NOW)
    assert to_be_told(ned) == ["group.booked"]
    ends(world, ned, day=THURSDAY)
    assert to_be_told(ned) == []


def test_who_lets_it_go_passes_it_on(world, full):
    nora, ned = learners("Nora", "Ned")
    wait(world, nora)
    wait(world, ned)
    ends(world, world.olga)
    actions.take_back(enrolment(nora, world.cities), by=nora, now=NOW)
    assert stand(world, nora, ned) == ["withdrawn", "offered cities-1"]
    assert history(f"{KEY}/NORA")[-1] == "offer declined"


def test_what_nobody_answers_goes_to_the_next_in_time(world, full):
    nora, ned = learners("Nora", "Ned")
    wait(world, nora)
    wait(world, ned)
    ends(world, world.olga)
    work_off(now=LATER - timedelta(seconds=1))
    assert stand(world, nora, ned) == ["offered cities-1", "waiting 1/1"]
    work_off(now=LATER)
    assert stand(world, nora, ned) == ["withdrawn", "offered cities-1"]
    assert told(nora)[-1] == "group.expired"
    work_off(now=LATER)
    assert history(f"{KEY}/NED") == ["waitlisted", "offered"]


def test_a_late_worker_does_no_harm(world, full):
    nora, ned = learners("Nora", "Ned")
    wait(world, nora)
    ends(world, world.olga)
    with pytest.raises(Refused, match="No place is kept for you now"):
        actions.accept(enrolment(nora, world.cities), by=nora, now=LATER)
    db.session.rollback()
    assert queries.free_places(full, THURSDAY, now=LATER) == 1
    assert actions.join(full, ned, now=LATER)  # the place is free, and nobody waits any more
    assert stand(world, nora, ned) == ["withdrawn", "in cities-1"]


def test_who_comes_while_others_wait_goes_behind_them(world, full):
    nora, ned = learners("Nora", "Ned")
    wait(world, nora)
    full.capacity = 2  # raised beside the form
    assert actions.join(full, ned, now=NOW) is None
    assert stand(world, nora, ned) == ["offered cities-1", "waiting 1/1"]
    full.capacity = 4
    (nia,) = learners("Nia")
    assert actions.join(full, nia, now=NOW)  # two are free, one of them is for Ned
    assert stand(world, nora, ned, nia) == ["offered cities-1", "offered cities-1", "in cities-1"]


def test_who_waits_for_one_group_does_not_hold_up_another(world, second):
    nora, ned = learners("Nora", "Ned")
    wait(world, nora, second)
    ends(world, world.olga)
    assert stand(world, nora) == ["waiting 1/1"]
    assert actions.join(world.c, ned, now=NOW)
    assert stand(world, nora, ned) == ["waiting 1/1", "in cities-1"]
    assert "passed over" not in history(f"{KEY}/NORA")  # she was not in that line
    ends(world, world.bo)
    assert stand(world, nora) == ["offered cities-2"]


def test_passed_over_is_only_who_cannot_and_the_reason_is_kept(world, full):
    nora, ned, nia = learners("Nora", "Ned", "Nia")
    for who in (nora, ned, nia):
        wait(world, who)
    nora.role = Role.TRAINER
    other = Group(
        slug="away", title="Away", organisation=world.network, zone="UTC", programme=world.cities
    )
    row = enrolment(ned, world.cities)
    db.session.add(cast.Membership(enrolment=row, group=other, person=ned, starts_on=THURSDAY))
    ends(world, world.olga)
    assert stand(world, nora, ned, nia) == ["waiting 1/2", "waiting 2/2", "offered cities-1"]
    assert history(f"{KEY}/NORA")[-1] == history(f"{KEY}/NED")[-1] == "passed over"


def test_more_places_and_new_groups_are_for_who_waits(world, full):
    people = learners("Nora", "Ned", "Nia")
    for who in people:
        wait(world, who)
    actions.change_group(full, {"capacity": 2}, by=world.oto, now=NOW)
    assert stand(world, *people) == ["offered cities-1", "waiting 1/2", "waiting 2/2"]
    values = {"title": "New", "capacity": 1, "zone": "UTC", "trainers": []}
    values |= {"starts_on": None, "ends_on": None}
    actions.create_group(world.cities, values, by=world.oto, now=NOW)
    assert stand(world, *people) == ["offered cities-1", "offered new", "waiting 1/1"]


def test_places_that_are_offered_are_not_taken_away(world, full):
    (nora,) = learners("Nora")
    full.capacity = 3
    wait(world, nora)
    assert stand(world, nora) == ["offered cities-1"]
    with pytest.raises(Refused, match="2 people are in this group or are offered a place"):
        actions.change_group(full, {"capacity": 1}, by=world.oto, now=NOW)


def test_an_offered_place_cannot_be_given_to_somebody_else(world, full):
    nora, ned = learners("Nora", "Ned")
    wait(world, nora)
    ends(world, world.olga)
    with pytest.raises(Refused, match="is full"):
        actions.enrol(full, ned, THURSDAY, by=world.oto, now=NOW)
    actions.enrol(full, nora, THURSDAY, by=world.oto, now=NOW)  # it is hers
    assert stand(world, nora) == ["in cities-1"]


def test_who_is_put_elsewhere_by_hand_frees_what_was_offered(world, second):
    nora, ned = learners("Nora", "Ned")
    wait(world, nora)
    wait(world, ned)
    ends(world, world.olga)
    second.capacity = 2
    actions.enrol(second, nora, THURSDAY, by=world.oto, now=NOW)
    assert stand(world, nora, ned) == ["in cities-2", "offered cities-1"]


def test_who_moves_away_frees_the_place(world, second):
    (nora,) = learners("Nora")
    wait(world, nora, world.c)
    second.capacity = 2
    actions.move(place_of(world.olga), second, THURSDAY, by=world.oto, now=NOW)
    assert stand(world, nora) == ["offered cities-1"]


@pytest.mark.parametrize("how", ["moves", "ends"])
def test_a_place_that_ends_some_day_is_offered_on_that_day(world, second, how):
    (nora,) = learners("Nora")
    wait(world, nora, world.c)
    day = THURSDAY + timedelta(days=10)
    if how == "moves":
        second.capacity = 2
        actions.move(place_of(world.olga), second, day, by=world.oto, now=NOW)
    else:
        actions.end(place_of(world.olga), WEDNESDAY, State.WITHDRAWN, by=world.oto, now=NOW)
        actions.take_back(enrolment(nora, world.cities), by=nora, now=NOW)
        until = day - timedelta(days=1)
        actions.enrol(world.c, world.olga, THURSDAY, by=world.oto, now=NOW, until=until)
        wait(world, nora, world.c)
    db.session.commit()
    assert stand(world, nora) == ["waiting 1/1"]
    work_off(now=NOW + timedelta(days=10))
    assert stand(world, nora) == ["offered cities-1"]


def test_a_group_that_is_over_and_a_programme_that_is_retired_give_nothing(world, full):
    (nora,) = learners("Nora")
    wait(world, nora)
    full.ends_on = WEDNESDAY
    ends(world, world.olga)
    assert stand(world, nora) == ["waiting 1/1"]
    full.ends_on, world.cities.retired_at = None, NOW
    actions.fill(full, by=None, now=NOW)
    assert stand(world, nora) == ["waiting 1/1"]


def test_who_comes_back_is_the_last_whatever_the_clock_says(world, full):
    nora, ned = learners("Nora", "Ned")
    wait(world, nora)
    wait(world, ned)
    actions.take_back(enrolment(nora, world.cities), by=nora, now=NOW)
    wait(world, nora, now=NOW - timedelta(hours=1))
    assert stand(world, ned, nora) == ["waiting 1/2", "waiting 2/2"]


def test_an_unanswered_application_is_offered_nothing(world, full):
    nora, ned = learners("Nora", "Ned")
    actions.apply(world.cities, nora, by=nora, now=NOW)
    wait(world, ned)
    ends(world, world.olga)
    assert stand(world, nora, ned) == ["applied", "offered cities-1"]


def test_everybody_gets_a_place_where_there_is_no_bound_any_more(world, full):
    people = learners("Nora", "Ned", "Nia")
    for who in people:
        wait(world, who)
    actions.change_group(full, {"capacity": None}, by=world.oto, now=NOW)
    assert stand(world, *people) == ["offered cities-1"] * 3
    assert db.session.query(Enrolment).filter_by(state=State.WAITLISTED).count() == 3


def test_who_waits_has_todays_places_and_tomorrows_at_once(world, full):
    """Olga's last day is today, and Bo left yesterday: one place from each day on."""
    world.cities.offer_hours, full.capacity = 0, 2
    db.session.add(cast.enrol(world.bo, full))
    nora, ned, nia = learners("Nora", "Ned", "Nia")
    for who in (nora, ned, nia):
        wait(world, who)
    place_of(world.olga).ends_on, place_of(world.bo).ends_on = THURSDAY, WEDNESDAY  # by a file
    before = full.revision
    actions.fill_all(world.cities, by=None, now=NOW)
    assert stand(world, nora, ned, nia) == ["in cities-1", "in cities-1", "waiting 1/1"]
    assert [places(who)[0][1] for who in (nora, ned)] == [THURSDAY, FRIDAY]
    assert full.revision > before


def test_whoever_comes_meanwhile_nobody_is_offered_a_place_in_silence(world, full):
    """An offer is over and the last day of somebody is today: two places, for the next two."""
    full.capacity = 2
    db.session.add(cast.enrol(world.bo, full))
    nora, ned, nia, late = learners("Nora", "Ned", "Nia", "Late")
    for who in (nora, ned, nia):
        wait(world, who)
    ends(world, world.bo)
    place_of(world.olga).ends_on = LATER.date()
    assert actions.join(full, late, now=LATER) is None
    assert stand(world, nora, ned, nia, late) == [
        "withdrawn", "offered cities-1", "offered cities-1", "waiting 1/1",
    ]  # fmt: skip
    assert told(ned) == told(nia) == ["group.waiting", "group.offered"]
    assert told(late) == ["group.waiting"]


def test_on_the_list_comes_only_who_may_come_onto_the_programme(world, full):
    (nora,) = learners("Nora")
    world.cities.entry, world.cities.entry_code = Entry.CODE, "SPRING"
    for code in ("", "AUTUMN"):
        with pytest.raises(Refused, match="The centre decides"):
            actions.apply(world.cities, nora, by=nora, now=NOW, wait=True, code=code)
    actions.apply(world.cities, nora, by=nora, now=NOW, wait=True, code="spring")
    assert stand(world, nora) == ["waiting 1/1"]
    world.local.entry = Entry.APPROVAL
    with pytest.raises(Refused, match="The centre decides"):
        actions.apply(world.local, nora, by=nora, now=NOW, wait=True)


def test_who_waits_and_has_no_mail_is_on_a_call_list(world, second):
    """That of the group they wait for; for any: of the first group that is not over."""
    nora, ned = learners("Nora", "Ned")
    world.c.ends_on = WEDNESDAY
    wait(world, nora, second)
    wait(world, ned)
    assert {row.person_id: row.group for row in db.session.query(Notice)} == {
        nora.id: "cities-2", ned.id: "cities-2",
    }  # fmt: skip
    world.c.ends_on = None
    (nia,) = learners("Nia")
    wait(world, nia)
    assert db.session.query(Notice).filter_by(person_id=nia.id).one().group == "cities-1"
