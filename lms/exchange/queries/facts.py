"""What the indicators read of activities, pairs and plans: plain rows, six statements."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select

from lms.db import db
from lms.exchange.models import (
    ActionPlan,
    Activity,
    ActivityStatus,
    Delegation,
    Measure,
    Pair,
    Participation,
    PlanState,
)
from lms.projects.models import Project


class Happening(NamedTuple):
    """An activity that was held, by its last day. Its four figures are never added (rule 12)."""

    id: int
    code: str
    kind: str
    theme: str | None
    host: int  # an organisation
    country: str | None
    mode: str
    starts_on: date
    ends_on: date
    headcount: int  # people who came and are not named here
    registered: int  # people who had registered and are not named here


class Taking(NamedTuple):
    """A person at a held activity. `on` is the day it began: the day they took part first."""

    id: int
    activity: int
    person: int
    role: str  # participant, speaker, staff
    organisation: int | None
    is_registered: bool
    came: bool | None  # none: nobody has said
    on: date


class Paired(NamedTuple):
    """A mentoring pair that had begun, or one without a day that was published."""

    id: int
    mentor: int | None
    mentee: int | None
    mentor_city: int | None
    mentee_city: int | None
    on: date | None
    state: str


class Plan(NamedTuple):
    """An action plan that was adopted."""

    id: int
    slug: str
    organisation: int
    state: str
    on: date | None


class Step(NamedTuple):
    """A measure of an adopted plan, done or not yet, that was not dropped."""

    id: int
    plan: int
    organisation: int
    theme: str | None
    state: str
    for_women: bool
    done_on: date | None


@dataclass(frozen=True)
class Exchanged:
    """All that a project did beside its programmes, up to and with a day."""

    activities: list[Happening]
    people: list[Taking]
    delegations: list[tuple[int, int]]  # (activity, organisation)
    pairs: list[Paired]
    plans: list[Plan]
    measures: list[Step]


def facts(project_id: int, until: date, organisation_id: int | None = None) -> Exchanged:
    """What there is to count. Of one organisation: what it hosts, the pairs in which it is a city,
    and its own plans; pairs of people stand with the lead organisation."""
    held = [
        Activity.project_id == project_id,
        Activity.status == ActivityStatus.HELD,
        Activity.ends_on <= until,
    ]
    if organisation_id is not None:
        held.append(Activity.host_id == organisation_id)
    return Exchanged(
        activities(held),
        people_at(held),
        delegations(held),
        pairs(project_id, until, organisation_id),
        plans(project_id, until, organisation_id),
        measures(project_id, until, organisation_id),
    )


def activities(held: list[ColumnElement[bool]]) -> list[Happening]:
    asked = select(
        Activity.id, Activity.code, Activity.kind, Activity.theme, Activity.host_id,
        Activity.country, Activity.mode, Activity.starts_on, Activity.ends_on,
        func.coalesce(Activity.headcount, 0), func.coalesce(Activity.registered, 0),
    ).where(*held)  # fmt: skip
    return [Happening(*row) for row in db.session.execute(asked.order_by(Activity.code))]


def people_at(held: list[ColumnElement[bool]]) -> list[Taking]:
    asked = (
        select(
            Participation.id, Participation.activity_id, Participation.person_id,
            Participation.role, Participation.organisation_id,
            Participation.registered_at.is_not(None), Participation.came, Activity.starts_on,
        )
        .join(Activity, Activity.id == Participation.activity_id)
        .where(*held)
        .order_by(Participation.id)
    )  # fmt: skip
    return [Taking(*row) for row in db.session.execute(asked)]


def delegations(held: list[ColumnElement[bool]]) -> list[tuple[int, int]]:
    asked = (
        select(Delegation.activity_id, Delegation.organisation_id)
        .join(Activity, Activity.id == Delegation.activity_id)
        .where(*held)
        .order_by(Delegation.activity_id, Delegation.organisation_id)
    )
    return [(activity, organisation) for activity, organisation in db.session.execute(asked)]


def pairs(project_id: int, until: date, organisation_id: int | None) -> list[Paired]:
    lead = select(Project.lead_id).where(Project.id == project_id).scalar_subquery()
    asked = select(
        Pair.id, Pair.mentor_id, Pair.mentee_id, Pair.mentor_city_id, Pair.mentee_city_id,
        Pair.starts_on, Pair.state,
    )  # fmt: skip
    asked = asked.where(Pair.project_id == project_id)
    asked = asked.where(Pair.starts_on.is_(None) | (Pair.starts_on <= until))
    if organisation_id is not None:
        cities = (Pair.mentor_city_id == organisation_id) | (Pair.mentee_city_id == organisation_id)
        # pairs of people stand with whoever leads the project: no partner counts them twice
        of_people = Pair.mentor_city_id.is_(None) & (lead == organisation_id)
        asked = asked.where(cities | of_people)
    return [Paired(*row) for row in db.session.execute(asked.order_by(Pair.id))]


def adopted(project_id: int, until: date, organisation_id: int | None) -> list[ColumnElement[bool]]:
    """Plans that count: adopted by this day (or on a day that was not published)."""
    conditions = [
        ActionPlan.project_id == project_id,
        ActionPlan.state != PlanState.DRAFT,
        (ActionPlan.adopted_on.is_(None)) | (ActionPlan.adopted_on <= until),
    ]
    if organisation_id is not None:
        conditions.append(ActionPlan.organisation_id == organisation_id)
    return conditions


def plans(project_id: int, until: date, organisation_id: int | None) -> list[Plan]:
    asked = select(
        ActionPlan.id, ActionPlan.slug, ActionPlan.organisation_id, ActionPlan.state,
        ActionPlan.adopted_on,
    ).where(*adopted(project_id, until, organisation_id))  # fmt: skip
    return [Plan(*row) for row in db.session.execute(asked.order_by(ActionPlan.slug))]


def measures(project_id: int, until: date, organisation_id: int | None) -> list[Step]:
    asked = (
        select(
            Measure.id, Measure.plan_id, ActionPlan.organisation_id, Measure.theme,
            Measure.state, Measure.for_women, Measure.done_on,
        )
        .join(ActionPlan, ActionPlan.id == Measure.plan_id)
        .where(*adopted(project_id, until, organisation_id), Measure.state != "dropped")
        .order_by(Measure.id)
    )  # fmt: skip
    return [Step(*row) for row in db.session.execute(asked)]
