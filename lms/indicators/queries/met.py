"""What happens beside the programmes: activities and who came, pairs, action plans."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import or_, select

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
from lms.indicators.facts import Row
from lms.indicators.queries.homes import Homes
from lms.indicators.queries.taught import WHO, Who, who
from lms.people.models import STAFF, Person

PARTICIPANT = "participant"


class Came(NamedTuple):
    """Somebody at an activity. `counts`: as a person; staff and speakers never do (rule 10)."""

    id: int
    who: Who
    host_id: int
    on: date
    registered: bool
    came: bool
    counts: bool
    organisation_id: int | None
    what: dict[str, Any]


def participations(project_id: int, until: date) -> list[Came]:
    """Of participants, at activities up to and with the day. One statement."""
    own = select(
        *WHO, Person.role, Participation.id, Activity.host_id, Activity.starts_on,
        Participation.registered_at, Participation.came, Participation.organisation_id,
        Activity.kind, Activity.theme, Activity.mode,
    )  # fmt: skip
    own = own.select_from(Participation).join(Participation.activity)
    own = own.join(Person, Person.id == Participation.person_id)
    own = own.where(Participation.role == PARTICIPANT, *_dated(project_id, until))
    found = []
    for row in db.session.execute(own):
        role, key, host, day, registered, came, home, kind, theme, mode = row[5:]
        what = {"activity": kind, "theme": theme, "mode": mode}
        is_person = role not in STAFF
        here = Came(
            key, who(row), host, day, registered is not None, bool(came), is_person,
            home or row[3], what,
        )  # fmt: skip
        found.append(here)
    return found


def _dated(project_id: int, until: date) -> list[Any]:
    return [
        Activity.project_id == project_id,
        Activity.starts_on <= until,
        Activity.status != ActivityStatus.CANCELLED,
    ]


def rows(own: Iterable[Came], homes: Homes) -> dict[str, list[Row]]:
    """People who came, people who registered: two figures."""
    made: dict[str, list[Row]] = {"people.came": [], "people.registered": []}
    for one in own:
        row = Row(f"participation:{one.id}", one.on, one.who.id, what=_what(one, homes))
        if one.counts and one.came:
            made["people.came"].append(row)
        if one.counts and one.registered:
            made["people.registered"].append(row)
    return made


def _what(one: Came, homes: Homes) -> dict[str, Any]:
    return {**one.what, **homes.what(one.host_id)}


def items(
    project_id: int, only: int | None, until: date, own: Iterable[Came], homes: Homes
) -> dict[str, list[Row]]:
    """Activities that were held; registrations and participations, with the people who are not
    named as one row an activity; organisations that took part; pairs and plans. Five statements."""
    made: dict[str, list[Row]] = {
        "items.activity": [], "items.registration": [], "items.participation": [],
        "organisations.took_part": [],
    }  # fmt: skip
    for one in own:
        row = Row(f"participation:{one.id}", one.on, one.who.id, what=_what(one, homes))
        if one.registered:
            made["items.registration"].append(row)
        if one.came:
            made["items.participation"].append(row)
            if one.organisation_id is not None:
                kind = one.what["activity"]
                home = homes.row(one.organisation_id, one.on, activity=kind)
                made["organisations.took_part"].append(home)
    wanted = select(Activity).where(*_dated(project_id, until))
    if only is not None:
        wanted = wanted.where(Activity.host_id == only)
    for activity in db.session.scalars(wanted):
        _add(made, activity, homes)
    made["organisations.took_part"] += delegations(wanted, homes)
    made["items.pair"] = pairs(project_id, only, until, homes)
    return made | plans(project_id, only, until, homes)


def _add(made: dict[str, list[Row]], one: Activity, homes: Homes) -> None:
    what = {"activity": one.kind, "theme": one.theme, "mode": one.mode, **homes.what(one.host_id)}
    if one.status == ActivityStatus.HELD:
        made["items.activity"].append(Row(f"activity:{one.code}", one.starts_on, what=what))
    if one.headcount:
        row = Row(f"headcount:{one.code}", one.starts_on, size=one.headcount, what=what)
        made["items.participation"].append(row)
    if one.registered:
        row = Row(f"registered:{one.code}", one.starts_on, size=one.registered, what=what)
        made["items.registration"].append(row)


def delegations(activities: Any, homes: Homes) -> list[Row]:
    """Organisations of which it is written that they took part in one of these."""
    own = select(Delegation.organisation_id, Activity.starts_on, Activity.kind)
    own = own.join(Delegation.activity).where(
        Activity.id.in_(activities.with_only_columns(Activity.id)),
        Activity.status == ActivityStatus.HELD,
    )
    return [homes.row(home, day, activity=kind) for home, day, kind in db.session.execute(own)]


def pairs(project_id: int, only: int | None, until: date, homes: Homes) -> list[Row]:
    """Each that has begun by then; a partner's: where one of its people, or itself, is in it."""
    own = select(Pair, Person.organisation_id).outerjoin(Person, Person.id == Pair.mentor_id)
    own = own.where(Pair.project_id == project_id)
    own = own.where(or_(Pair.starts_on.is_(None), Pair.starts_on <= until))
    found = []
    for pair, mentors in db.session.execute(own):
        cities = (pair.mentor_city_id, pair.mentee_city_id)
        home = pair.mentor_city_id or pair.mentee_city_id or mentors
        if only is None or only in (*cities, mentors):
            between = "people" if pair.mentor_id or pair.mentee_id else "organisations"
            what = {"state": pair.state, "between": between, **homes.what(home)}
            found.append(Row(f"pair:{pair.id}", pair.starts_on, what=what))
    return found


def plans(project_id: int, only: int | None, until: date, homes: Homes) -> dict[str, list[Row]]:
    """Plans as they are, adopted ones from the day they were; and their measures."""
    own = select(ActionPlan).where(ActionPlan.project_id == project_id)
    own = own.where(or_(ActionPlan.adopted_on.is_(None), ActionPlan.adopted_on <= until))
    if only is not None:
        own = own.where(ActionPlan.organisation_id == only)
    found = {plan.id: plan for plan in db.session.scalars(own)}
    measures = select(Measure).where(Measure.plan_id.in_(found)).order_by(Measure.id)
    return {
        "items.plan": [_plan(plan, homes) for plan in found.values()],
        "items.measure": [
            Row(
                f"measure:{one.id}",
                one.done_on or found[one.plan_id].adopted_on,
                what={
                    "state": one.state,
                    "for_women": "yes" if one.for_women else "no",
                    "theme": one.theme,
                    **homes.what(found[one.plan_id].organisation_id),
                },
            )
            for one in db.session.scalars(measures)
        ],
    }


def _plan(plan: ActionPlan, homes: Homes) -> Row:
    on = plan.adopted_on if plan.state != PlanState.DRAFT else None
    return Row(
        f"plan:{plan.slug}", on, what={"state": plan.state, **homes.what(plan.organisation_id)}
    )
