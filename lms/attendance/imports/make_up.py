"""Make-up from a file: approved minutes that repair a named absence."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from flask_babel import gettext as _
from sqlalchemy import insert, select

from lms import tables
from lms.attendance.imports import lookups
from lms.attendance.imports.names import Named
from lms.attendance.imports.presence import Presence
from lms.attendance.models import MakeUp, Session, Status
from lms.courses.imports import known_people, touch_all
from lms.courses.models import Group
from lms.db import db
from lms.people.imports import note_all, refuse_without_organisation
from lms.people.models import STAFF, Person
from lms.tables import Plan, Row
from lms.tables.formats import MAKE_UP
from lms.tables.items import Item, once
from lms.tables.lookups import found


class Key(NamedTuple):
    """Every column: equal rows are one (settled point 26)."""

    session: str
    person: str
    minutes: int | None
    approved_by: str
    note: str


@dataclass(slots=True)
class Known:
    """What the database has of everything that the file names."""

    named: Named
    approvers: dict[str, Any]
    made_up: list[Any]  # of all these people, in every session
    presence: Presence

    def rows(self, item: Item[Key]) -> tuple[Session, Any]:
        return self.named.sessions[item.key.session], self.named.people[item.key.person]


def make_up(data: bytes, *, by: Person | None, now: datetime, zone: str) -> Plan:
    """What an import of make_up.csv (or .xlsx) would do; `plan.write()` does it.

    A later file adds the rows that are new. More than was missed, or over the policy's cap, is kept
    as approved, and said (settled point 15). Raises FileRefused with everything that is wrong:
    make-up for a session attended in full, unmarked or not held too.
    """
    refuse_without_organisation(by)
    sheet = tables.read(data, MAKE_UP)
    items = once(map(make_up_of, sheet.rows), None)
    known = look_up(items)
    for item in items:
        known.named.check(item.row, item.key.session, item.key.person, by)
        check_approver(item, known)
    new = news(items, known)
    for item in new:
        check_absence(item, known)
    sheet.problems.refuse_if_any()
    remark_limits(new, known)
    plan = Plan(MAKE_UP, sheet, created=len(new), unchanged=len(items) - len(new))
    plan.steps.append(lambda: write(new, known, by=by, now=now))
    return plan


def make_up_of(row: Row) -> Item[Key]:
    key = Key(
        row.code("session_code"),
        row.code("person_code", 40),
        row.positive("minutes", needed=True),
        row.code("approved_by", 40, needed=False),
        row.text("note", 300),
    )
    return Item(row, key, {})


def look_up(items: list[Item[Key]]) -> Known:
    named = Named.of([item.key.session for item in items], [item.key.person for item in items])
    people = [person.id for person in named.people.values()]
    columns = (
        MakeUp.session_id,
        MakeUp.person_id,
        MakeUp.minutes,
        MakeUp.note,
        Person.code.label("approved_by"),
        Group.programme_id,
    )
    query = select(*columns).join(MakeUp.session).join(Session.group)
    query = query.outerjoin(Person, Person.id == MakeUp.approved_by_id)
    made_up = list(found(query, MakeUp.person_id, people))
    approvers = known_people(item.key.approved_by for item in items)
    return Known(named, approvers, made_up, Presence.of(people))


def check_approver(item: Item[Key], known: Known) -> None:
    if item.key.approved_by and item.key.approved_by not in known.approvers:
        words = _("There is no person with this code. Import people first.")
        item.row.wrong("approved_by", words)


def news(items: list[Item[Key]], known: Known) -> list[Item[Key]]:
    """The rows that the database does not have yet."""
    there = {
        (row.session_id, row.person_id, row.minutes, row.approved_by or "", row.note)
        for row in known.made_up
    }
    new = []
    for item in items:
        if item.row.ok:
            session, person = known.rows(item)
            if (session.id, person.id, *item.key[2:]) not in there:
                new.append(item)
    return new


def check_absence(item: Item[Key], known: Known) -> None:
    """Somebody missed something in a session that was held; and staff approved the make-up."""
    row, (session, person) = item.row, known.rows(item)
    approver = known.approvers.get(item.key.approved_by)
    if approver and approver.role not in STAFF:
        row.wrong("approved_by", _("%(name)s is not staff.", name=approver.name))
    if not approver:
        row.remark("approved_by", _("Nobody is named who approved this."))
    if session.status != Status.HELD:
        words = _("Nothing can be made up: this session was not held.")
        row.wrong("session_code", words)
    elif not known.presence.is_marked(session, person.id):
        words = _("%(name)s is not marked yet. Mark the register first.", name=person.name)
        row.wrong("person_code", words)
    elif not known.presence.missed(session, person.id):
        words = _("%(name)s missed nothing in this session.", name=person.name)
        row.wrong("person_code", words)


def remark_limits(new: list[Item[Key]], known: Known) -> None:
    """More than was missed or than the policy allows is kept as approved, and said."""
    of_session: dict[tuple[int, int], int] = defaultdict(int)
    of_programme: dict[tuple[int, int], int] = defaultdict(int)
    for row in known.made_up:
        of_session[row.session_id, row.person_id] += row.minutes
        of_programme[row.programme_id, row.person_id] += row.minutes
    for item in new:
        session, person = known.rows(item)
        programme, minutes = session.group.programme, item.key.minutes or 0
        of_session[session.id, person.id] += minutes
        of_programme[programme.id, person.id] += minutes
        remark(item, session, of_session[session.id, person.id], known)
        cap = int(programme.policy.make_up_cap * programme.required_minutes)
        if (total := of_programme[programme.id, person.id]) > cap:
            words = _(
                "%(minutes)s minutes are approved in this programme; %(cap)s count at most.",
                minutes=total,
                cap=cap,
            )
            item.row.remark("minutes", words)


def remark(item: Item[Key], session: Session, approved: int, known: Known) -> None:
    person = known.named.people[item.key.person]
    missed = known.presence.missed(session, person.id)
    if lookups.is_guest(known.named.memberships, person.id, session):
        words = _("Not in this group on that day: a guest misses nothing, so this counts nothing.")
        item.row.remark("person_code", words)
    elif approved > missed:
        words = _(
            "%(minutes)s minutes are approved for this session; only %(missed)s were missed, so "
            "%(missed)s count.",
            minutes=approved,
            missed=missed,
        )
        item.row.remark("minutes", words)


def write(new: list[Item[Key]], known: Known, *, by: Person | None, now: datetime) -> None:
    rows = []
    for item in new:
        session, person = known.rows(item)
        approver = known.approvers.get(item.key.approved_by)
        row = {"session_id": session.id, "person_id": person.id, "minutes": item.key.minutes}
        row |= {"note": item.key.note, "approved_by_id": approver and approver.id}
        rows.append(row | {"recorded_by_id": by and by.id, "recorded_at": now})
    db.session.execute(insert(MakeUp), rows)
    touch_all(
        groups=[known.rows(item)[0].group_id for item in new],
        people=[row["person_id"] for row in rows],
    )
    note_all(notes(new), by=by, now=now)
    db.session.expire_all()


def notes(new: Iterable[Item[Key]]) -> Iterable[tuple[str, str, str, dict]]:
    for item in new:
        key = item.key
        detail = {"person": key.person, "minutes": key.minutes, "note": key.note}
        yield "session", key.session, "make-up approved", detail
