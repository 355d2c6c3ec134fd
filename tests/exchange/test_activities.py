"""Activities: made, registered for, held; four figures that are never added (rule 12)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from lms.db import db
from lms.errors import Refused
from lms.exchange import actions, queries
from lms.exchange.models import Activity, Pair, Participation
from tests.cast import NOW, THURSDAY
from tests.exchange.samples import activity_of, on_the_list, twinned


def test_a_coordinator_makes_an_activity_and_its_code_says_what_and_when(visitor, world):
    twinned(world)
    visitor.sign_in(world.ema).visit("/projects/twinning/activities/new")
    visitor.press("activity", "Save", status=422, title="")
    assert "Write a title." in visitor.text("#activity_complaints")
    visitor.press(
        "activity", "Save", kind="webinar", title="Housing", starts_on="2022-04-01", theme="housing"
    )
    made = db.session.scalars(select(Activity).where(Activity.kind == "webinar")).one()
    assert (made.code, made.theme) == ("webinar-2022-04-01", "housing")
    assert "Housing" in visitor.text("h1")


def test_an_end_before_the_beginning_is_refused_and_nothing_typed_is_lost(visitor, world):
    twinned(world)
    visitor.sign_in(world.ema).visit("/projects/twinning/activities/new")
    days = {"starts_on": "2022-04-02", "ends_on": "2022-04-01"}
    visitor.press("activity", "Save", status=422, title="Kept", **days)
    assert "The last day is before the first." in visitor.text("#activity_complaints")
    assert visitor.page.find(id="activity_title")["value"] == "Kept"


def test_people_are_put_on_the_list_all_or_nobody(visitor, world):
    visit = twinned(world).visit
    visitor.sign_in(world.tara).visit("/activities/visit-1/people")
    visitor.press("people", "Put on the list", status=422, people="LEA, nobody@example.org")
    assert "nobody@example.org" in visitor.text("#people .notice")
    assert queries.people_at(visit.id) == []
    visitor.press("people", "Put on the list", people="LEA\nOLGA@example.org")
    assert [one.person.code for one in queries.people_at(visit.id)] == ["LEA", "OLGA"]
    assert queries.people_at(visit.id)[1].organisation_id == world.network.id


def test_somebody_of_no_partner_is_not_told_apart_from_somebody_unknown(visitor, world):
    project = twinned(world).project
    project.partners.pop()
    db.session.commit()
    visitor.sign_in(world.tara).visit("/activities/visit-1/people")
    visitor.press("people", "Put on the list", status=422, people="OLGA NIEMAND")
    assert "OLGA" in visitor.text("#people .notice li")
    assert "Olga" not in visitor.text()


def test_the_last_place_is_given_once(world):
    visit = twinned(world).visit
    visit.capacity = 1
    assert actions.join(visit, world.lea, now=NOW)
    assert not actions.join(visit, world.lea, now=NOW)
    with pytest.raises(Refused):
        actions.join(visit, world.lou, now=NOW)


def test_a_learner_registers_by_the_link_and_leaves_again(visitor, world):
    visit = twinned(world).visit
    visitor.sign_in(world.lea).visit("/activities/visit-1").press("join", "Register")
    assert "You are registered" in visitor.text("main")
    assert world.lou.name not in visitor.text("main")
    visitor.visit("/activities/visit-1").press("leave", "I cannot come")
    assert queries.people_at(visit.id) == []


def test_all_came_then_the_exceptions(visitor, world):
    visit = twinned(world).visit
    lea, lou = on_the_list(visit, world.lea), on_the_list(visit, world.lou)
    visitor.sign_in(world.tara).visit("/activities/visit-1/register?all=came")
    visitor.press("register", "Save", status=422, headcount="many")
    assert "Write a whole number" in visitor.text("#register_complaints")
    visitor.press("register", "Save", headcount="5", registered="7", **{f"came_{lou.id}": "no"})
    assert (visit.status, visit.headcount, lea.came, lou.came) == ("held", 5, True, False)
    assert queries.figures([visit.id]) == {visit.id: (9, 6)}


def test_nobody_came_before_the_first_day(visitor, world):
    visit = twinned(world).visit
    visit.starts_on = visit.ends_on = THURSDAY + timedelta(days=2)
    visitor.sign_in(world.tara).visit("/activities/visit-1/register")
    visitor.press("register", "Save", status=409)
    assert visit.status == "planned"


def test_a_held_activity_cannot_be_cancelled_and_a_cancelled_one_has_no_register(world):
    visit = twinned(world).visit
    actions.cancel(visit, by=world.ema, now=NOW)
    with pytest.raises(Refused):
        actions.take_register(visit, {}, {}, (), by=world.ema, now=NOW, today=THURSDAY)
    visit.status = "held"
    db.session.commit()
    with pytest.raises(Refused):
        actions.cancel(visit, by=world.ema, now=NOW)


def test_four_figures_each_person_once_staff_never(world):
    project = twinned(world).project
    held = {"status": "held", "headcount": 10, "registered": 20}
    one = activity_of(project, world.centre, "held-1", **held)
    two = activity_of(project, world.network, "held-2", status="held")
    for activity in (one, two):
        on_the_list(activity, world.lea, came=True)
    on_the_list(one, world.tara, came=True, role="staff")
    on_the_list(two, world.olga, came=False)
    actions.activities.set_delegates(one, [world.network.id])
    assert queries.four(project.id) == (23, 12, 1, 2)


def test_partners_see_figures_and_no_names(visitor, world):
    visit = twinned(world).visit
    on_the_list(visit, world.lea)
    visitor.sign_in(world.oto).visit("/activities/visit-1")
    assert "Registered1" in visitor.text("main dl")
    assert "Lea" not in visitor.text("main")


def test_facts_are_what_was_not_cancelled_by_a_day_of_one_host(world):
    project = twinned(world).project
    held = activity_of(project, world.centre, "held-1", status="held", headcount=3)
    activity_of(project, world.network, "held-2", status="held")
    on_the_list(held, world.lea, came=True)
    db.session.add(Pair(project=project, mentor=world.tara, mentee=world.olga, state="active"))
    db.session.flush()
    found = queries.facts(project.id, THURSDAY)
    assert [one.code for one in found.activities if one.is_held] == ["held-1", "held-2"]
    assert [(one.person, one.came) for one in found.people] == [(world.lea.id, True)]
    assert queries.facts(project.id, date(2022, 3, 23)).activities == []
    own = found.of(world.network.id)
    assert [one.code for one in own.activities] == ["held-2"]
    assert (len(own.pairs), len(found.of(world.centre.id).pairs)) == (0, 1)  # the mentor's


def test_who_works_here_comes_as_staff_and_who_does_later_came_as_a_participant(world):
    visit = twinned(world).visit
    actions.put(visit, [world.tara, world.lea], "participant", by=world.ema, now=NOW)
    world.lea.role = "trainer"
    actions.put(visit, [world.lea], "participant", by=world.ema, now=NOW)
    actions.join(visit, world.olga, now=NOW)
    kept = {one.person.code: one.role for one in queries.people_at(visit.id)}
    assert (kept["TARA"], kept["LEA"], kept["OLGA"]) == ("staff", "participant", "participant")


def test_an_activity_that_is_over_waits_for_its_register(visitor, world):
    visit = twinned(world).visit
    visit.starts_on = visit.ends_on = THURSDAY - timedelta(days=3)
    visitor.sign_in(world.ema).visit("/dashboard")
    assert "Say who came: Visit to the centre" in visitor.text("#to_do")
    assert db.session.scalars(select(Participation)).all() == []
