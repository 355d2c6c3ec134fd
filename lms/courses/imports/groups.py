"""Groups from a file."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import insert, select, update
from sqlalchemy.orm import aliased

from lms import tables
from lms.courses.actions.seats import look_after_waiting
from lms.courses.imports.reach import touch_all
from lms.courses.models import Group, Programme
from lms.courses.queries import people_in
from lms.db import db
from lms.people.imports import (
    new_organisations,
    note_all,
    organisation_ids,
    refuse_without_organisation,
)
from lms.people.models import Organisation, Person
from lms.people.rules import coordinates, is_administrator
from lms.tables import Plan, Row, cells
from lms.tables.formats import GROUPS
from lms.tables.items import Item, once
from lms.tables.lookups import found

COLUMNS = ("title", "zone", "capacity", "starts_on", "ends_on")
Known = dict[str, Any]


def groups(data: bytes, *, by: Person | None, now: datetime, zone: str) -> Plan:
    """What an import of groups.csv (or .xlsx) would do; `plan.write()` does it.

    A new group that does not say otherwise has its slug for a title, the programme's organisation
    and the installation's time zone (`zone`); a known group keeps what the file does not say.
    Raises FileRefused with everything that is wrong.
    """
    refuse_without_organisation(by)
    sheet = tables.read(data, GROUPS)
    items = once(map(group_of, sheet.rows), "group")
    existing = by_slug(item.key for item in items)
    programmes = programmes_of(item.values["programme"] for item in items)
    organisations = organisation_ids([i.values.get("organisation") or "" for i in items])
    for item in items:
        check(item, existing.get(item.key), programmes, organisations, by)
    check_capacities(items, existing, now)
    sheet.problems.refuse_if_any()
    plan = Plan(GROUPS, sheet)
    plan.organisations = sorted(
        {i.values["organisation"] for i in items if i.values.get("organisation")}
        - organisations.keys()
    )
    new = [
        with_defaults(item, programmes[item.values["programme"]], zone)
        for item in items
        if item.key not in existing
    ]
    changed = [(e, different(e, i)) for i in items if (e := existing.get(i.key))]
    changed = [(before, after) for before, after in changed if after]
    plan.created, plan.updated = len(new), len(changed)
    plan.unchanged = len(items) - plan.created - plan.updated
    plan.steps.append(lambda: write(plan.organisations, new, changed, by=by, now=now))
    return plan


def group_of(row: Row) -> Item[str]:
    slug = row.code("group")
    if " " in slug or not cells.fits_address(slug):
        row.wrong("group", _("This becomes a part of an address: write it without spaces or /."))
    values: dict[str, Any] = {"slug": slug, "programme": row.code("programme")}
    values |= {"starts_on": row.day("starts_on"), "ends_on": row.day("ends_on")}
    values |= {"capacity": row.positive("capacity"), "title": row.text("title", 200) or None}
    values |= {"zone": row.zone("timezone")}
    values |= {"organisation": row.code("organisation", needed=False) or None}
    if " " in (values["organisation"] or ""):
        row.wrong("organisation", _("Write the short name of the organisation, without spaces."))
    said = {name for name in ("starts_on", "ends_on", "capacity") if row.has(name)}
    said |= {name for name in ("title", "zone", "organisation") if values[name]}
    return Item(row, slug, {k: v for k, v in values.items() if k in said | {"slug", "programme"}})


def by_slug(slugs: Iterable[str]) -> dict[str, Known]:
    """The groups that there are, with the slugs of their programme and organisation."""
    owner = aliased(Programme)
    query = (
        select(
            Group.id,
            Group.slug,
            *(getattr(Group, name) for name in COLUMNS),
            Group.organisation_id,
            Organisation.slug.label("organisation"),
            owner.slug.label("programme"),
            owner.organisation_id.label("owner_id"),
        )
        .join(owner, owner.id == Group.programme_id)
        .join(Organisation, Organisation.id == Group.organisation_id)
    )
    return {row.slug: dict(row._mapping) for row in found(query, Group.slug, list(slugs))}


def programmes_of(slugs: Iterable[str]) -> dict[str, Any]:
    query = select(
        Programme.id, Programme.slug, Programme.organisation_id, Organisation.slug.label("owner")
    ).join(Programme.organisation)
    return {row.slug: row for row in found(query, Programme.slug, list(slugs))}


def check(
    item: Item[str],
    group: Known | None,
    programmes: dict[str, Any],
    organisations: dict[str, int],
    by: Person | None,
) -> None:
    """The programme is there and stays the same, the days are in order, the group is theirs."""
    row, values = item.row, item.values
    programme = programmes.get(values["programme"])
    if values["programme"] and not programme:
        slug = values["programme"]
        row.wrong(
            "programme", _("There is no programme %(slug)s. Import its content first.", slug=slug)
        )
    elif group and values["programme"] not in ("", group["programme"]):
        slug = group["programme"]
        row.wrong(
            "programme",
            _("This group is of %(slug)s. Make a new group for another programme.", slug=slug),
        )
    merged = {"starts_on": None, "ends_on": None, **(group or {}), **values}
    if merged["starts_on"] and merged["ends_on"] and merged["ends_on"] < merged["starts_on"]:
        row.wrong("ends_on", _("The last day is before the first. Look at both."))
    if programme and by and not is_administrator(by):
        check_reach(item, group, programme, organisations, by)


def check_reach(
    item: Item[str], group: Known | None, programme: Any, organisations: dict[str, int], by: Person
) -> None:
    """A coordinator's file holds groups of their own organisation or of its programmes."""
    slug = item.values.get("organisation")
    if slug and slug not in organisations:
        item.row.wrong("organisation", _("There is no organisation %(slug)s.", slug=slug))
        return
    if coordinates(by, programme.organisation_id):
        return
    there = group["organisation_id"] if group else programme.organisation_id
    wanted = organisations[slug] if slug else there
    if not coordinates(by, wanted) or (group and not coordinates(by, there)):
        item.row.wrong(
            "organisation",
            _("This group would not be your organisation's. You import your own groups only."),
        )


def check_capacities(items: list[Item[str]], existing: dict[str, Known], now: datetime) -> None:
    """A group is not made smaller than the number of people who are in it today."""
    smaller = []
    for item in items:
        group, room = existing.get(item.key), item.values.get("capacity")
        if group and room and room != group["capacity"]:
            smaller.append((item, group, room))
    if not smaller:
        return
    there = people_in([group["id"] for _item, group, _room in smaller], now.date())
    for item, group, room in smaller:
        if room < (people := there.get(group["id"], 0)):
            words = ngettext(
                "%(num)s person is in this group. Leave room for them.",
                "%(num)s people are in this group. Leave room for them.",
                people,
            )
            item.row.wrong("capacity", words)


def different(group: Known, item: Item[str]) -> dict[str, Any]:
    return {k: v for k, v in item.values.items() if k != "programme" and group[k] != v}


def with_defaults(item: Item[str], programme: Any, zone: str) -> dict[str, Any]:
    values = {"title": item.key, "zone": zone, "organisation": programme.owner, **item.values}
    row = {name: values.get(name) for name in ("slug", *COLUMNS, "organisation")}
    return row | {"programme_id": programme.id}


def write(
    organisations: list[str],
    new: list[dict],
    changed: list[tuple[Known, dict]],
    *,
    by: Person | None,
    now: datetime,
) -> None:
    new_organisations(organisations)
    rows = [*new, *(after for _before, after in changed)]
    ids = organisation_ids([row["organisation"] for row in rows if "organisation" in row])
    notes = [("group", row["slug"], "created", plain(row)) for row in new]
    notes += [
        ("group", b["slug"], "changed", {"before": plain(b, a), "after": plain(a)})
        for b, a in changed
    ]
    for row in rows:
        if "organisation" in row:
            row["organisation_id"] = ids[row.pop("organisation")]
    if new:
        db.session.execute(insert(Group), new)
    if changed:
        db.session.execute(update(Group), [{"id": b["id"], **a} for b, a in changed])
        touch_all(groups=[b["id"] for b, a in changed if "zone" in a])  # a day ends otherwise
    note_all(notes, by=by, now=now)
    look_after_waiting(now=now)
    db.session.expire_all()


def plain(values: dict, only: Iterable[str] | None = None) -> dict[str, Any]:
    """The values as the history keeps them."""
    kept = {name: values[name] for name in (values if only is None else only)}
    return {k: v if isinstance(v, str | int | None) else str(v) for k, v in kept.items()}
