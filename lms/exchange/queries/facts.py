"""What a project did beside its programmes, up to and with a day: plain rows, six statements.

What is counted of activities, pairs and plans is decided here and nowhere else.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, or_, select

from lms.db import db
from lms.exchange.models import (
    ActionPlan,
    Activity,
    ActivityStatus,
    Delegation,
    Measure,
    Pair,
    PairState,
    Participation,
    PlanState,
)
from lms.exchange.queries.activities import HEARD
from lms.exchange.rules import state_on
from lms.people.models import Person
from lms.projects.models import Project


class Happening(NamedTuple):
    """An activity that was not cancelled, from its last day on. Its four figures are never added
    (rule 12). Of one that nobody said was held only registrations count."""

    id: int
    code: str
    kind: str
    theme: str | None
    host: int  # an organisation
    mode: str
    starts_on: date
    ends_on: date
    is_held: bool
    headcount: int  # people who came and are not named here: none unless it was held
    registered: int  # people who had registered and are not named here


class Taking(NamedTuple):
    """A participant of one of these; staff and speakers are none, as it was written when they came
    on the list (rule 10)."""

    id: int
    activity: int
    person: int
    organisation: int | None
    is_registered: bool
    came: bool  # nobody came to what was not held


class Paired(NamedTuple):
    """A mentoring pair that had begun, or one without a day that was published. `homes`: whose it
    is: both cities, or the mentor's organisation, or the lead's where nobody knows that."""

    id: int
    is_of_people: bool
    on: date | None
    state: str  # on that day
    homes: tuple[int, ...]


class Plan(NamedTuple):
    """An action plan. `on`: the day it was adopted; a draft has none."""

    id: int
    slug: str
    organisation: int
    state: str
    on: date | None


class Step(NamedTuple):
    """A measure of an adopted plan, in the state that it had on that day."""

    id: int
    plan: int
    organisation: int
    theme: str | None
    state: str
    for_women: bool
    on: date | None  # since when it is promised


@dataclass(frozen=True)
class Exchanged:
    """All that a project did beside its programmes, up to and with a day."""

    activities: list[Happening]
    people: list[Taking]
    delegations: list[tuple[int, int]]  # (activity that was held, organisation)
    pairs: list[Paired]
    plans: list[Plan]
    measures: list[Step]

    def of(self, organisation: int | None) -> "Exchanged":
        """What is one partner's: what it hosts, its pairs and its plans. None: everything."""
        if organisation is None:
            return self
        hosted = {one.id for one in self.activities if one.host == organisation}
        return replace(
            self,
            activities=[one for one in self.activities if one.id in hosted],
            people=[one for one in self.people if one.activity in hosted],
            delegations=[one for one in self.delegations if one[0] in hosted],
            pairs=[one for one in self.pairs if organisation in one.homes],
            plans=[one for one in self.plans if one.organisation == organisation],
            measures=[one for one in self.measures if one.organisation == organisation],
        )


def facts(project_id: int, until: date) -> Exchanged:
    """What there is to count, as it was on this day."""
    over = [
        Activity.project_id == project_id,
        Activity.status != ActivityStatus.CANCELLED,
        Activity.ends_on <= until,
    ]
    return Exchanged(
        activities(over),
        people_at(over),
        delegations(over),
        pairs(project_id, until),
        plans(project_id, until),
        measures(project_id, until),
    )


HELD = Activity.status == ActivityStatus.HELD


def activities(over: list[ColumnElement[bool]]) -> list[Happening]:
    asked = select(
        Activity.id, Activity.code, Activity.kind, Activity.theme, Activity.host_id, Activity.mode,
        Activity.starts_on, Activity.ends_on, HELD,
        func.coalesce(Activity.headcount, 0), func.coalesce(Activity.registered, 0),
    ).where(*over)  # fmt: skip
    found = [Happening(*row) for row in db.session.execute(asked.order_by(Activity.code))]
    return [one if one.is_held else one._replace(headcount=0) for one in found]


def people_at(over: list[ColumnElement[bool]]) -> list[Taking]:
    asked = (
        select(
            Participation.id, Participation.activity_id, Participation.person_id,
            Participation.organisation_id, Participation.registered_at.is_not(None),
            HELD & func.coalesce(Participation.came, False),
        )
        .join(Activity, Activity.id == Participation.activity_id)
        .where(*over, HEARD)
        .order_by(Participation.id)
    )  # fmt: skip
    return [Taking(*row) for row in db.session.execute(asked)]


def delegations(over: list[ColumnElement[bool]]) -> list[tuple[int, int]]:
    asked = (
        select(Delegation.activity_id, Delegation.organisation_id)
        .join(Activity, Activity.id == Delegation.activity_id)
        .where(*over, HELD)
        .order_by(Delegation.activity_id, Delegation.organisation_id)
    )
    return [(activity, organisation) for activity, organisation in db.session.execute(asked)]


def pairs(project_id: int, until: date) -> list[Paired]:
    asked = select(Pair, Person.organisation_id, Project.lead_id).join(Pair.project)
    asked = asked.outerjoin(Person, Person.id == Pair.mentor_id)
    asked = asked.where(Pair.project_id == project_id)
    asked = asked.where(or_(Pair.starts_on.is_(None), Pair.starts_on <= until))
    return [paired(*row, until) for row in db.session.execute(asked.order_by(Pair.id))]


def paired(pair: Pair, mentors: int | None, lead: int | None, until: date) -> Paired:
    cities = [one for one in (pair.mentor_city_id, pair.mentee_city_id) if one is not None]
    was = pair.ends_on is not None and pair.ends_on > until
    homes = cities or [one for one in (mentors or lead,) if one is not None]
    # by its cities: who is erased leaves a pair of people without anybody
    state = PairState.ACTIVE if was else pair.state
    return Paired(pair.id, len(cities) < 2, pair.starts_on, state, tuple(homes))


def plans(project_id: int, until: date) -> list[Plan]:
    """One that was adopted later was a draft; one that was closed later was adopted."""
    own = select(ActionPlan).where(ActionPlan.project_id == project_id).order_by(ActionPlan.slug)
    found = []
    for one in db.session.scalars(own):
        state = one.state
        if one.closed_on is not None and one.closed_on > until:
            state = PlanState.ADOPTED
        if one.adopted_on is not None and one.adopted_on > until:
            state = PlanState.DRAFT
        on = None if state == PlanState.DRAFT else one.adopted_on
        found.append(Plan(one.id, one.slug, one.organisation_id, state, on))
    return found


def measures(project_id: int, until: date) -> list[Step]:
    adopted: list[Any] = [
        ActionPlan.project_id == project_id,
        ActionPlan.state != PlanState.DRAFT,
        or_(ActionPlan.adopted_on.is_(None), ActionPlan.adopted_on <= until),
        or_(Measure.made_on.is_(None), Measure.made_on <= until),
    ]
    own = select(Measure, ActionPlan.organisation_id, ActionPlan.adopted_on)
    own = own.join(Measure.plan).where(*adopted).order_by(Measure.id)
    return [
        Step(
            one.id, one.plan_id, home, one.theme, state_on(one, until), one.for_women,
            max((day for day in (one.made_on, adopted_on) if day), default=None),
        )
        for one, home, adopted_on in db.session.execute(own)
    ]  # fmt: skip
