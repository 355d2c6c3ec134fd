"""Activities from a file: planned ones and held ones, with how many came who are not named."""

import re
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from lms import tables
from lms.db import db
from lms.exchange.models import Activity, ActivityKind, ActivityStatus
from lms.people.actions import record_all
from lms.people.models import Organisation, Person
from lms.people.rules import coordinates
from lms.projects.models import Project
from lms.tables import Plan, Row, cells
from lms.tables.formats import ACTIVITIES
from lms.tables.items import Item, once
from lms.tables.lookups import found

COUNTRY = re.compile("[A-Za-z]{2}")
MODES = ("onsite", "online", "hybrid")
OPTIONAL = {  # column of the file: attribute
    "start": "starts", "end": "ends", "place": "place", "country": "country",
    "registered": "registered", "came": "headcount",
}  # fmt: skip


def activities(data: bytes, *, by: Person | None, now: datetime, zone: str) -> Plan:
    """What an import of activities.csv (or .xlsx) would do; `plan.write()` does it.

    Columns that the file does not have stay as they are. A coordinator imports what their own
    organisation hosts. Raises FileRefused with everything that is wrong.
    """
    sheet = tables.read(data, ACTIVITIES)
    items = once((activity_of(row, zone) for row in sheet.rows), "activity_code")
    known = {
        row[0].code: row[0]
        for row in found(select(Activity), Activity.code, [one.key for one in items])
    }
    projects = named(Project, Project.slug, items, "project")
    hosts = named(Organisation, Organisation.slug, items, "host")
    for item in items:
        check(item, known.get(item.key), projects, hosts, by)
    sheet.problems.refuse_if_any()
    plan = Plan(ACTIVITIES, sheet)
    new, changed = [], []
    for item in items:
        activity = known.get(item.key)
        values = resolved(item.values, activity, projects, hosts, zone)
        if activity is None:
            new.append(Activity(code=item.key, made_at=now, **values))
        elif any(getattr(activity, key) != value for key, value in values.items()):
            changed.append((activity, values))
    plan.created, plan.updated = len(new), len(changed)
    plan.unchanged = len(items) - len(new) - len(changed)
    plan.steps.append(lambda: write(new, changed, by=by, now=now))
    return plan


def activity_of(row: Row, zone: str) -> Item[str]:
    """What a row says. Texts stand in the language that it names; in English where in none."""
    values: dict[str, Any] = {
        "project": row.code("project"),
        "kind": row.choice("kind", list(ActivityKind)),
        "title": row.text("title", 200, needed=True),
        "language": row.text("language", 20) or "en",
        "host": row.code("host"),
        "starts_on": row.day("first_day", needed=True),
    }
    last = row.day("last_day")
    if row.has("last_day"):
        values["ends_on"] = last or values["starts_on"]
    read: dict[str, Any] = {
        "start": row.time("start"),
        "end": row.time("end"),
        "place": row.text("place", 300) or None,
        "country": country(row),
        "registered": whole(row, "registered"),
        "came": whole(row, "came"),
    }
    values |= {OPTIONAL[key]: value for key, value in read.items() if row.has(key)}
    chosen = {
        "zone": row.zone("timezone"),
        "mode": row.choice("mode", MODES),
        "status": row.choice("status", list(ActivityStatus)),
    }
    values |= {key: value for key, value in chosen.items() if value}
    if not values["kind"] and row.ok:
        row.wrong("kind", _("This cell must not be empty."))
    return Item(row, row.code("activity_code"), values)


def country(row: Row) -> str | None:
    """Two letters, as the page of an activity asks for them."""
    text = row.text("country", 2)
    if text and not COUNTRY.fullmatch(text):
        row.wrong("country", _("Write the two letters of the country, like SI."))
    return text.upper() or None


def whole(row: Row, column: str) -> int | None:
    """A number of people, also none."""
    text = row.text(column, 6)
    if not text:
        return None
    if not (text.isascii() and text.isdigit()):
        row.wrong(column, _("Write a whole number, like 15."))
        return None
    return int(text)


def named(table: Any, column: Any, items: list[Item[str]], key: str) -> dict[str, Any]:
    """The projects or organisations that the file names, by their slugs."""
    wanted = {one.values[key] for one in items}
    return {row[0].slug: row[0] for row in found(select(table), column, list(wanted))}


def check(
    item: Item[str], activity: Activity | None, projects: dict, hosts: dict, by: Person | None
) -> None:
    """A new code can be a part of an address; the project and the host are known; the last day is
    not before the first; a coordinator brings in what their organisation hosts, and changes nobody
    else's."""
    row, values = item.row, item.values
    if activity is None and not cells.fits_address(item.key):
        no_slashes = _("A code cannot have slashes. Use letters, numbers and - instead.")
        row.wrong("activity_code", no_slashes)
    if values["project"] and values["project"] not in projects:
        row.wrong("project", _("There is no project with this name."))
    if values["host"] and values["host"] not in hosts:
        row.wrong("host", _("There is no organisation with this name."))
    first, last = values["starts_on"], last_day(values, activity)
    if first and last and last < first:
        row.wrong("last_day", _("The last day is before the first. Look at both."))
    starts, ends = (values.get(key, getattr(activity, key, None)) for key in ("starts", "ends"))
    if starts and ends and first == last and ends <= starts:
        row.wrong("end", _("The end is not after the start. Look at both."))
    if not row.ok or by is None:
        return
    hosting = {hosts[values["host"]].id} | ({activity.host_id} if activity else set())
    if not all(coordinates(by, one) for one in hosting):
        row.wrong("host", _("You import what your own organisation hosts."))


def last_day(values: dict[str, Any], activity: Activity | None) -> date | None:
    """What the file says; where it has no such column it stays as it is, and that of one day moves
    with it."""
    if "ends_on" in values:
        return values["ends_on"]
    lasts = activity is not None and activity.ends_on != activity.starts_on
    return activity.ends_on if activity and lasts else values["starts_on"]


def resolved(
    values: dict[str, Any], activity: Activity | None, projects: dict, hosts: dict, zone: str
) -> dict[str, Any]:
    """As the record has it; texts in other languages stay."""
    names = ("project", "host", "language", "title")
    found = {key: value for key, value in values.items() if key not in names}
    found |= {"project_id": projects[values["project"]].id, "host_id": hosts[values["host"]].id}
    others = activity.title if activity else {}
    found["title"] = others | {values["language"]: values["title"]}
    found["ends_on"] = last_day(values, activity)
    if activity is None:
        found = {"zone": zone, "mode": "onsite", "status": ActivityStatus.PLANNED} | found
    return found


def write(new: list, changed: list, *, by: Person | None, now: datetime) -> None:
    db.session.add_all(new)
    for activity, values in changed:
        for key, value in values.items():
            setattr(activity, key, value)
    notes = [("activity", one.code, "imported", None) for one in new]
    notes += [("activity", one.code, "changed by a file", None) for one, _values in changed]
    db.session.flush()
    record_all(notes, by=by, now=now)
