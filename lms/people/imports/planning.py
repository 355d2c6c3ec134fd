"""Planning an import of people: everything that is wrong, and what would change."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from lms import clock, tables
from lms.people import rules
from lms.people.imports.reading import person_of
from lms.people.imports.writing import KEPT, organisation_ids, write
from lms.people.models import Organisation, Person, Role
from lms.tables import Plan
from lms.tables.formats import PEOPLE
from lms.tables.items import Item, once
from lms.tables.lookups import found
from lms.tables.problems import refuse


def people(data: bytes, *, by: Person | None, now: datetime, zone: str) -> Plan:
    """What an import of people.csv (or .xlsx) would do; `plan.write()` does it.

    Who is in the list already is changed where the file says something else; a column that the file
    does not have stays as it is, and so does the role where its cell is empty. `by` none is the
    command line; a coordinator imports into their own organisation only. `zone` is the
    installation's. Raises FileRefused with everything that is wrong.
    """
    refuse_without_organisation(by)
    today = clock.today(zone, now)
    sheet = tables.read(data, PEOPLE)
    items = once((person_of(row, by, today) for row in sheet.rows), "person_code")
    existing = by_code(item.key for item in items)
    for item in items:
        check_rights(item, existing.get(item.key), by)
    check_emails(items)
    sheet.problems.refuse_if_any()
    plan = Plan(PEOPLE, sheet)
    new, changed = [], []
    for item in items:
        person = existing.get(item.key)
        different = person and {k: v for k, v in item.values.items() if person[k] != v}
        if not person:
            new.append(item.values)
        elif different:
            remark_another_name(item, person)
            changed.append((person, different))
    plan.created, plan.updated = len(new), len(changed)
    plan.unchanged = len(items) - len(new) - len(changed)
    plan.organisations = unknown_organisations(items)
    plan.steps.append(lambda: write(plan.organisations, new, changed, by=by, now=now))
    return plan


def remark_another_name(item: Item[str], person: dict[str, Any]) -> None:
    """A code that somebody else has already would give them the name of another person."""
    if item.values.get("name", person["name"]) != person["name"]:
        words = _("%(name)s has this code here. Is it the same person?", name=person["name"])
        item.row.remark("display_name", words)


def refuse_without_organisation(by: Person | None) -> None:
    """A coordinator whom nobody has put into an organisation can import nothing."""
    if by and not rules.is_administrator(by) and by.organisation_id is None:
        raise refuse(_("You are in no organisation yet. Ask an administrator to put you into one."))


def by_code(wanted: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Those who are in the list already: their columns, and their organisation by its slug."""
    query = select(Person.id, *(getattr(Person, name) for name in KEPT), Person.organisation_id)
    query = query.add_columns(Organisation.slug.label("organisation"))
    rows = found(query.outerjoin(Person.organisation), Person.code, list(wanted))
    return {row.code: dict(row._mapping) for row in rows}


def check_rights(item: Item[str], person: dict[str, Any] | None, by: Person | None) -> None:
    """Nobody changes an administrator by a file, nor their own role; a coordinator changes nobody
    of another organisation."""
    values, row = item.values, item.row
    if person and person["role"] == Role.ADMINISTRATOR:
        row.wrong("person_code", _("This is an administrator. A file cannot change them."))
    if by is None or rules.is_administrator(by):
        return
    if not rules.coordinates(by, by.organisation_id) or not by.organisation:
        row.wrong(None, _("Only coordinators import people."))
    elif person and person["organisation_id"] != by.organisation_id:
        row.wrong("person_code", _("Somebody of another organisation has this code. Use another."))
    elif values["organisation"] != by.organisation.slug:
        mine = by.organisation.slug
        row.wrong("organisation", _("You import into %(mine)s only. Leave it empty.", mine=mine))
    elif person and person["id"] == by.id and values.get("role", by.role) != by.role:
        row.wrong("role", _("You cannot change your own role. Ask another coordinator."))


def check_emails(items: list[Item[str]]) -> None:
    """An address belongs to one person: in the file, and with everyone who is not in it."""
    owners: dict[str, Item] = {}
    for item in items:
        if address := item.values.get("email"):
            first = owners.setdefault(address, item)
            if first.key != item.key:
                words = _("Row %(row)s has this address, too.", row=first.row.number)
                item.row.wrong("email", words)
    says = {item.key: item.values for item in items}
    for holder, address in found(select(Person.code, Person.email), Person.email, list(owners)):
        stays = says.get(holder, {}).get("email", address) == address
        if stays and holder != owners[address].key:
            owners[address].row.wrong("email", _("Somebody else has this address already."))


def unknown_organisations(items: list[Item[str]]) -> list[str]:
    slugs = {item.values["organisation"] for item in items if item.values.get("organisation")}
    return sorted(slugs - organisation_ids(slugs).keys())
