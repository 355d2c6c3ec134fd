"""Pairs of people and of cities; plans with their measures."""

from datetime import timedelta
from fractions import Fraction

import pytest
from sqlalchemy import select

from lms.db import db
from lms.errors import Refused
from lms.exchange import actions, queries
from lms.exchange.models import ActionPlan, Measure, Pair
from lms.exchange.rules import state_on
from tests.cast import NOW, THURSDAY
from tests.exchange.samples import twinned
from tests.visitor import Visitor


def test_the_lead_pairs_people_and_another_partner_sees_its_own_only(app, visitor, world):
    twinned(world)
    visitor.sign_in(world.ema).visit("/projects/twinning/pairs/new")
    visitor.press("pair", "Save", status=422)
    assert "Choose two cities, or write two people." in visitor.text("#pair_complaints")
    visitor.press("pair", "Save", mentor="TARA", mentee="OLGA", theme="Housing")
    assert "Tara" in visitor.text("table")
    assert "Olga" not in visitor.text("table")  # the lead reads names of its own people alone
    other = Visitor(app).sign_in(world.oto).visit("/projects/twinning/pairs")
    assert "Olga" in other.text("table")
    assert "Tara" not in other.text("table")


def test_nobody_is_paired_with_themselves(visitor, world):
    twinned(world)
    visitor.sign_in(world.ema).visit("/projects/twinning/pairs/new")
    visitor.press("pair", "Save", status=422, mentor="TARA", mentee="tara@example.org")
    assert "These are the same." in visitor.text("#pair_complaints")


def test_a_pair_is_replaced_in_flight_and_both_stay_known(visitor, world):
    twinned(world)
    visitor.sign_in(world.ema).visit("/projects/twinning/pairs/new")
    visitor.press("pair", "Save", mentor="TARA", mentee="OLGA")
    old = db.session.scalars(select(Pair)).one()
    visitor.visit(f"/pairs/{old.id}/replace")
    assert visitor.page.find(id="pair_mentee")["value"] == ""  # somebody of another partner
    visitor.press("pair", "Save", mentor="SAM")
    new = db.session.scalars(select(Pair).where(Pair.replaces_id == old.id)).one()
    assert (old.state, old.ends_on, new.mentor_id) == ("replaced", THURSDAY, world.sam.id)
    assert new.mentee_id == world.olga.id
    with pytest.raises(Refused):
        actions.replace(old, {}, by=world.ema, now=NOW, today=THURSDAY)


def test_a_plan_is_adopted_with_its_measures_and_the_share_for_women_is_exact(visitor, world):
    twinned(world)
    visitor.sign_in(world.oto).visit("/projects/twinning/plans/new")
    visitor.press("plan", "Save", title="Housing for all")
    plan = db.session.scalars(select(ActionPlan)).one()
    assert plan.slug == "aer-plan"
    with pytest.raises(Refused):
        actions.adopt(plan, THURSDAY, by=world.oto, now=NOW)
    for title, women in (("Desk", "y"), ("Bus", None), ("Map", None)):
        visitor.visit("/plans/aer-plan/measures/new")
        visitor.press("measure", "Save", title=title, for_women=women)
    assert "For women: 1 of 3 measures." in visitor.text("main")
    visitor.press("adopt", "The plan was adopted today")
    assert (plan.state, plan.adopted_on) == ("adopted", THURSDAY)
    found = queries.facts(plan.project_id, THURSDAY)
    assert [one.slug for one in found.plans] == ["aer-plan"]
    assert [one.for_women for one in found.measures] == [True, False, False]


def test_a_plan_has_another_title_and_themes_and_ends_closed(visitor, world):
    project = twinned(world).project
    project.themes = [{"code": "housing", "label": {"en": "A roof"}}]
    plan = actions.make_plan(
        project, world.network, {"en": "Plan", "sl": "Načrt"}, by=None, now=NOW
    )
    db.session.commit()
    visitor.sign_in(world.oto).visit("/plans/aer-plan/measures/new")
    visitor.press("measure", "Save", title="Desk", theme="housing")
    assert plan.measures[0].theme == "housing"
    visitor.visit("/plans/aer-plan/edit")
    visitor.press("plan", "Save", status=422, title="")
    visitor.press("plan", "Save", title="Homes", summary="For all.")
    assert (plan.title, plan.summary) == ({"en": "Homes", "sl": "Načrt"}, {"en": "For all."})
    with pytest.raises(Refused):
        actions.close_plan(plan, by=world.oto, now=NOW)
    visitor.press("adopt", "The plan was adopted today")
    visitor.press("close", "Close the plan")
    assert plan.state == "closed"
    assert len(queries.facts(project.id, THURSDAY).plans) == 1  # it still counts


def test_a_measure_has_the_state_that_it_had_on_a_day(world):
    plan = actions.make_plan(twinned(world).project, world.centre, {"en": "Plan"}, by=None, now=NOW)
    days = [THURSDAY + timedelta(days=n) for n in range(5)]
    states = ("planned", "begun", "done", "dropped")
    measure = None
    for state, day in zip(states, days, strict=False):
        values = {"title": {"en": "Desk"}, "state": state}
        measure = actions.put_measure(plan, measure, values, by=None, now=NOW, today=day)
    assert [state_on(measure, day) for day in days] == [*states, "dropped"]
    actions.put_measure(plan, measure, {"state": "planned"}, by=None, now=NOW, today=days[4])
    assert {state_on(measure, day) for day in days} == {"planned"}


def test_a_dropped_measure_is_none():
    measures = [Measure(state="dropped", for_women=True), Measure(state="done", for_women=False)]
    assert queries.for_women(measures) == Fraction(0)
    assert queries.for_women(measures[:1]) is None


def test_the_measure_of_another_plan_is_not_found_by_address(visitor, world):
    project = twinned(world).project
    plans = [
        actions.make_plan(project, city, {"en": "Plan"}, by=None, now=NOW)
        for city in (world.centre, world.network)
    ]
    measure = Measure(plan=plans[0], position=0, title={"en": "Desk"})
    db.session.add(measure)
    db.session.commit()
    visitor.sign_in(world.ema).visit(f"/plans/{plans[1].slug}/measures/{measure.id}", 404)
