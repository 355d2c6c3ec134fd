"""What happens beside the programmes, as facts: activities and who came, pairs, action plans.

What is counted of them is decided in lms/exchange/queries/facts.py.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select

from lms.db import db
from lms.exchange.models import Activity, Participation
from lms.exchange.queries.facts import Exchanged, Happening, Plan, Taking
from lms.indicators.facts import Row
from lms.indicators.queries.homes import Homes
from lms.indicators.queries.taught import WHO, Who, who
from lms.people.models import Person


class Came(NamedTuple):
    """Somebody on the list of an activity. `first`: the day it began, on which age is counted."""

    who: Who
    first: date
    came: bool


def participants(project_id: int, exchanged: Exchanged) -> list[Came]:
    """Everybody on a list in the project. One statement."""
    own = select(Participation.person_id).join(Participation.activity)
    own = own.where(Activity.project_id == project_id)
    asked = select(*WHO).where(Person.id.in_(own))
    known = {row[0]: who(row) for row in db.session.execute(asked)}
    began = {one.id: one.starts_on for one in exchanged.activities}
    return [Came(known[one.person], began[one.activity], one.came) for one in exchanged.people]


def rows(own: Exchanged, homes: Homes) -> dict[str, list[Row]]:
    """People who came, people who registered; activities that were held; registrations and
    participations, with the people who are not named as one row an activity; organisations that
    took part; pairs and plans. No statement."""
    at = {one.id: one for one in own.activities}
    made: dict[str, list[Row]] = {
        "people.came": [], "people.registered": [], "items.activity": [],
        "items.registration": [], "items.participation": [], "organisations.took_part": [],
    }  # fmt: skip
    for one in own.people:
        _take(made, one, at[one.activity], homes)
    for activity in own.activities:
        _add(made, activity, homes)
    for key, home in own.delegations:
        made["organisations.took_part"].append(_sent(home, at[key], homes))
    return made | pairs(own, homes) | plans(own, homes)


def _what(one: Happening, homes: Homes) -> dict[str, Any]:
    return {"activity": one.kind, "theme": one.theme, "mode": one.mode, **homes.what(one.host)}


def _sent(home: int, at: Happening, homes: Homes) -> Row:
    return homes.row(home, at.ends_on, activity=at.kind)


def _take(made: Mapping[str, list[Row]], one: Taking, at: Happening, homes: Homes) -> None:
    row = Row(f"participation:{one.id}", at.ends_on, one.person, what=_what(at, homes))
    if one.is_registered:
        made["people.registered"].append(row)
        made["items.registration"].append(row)
    if one.came:
        made["people.came"].append(row)
        made["items.participation"].append(row)
        if one.organisation is not None:
            made["organisations.took_part"].append(_sent(one.organisation, at, homes))


def _add(made: Mapping[str, list[Row]], one: Happening, homes: Homes) -> None:
    what = _what(one, homes)
    if one.is_held:
        made["items.activity"].append(Row(f"activity:{one.code}", one.ends_on, what=what))
    if one.headcount:
        row = Row(f"headcount:{one.code}", one.ends_on, size=one.headcount, what=what)
        made["items.participation"].append(row)
    if one.registered:
        row = Row(f"registered:{one.code}", one.ends_on, size=one.registered, what=what)
        made["items.registration"].append(row)


def pairs(own: Exchanged, homes: Homes) -> dict[str, list[Row]]:
    """Of several organisations in one, it is told in the country of the mentor's."""
    found = []
    for one in own.pairs:
        between = "people" if one.is_of_people else "organisations"
        home = one.homes[0] if one.homes else None
        what = {"state": one.state, "between": between, **homes.what(home)}
        found.append(Row(f"pair:{one.id}", one.on, what=what))
    return {"items.pair": found}


def plans(own: Exchanged, homes: Homes) -> dict[str, list[Row]]:
    measures = []
    for one in own.measures:
        women = "yes" if one.for_women else "no"
        what = {"state": one.state, "for_women": women, "theme": one.theme}
        what |= homes.what(one.organisation)
        measures.append(Row(f"measure:{one.id}", one.on, what=what))
    return {"items.plan": [_plan(one, homes) for one in own.plans], "items.measure": measures}


def _plan(one: Plan, homes: Homes) -> Row:
    what = {"state": one.state, **homes.what(one.organisation)}
    return Row(f"plan:{one.slug}", one.on, what=what)
