"""Dated memberships from a file: who is in which group, from when, to when."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import insert, select, update

from lms import clock, tables
from lms.courses.actions.seats import free_after_days
from lms.courses.imports.places import Key, Place, check_overlaps, remark_full_groups
from lms.courses.imports.reach import enrolled, known_people, may_name, touch_all
from lms.courses.models import Enrolment, Group, Membership, Programme, State
from lms.courses.queries import LEARNING
from lms.db import db
from lms.people.imports import note_all, refuse_without_organisation
from lms.people.models import STAFF, Person
from lms.people.rules import coordinates
from lms.tables import Plan, Row
from lms.tables.formats import ROSTER
from lms.tables.items import Item, once
from lms.tables.lookups import found

NO_WISHES = {"wanted_group_id": None, "offered_group_id": None, "offer_until": None}


@dataclass(slots=True)
class Known:
    """What the database has of everything that the file names."""

    people: dict[str, Any]
    groups: dict[str, Any]
    enrolments: dict[tuple[int, int], Any]
    places: dict[tuple[int, int, date], Place] = field(default_factory=dict)


def roster(data: bytes, *, by: Person | None, now: datetime, zone: str) -> Plan:
    """What an import of roster.csv (or .xlsx) would do; `plan.write()` does it.

    A membership is meant by person, group and first day; a later file changes its last day. Who is
    put into a group is enrolled on its programme. Raises FileRefused with everything that is wrong:
    staff, and two memberships of one person in one programme on one day (settled point 17) too.
    """
    refuse_without_organisation(by)
    sheet = tables.read(data, ROSTER)
    items = once(map(membership_of, sheet.rows), "to")
    known = look_up(items)
    for item in items:
        check(item, known, by)
    wanted = [overlay(item, known) for item in items if item.row.ok]
    for place in wanted:
        check_news(place)
    check_overlaps(known.places.values(), wanted)
    sheet.problems.refuse_if_any()
    remark_full_groups(wanted)
    plan = Plan(ROSTER, sheet)
    new = [place for place in wanted if place.id is None]
    changed = [place for place in wanted if place.is_changed]
    plan.created, plan.updated = len(new), len(changed)
    plan.unchanged = len(wanted) - len(new) - len(changed)
    today = clock.today(zone, now)
    plan.steps.append(lambda: write(new, changed, known, today, by=by, now=now))
    return plan


def membership_of(row: Row) -> Item[Key]:
    code, group = row.code("person_code"), row.code("group")
    starts_on, ends_on = row.day("from", needed=True), row.day("to")
    if starts_on and ends_on and ends_on < starts_on:
        row.wrong("to", _("The last day is before the first. Look at both."))
    values = {"person": code, "group": group, "from": starts_on}
    return Item(row, (code, group, starts_on), values | ({"to": ends_on} if row.has("to") else {}))


def look_up(items: list[Item[Key]]) -> Known:
    people = known_people(item.key[0] for item in items)
    ids = [person.id for person in people.values()]
    columns = (Group.id, Group.slug, Group.title, Group.organisation_id, Group.programme_id)
    query = select(*columns, Group.capacity, Group.ends_on, Programme.slug.label("programme"))
    query = query.add_columns(Programme.organisation_id.label("owner_id")).join(Group.programme)
    groups = {row.slug: row for row in found(query, Group.slug, [item.key[1] for item in items])}
    known = Known(people, groups, enrolled(ids))
    programmes = {group.programme_id for group in groups.values()}
    known.places = memberships(people, programmes, query)
    return known


def memberships(people: dict, programmes: set[int], groups: Any) -> dict:
    """Every membership of these people in groups of these programmes."""
    of_programmes = {row.id: row for row in found(groups, Group.programme_id, list(programmes))}
    by_id = {person.id: person for person in people.values()}
    columns = (
        Membership.id,
        Membership.person_id,
        Membership.group_id,
        Membership.starts_on,
        Membership.ends_on,
    )
    rows = found(select(*columns), Membership.person_id, list(by_id))
    return {
        (row.person_id, row.group_id, row.starts_on): Place(
            by_id[row.person_id],
            of_programmes[row.group_id],
            row.starts_on,
            row.ends_on,
            id=row.id,
        )
        for row in rows
        if row.group_id in of_programmes
    }


def check(item: Item[Key], known: Known, by: Person | None) -> None:
    """Person and group are there, and both are in reach."""
    code, slug, _starts_on = item.key
    row, person, group = item.row, known.people.get(code), known.groups.get(slug)
    if code and not person:
        row.wrong("person_code", _("There is no person with this code. Import people first."))
    if slug and not group:
        row.wrong("group", _("There is no group of this name. Import groups first."))
    elif group and not reaches(by, group):
        row.wrong("group", _("This group is not your organisation's."))
    elif group and person and not may_name(by, person, group.programme_id, known.enrolments):
        row.wrong("person_code", _("This person is not of your organisation or programme."))


def check_news(place: Place) -> None:
    """What is new is for learners only (settled point 17), and begins before its group ends."""
    if not place.is_news or not place.item:
        return
    row, group = place.item.row, place.group
    if place.person.role in STAFF:
        name = place.person.name
        row.wrong("person_code", _("%(name)s is staff and learns in no group.", name=name))
    if group.ends_on and place.starts_on > group.ends_on:
        row.wrong("from", _("The group ends before, on %(day)s.", day=group.ends_on.isoformat()))


def reaches(by: Person | None, group: Any) -> bool:
    """Whether a file of `by` may fill this group: theirs, or one of their programme."""
    if by is None:
        return True
    return coordinates(by, group.organisation_id) or coordinates(by, group.owner_id)


def overlay(item: Item[Key], known: Known) -> Place:
    """The membership that a row wants, put over the one that there is."""
    person, group = known.people[item.key[0]], known.groups[item.key[1]]
    starts_on = item.values["from"]
    key = (person.id, group.id, starts_on)
    place = known.places.get(key)
    if place is None:
        place = Place(person, group, starts_on, item.values.get("to"), item)
        known.places[key] = place
    elif item.values.get("to", place.ends_on) != place.ends_on:
        place.was, place.ends_on = place.ends_on, item.values["to"]
        place.is_changed = True
    place.item = item
    return place


def write(
    new: list[Place],
    changed: list[Place],
    known: Known,
    today: date,
    *,
    by: Person | None,
    now: datetime,
) -> None:
    enrol(new, known, today, now)
    enrolments = enrolled([place.person.id for place in new])
    if new:
        db.session.execute(
            insert(Membership),
            [
                {
                    "enrolment_id": enrolments[p.person.id, p.group.programme_id].id,
                    "group_id": p.group.id,
                    "person_id": p.person.id,
                    "starts_on": p.starts_on,
                    "ends_on": p.ends_on,
                }
                for p in new
            ],
        )
    if changed:
        rows = [{"id": place.id, "ends_on": place.ends_on} for place in changed]
        db.session.execute(update(Membership), rows)
    touched = [*new, *changed]
    touch_all(groups=[p.group.id for p in touched], people=[p.person.id for p in touched])
    note_all(notes(touched), by=by, now=now)
    ends = {(p.group.programme_id, p.ends_on) for p in touched if p.ends_on}
    at_once = {(p.group.programme_id, date.min) for p in touched}
    free_after_days(ends | at_once, now=now)
    db.session.expire_all()


def enrol(new: list[Place], known: Known, today: date, now: datetime) -> None:
    """Who is put into a group is on its programme. A membership that is over does not bring back
    who has left."""
    missing, back = {}, []
    for place in new:
        key = (place.person.id, place.group.programme_id)
        enrolment = known.enrolments.get(key)
        if enrolment is None:
            missing[key] = {"person_id": key[0], "programme_id": key[1], "state": State.ACTIVE}
        elif enrolment.state not in LEARNING and (not place.ends_on or place.ends_on >= today):
            back.append({"id": enrolment.id, "state": State.ACTIVE, "since": now, **NO_WISHES})
    if missing:
        db.session.execute(insert(Enrolment), [row | {"since": now} for row in missing.values()])
    if back:
        db.session.execute(update(Enrolment), back)


def notes(places: Iterable[Place]) -> Iterable[tuple[str, str, str, dict]]:
    for place in places:
        key = f"{place.group.programme}/{place.person.code}"
        detail: dict[str, Any] = {"group": place.group.slug, "from": place.starts_on.isoformat()}
        to = place.ends_on and place.ends_on.isoformat()
        if place.id is None:
            yield "enrolment", key, "enrolled", detail | {"to": to}
        else:
            before = place.was and place.was.isoformat()
            yield (
                "enrolment",
                key,
                "changed",
                detail | {"before": {"to": before}, "after": {"to": to}},
            )
