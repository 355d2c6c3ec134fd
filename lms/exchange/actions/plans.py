"""Pairing, replacing, ending; plans and their measures."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from lms import clock
from lms.config import setting
from lms.db import db
from lms.errors import Refused
from lms.exchange.models import ActionPlan, Measure, MeasureState, Pair, PairState, PlanState
from lms.people import queries as people
from lms.people.actions import record
from lms.people.models import Organisation, Person
from lms.projects.models import Project


def make_pair(
    project: Project, values: Mapping[str, Any], *, by: Person | None, now: datetime
) -> Pair:
    """A mentor and a mentee. Raises Refused where somebody of them is erased meanwhile."""
    hold(values)
    pair = Pair(project_id=project.id, state=PairState.ACTIVE, **values)
    db.session.add(pair)
    db.session.flush()
    record("pair", pair.id, "created", by=by, now=now)
    return pair


def hold(values: Mapping[str, Any]) -> None:
    """The two are not erased until the commit: held before the pair (docs/decisions/locks.md)."""
    wanted = {key for key in (values.get("mentor_id"), values.get("mentee_id")) if key}
    if wanted and people.hold(wanted) != wanted:
        raise Refused(_("Somebody of these is not here any more. Reload the page and look."))


def replace(
    pair: Pair, values: Mapping[str, Any], *, by: Person | None, now: datetime, today: date
) -> Pair:
    """Another pair takes its place, from today unless a day is known; both stay known. Raises
    Refused where it was over already."""
    hold(values)
    db.session.refresh(pair, with_for_update={"of": Pair})
    if pair.state != PairState.ACTIVE:
        raise Refused(_("This pair is not under way any more. Make a new pair."))
    since = values.get("starts_on") or today
    values = {**values, "starts_on": since, "replaces_id": pair.id}
    new = make_pair(pair.project, values, by=by, now=now)
    pair.state, pair.ends_on = PairState.REPLACED, pair.ends_on or today
    record("pair", pair.id, "replaced", {"by": new.id}, by=by, now=now)
    return new


def end_pair(pair: Pair, *, by: Person | None, now: datetime, today: date) -> None:
    """It is over. Raises Refused where it was already."""
    db.session.refresh(pair, with_for_update={"of": Pair})
    if pair.state != PairState.ACTIVE:
        raise Refused(_("This pair is not under way any more. Make a new pair."))
    pair.state, pair.ends_on = PairState.ENDED, today
    record("pair", pair.id, "ended", by=by, now=now)


def make_plan(
    project: Project, city: Organisation, title: dict, summary: dict | None = None, *,
    by: Person | None, now: datetime,
) -> ActionPlan:  # fmt: skip
    """A draft of a plan, named after its city: "brussels-plan", "brussels-plan-2"."""
    base = f"{city.slug}-plan"[:74]
    like = ActionPlan.slug.startswith(base, autoescape=True)
    taken = set(db.session.scalars(select(ActionPlan.slug).where(like)))
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    plan = ActionPlan(
        slug=slug, project_id=project.id, organisation_id=city.id, title=title,
        summary=summary, state=PlanState.DRAFT,
    )  # fmt: skip
    db.session.add(plan)
    db.session.flush()
    record("plan", slug, "created", by=by, now=now)
    return plan


def adopt(plan: ActionPlan, on: date, *, by: Person | None, now: datetime) -> None:
    """The city has decided it. Raises Refused without a measure, or twice."""
    if plan.state != PlanState.DRAFT:
        raise Refused(_("This plan was adopted already."))
    if not plan.measures:
        raise Refused(_("This plan has no measure yet. Add the first one."))
    plan.state, plan.adopted_on = PlanState.ADOPTED, on
    record("plan", plan.slug, "adopted", {"on": on.isoformat()}, by=by, now=now)


def change_plan(
    plan: ActionPlan, values: Mapping[str, Any], *, by: Person | None, now: datetime
) -> list[str]:
    """Changes what is different, and says which."""
    different = sorted(key for key, value in values.items() if getattr(plan, key) != value)
    for key in different:
        setattr(plan, key, values[key])
    if different:
        record("plan", plan.slug, "changed", {"fields": different}, by=by, now=now)
    return different


def close_plan(plan: ActionPlan, *, by: Person | None, now: datetime) -> None:
    """Its time is over; it still counts. Raises Refused where it was not adopted, or is closed."""
    if plan.state != PlanState.ADOPTED:
        raise Refused(_("Only a plan that was adopted can be closed. Reload the page."))
    plan.state, plan.closed_on = PlanState.CLOSED, clock.today(setting("TIMEZONE"), now)
    record("plan", plan.slug, "closed", by=by, now=now)


def put_measure(
    plan: ActionPlan, measure: Measure | None, values: Mapping[str, Any], *,
    by: Person | None, now: datetime, today: date,
) -> Measure:  # fmt: skip
    """A new measure, or a known one as it is now. It came to its state today, unless a day is
    known."""
    if measure is None:
        last = max((one.position for one in plan.measures), default=-1)
        measure = Measure(position=last + 1, made_on=today)
    for key, value in values.items():
        setattr(measure, key, value)
    came_to(measure, today)
    if measure.plan is None:
        plan.measures.append(measure)
    db.session.flush()
    record("plan", plan.slug, "measure", {"measure": measure.id}, by=by, now=now)
    return measure


def came_to(measure: Measure, today: date) -> None:
    """Keeps the day of its state, and of those before it; what it is not any more has none."""
    state = measure.state
    if state == MeasureState.BEGUN:
        measure.begun_on = measure.begun_on or today
    if state == MeasureState.DONE:
        measure.done_on = measure.done_on or today
    if state == MeasureState.PLANNED:
        measure.begun_on = None
    if state in (MeasureState.PLANNED, MeasureState.BEGUN):
        measure.done_on = None
    dropped = state == MeasureState.DROPPED
    measure.dropped_on = (measure.dropped_on or today) if dropped else None
