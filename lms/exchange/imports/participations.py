"""Who was at which activity, from a file."""

from datetime import datetime
from typing import Any, NamedTuple

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms import tables
from lms.db import db
from lms.exchange.models import Activity, ActivityStatus, Participation
from lms.exchange.rules import PARTICIPANT, comes_as
from lms.people import queries as people
from lms.people.actions import record_all
from lms.people.models import Person
from lms.people.rules import coordinates
from lms.tables import Plan, Row
from lms.tables.formats import PARTICIPATIONS
from lms.tables.items import Item, once
from lms.tables.lookups import found
from lms.tables.problems import refuse

ROLES = (PARTICIPANT, "speaker", "staff")
YES_NO = {"yes": True, "no": False}


class Key(NamedTuple):
    activity: str
    person: str


def participations(data: bytes, *, by: Person | None, now: datetime, zone: str) -> Plan:
    """What an import of participations.csv (or .xlsx) would do; `plan.write()` does it.

    A person is at an activity once; a later file changes what is said of them. Raises FileRefused
    with everything that is wrong.
    """
    sheet = tables.read(data, PARTICIPATIONS)
    items = once(map(place_of, sheet.rows), None)
    codes = {one.key.activity for one in items}
    activities = {
        row[0].code: row[0]
        for row in found(
            select(Activity).options(joinedload(Activity.project)), Activity.code, list(codes)
        )
    }
    named = {
        row[0].code: row[0]
        for row in found(select(Person), Person.code, list({one.key.person for one in items}))
    }
    for item in items:
        check(item, activities, named, by)
    sheet.problems.refuse_if_any()
    known = {
        (row[0].activity_id, row[0].person_id): row[0]
        for row in found(
            select(Participation),
            Participation.activity_id,
            [one.id for one in activities.values()],
        )
    }
    plan = Plan(PARTICIPATIONS, sheet)
    steps = []
    for item in items:
        activity, person = activities[item.key.activity], named[item.key.person]
        place = known.get((activity.id, person.id))
        values = stays(place, item.values.get("came")) | item.values
        values["role"] = comes_as(person, values["role"], place)
        if place is None:
            plan.created += 1
        elif says(place) == values:
            plan.unchanged += 1
            continue
        else:
            plan.updated += 1
        steps.append((activity, person, place, values))
    plan.steps.append(lambda: write(steps, by=by, now=now))
    return plan


def place_of(row: Row) -> Item[Key]:
    """What a row says, in the columns that the file has. Who neither came nor did not, and of whom
    it does not say whether they had registered, had."""
    came = YES_NO.get(row.choice("came", list(YES_NO)) or "")
    registered = YES_NO.get(row.choice("registered", list(YES_NO)) or "")
    values: dict[str, Any] = {
        "role": row.choice("role", ROLES) or PARTICIPANT,
        "registered": came is None if registered is None else registered,
        "came": came,
    }
    said = {name: value for name, value in values.items() if row.has(name)}
    return Item(row, Key(row.code("activity_code"), row.code("person_code", 40)), said)


def check(item: Item[Key], activities: dict, named: dict, by: Person | None) -> None:
    row, activity = item.row, activities.get(item.key.activity)
    person = named.get(item.key.person)
    if activity is None:
        row.wrong("activity_code", _("There is no activity with this code. Import it first."))
    elif by is not None and not coordinates(by, activity.host_id):
        row.wrong("activity_code", _("You import what your own organisation hosts."))
    elif item.values.get("came") is not None and activity.status != ActivityStatus.HELD:
        row.wrong("came", _("This activity was not held: nobody came."))
    if person is None or person.erased_at is not None:
        row.wrong("person_code", _("There is no person with this code. Import people first."))


def stays(place: Participation | None, came: bool | None) -> dict:
    """What holds where the file has no such column; of somebody new: registered, unless it says
    whether they came."""
    if place is None:
        return {"role": PARTICIPANT, "registered": came is None, "came": None}
    return says(place)


def says(place: Participation) -> dict:
    return {"role": place.role, "registered": bool(place.registered_at), "came": place.came}


def write(steps: list, *, by: Person | None, now: datetime) -> None:
    """Raises Refused where somebody was erased meanwhile."""
    wanted = {person.id for _activity, person, _place, _values in steps}
    if people.hold(wanted) != wanted:
        raise refuse(_("Somebody of these is not here any more. Check the file again."))
    for activity, person, known, values in steps:
        place = known or Participation(
            activity_id=activity.id, person_id=person.id, organisation_id=person.organisation_id
        )
        place.role, place.came = values["role"], values["came"]
        place.registered_at = (place.registered_at or now) if values["registered"] else None
        place.at, place.by_id = now, by.id if by else None
        db.session.add(place)
    db.session.flush()
    codes = sorted({activity.code for activity, *_rest in steps})
    record_all([("activity", code, "list imported", None) for code in codes], by=by, now=now)
