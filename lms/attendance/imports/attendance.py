"""Attendance from a file: who was where, from when to when, and who was excused."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import insert, update

from lms import tables
from lms.attendance import hours, rules
from lms.attendance.imports import lookups
from lms.attendance.imports.names import Named
from lms.attendance.imports.verdicts import Bundle, Change, Key, interval, settle
from lms.attendance.models import Mark, Session, Source, Status
from lms.attendance.rules.timetable import WORDS
from lms.courses.imports import touch_all
from lms.db import db
from lms.people.imports import note_all, refuse_without_organisation
from lms.people.models import STAFF, Person
from lms.tables import Plan, Row
from lms.tables.formats import ATTENDANCE
from lms.tables.items import Item, once
from lms.tables.lookups import portions

COLUMN_OF = {"out_not_after_in": "out"}


def attendance(data: bytes, *, by: Person | None, now: datetime, zone: str) -> Plan:
    """What an import of attendance.csv (or .xlsx) would do; `plan.write()` does it.

    A presence is meant by session, person, `in`, `out` and source; a person has one absence a
    session. What is new is added, what is there stays. Raises FileRefused with everything that is
    wrong: presences of a session that was not held, and registers that are locked, too.
    """
    refuse_without_organisation(by)
    sheet = tables.read(data, ATTENDANCE)
    items = once(map(mark_of, sheet.rows), None)
    known = Named.of([item.key.session for item in items], [item.key.person for item in items])
    for item in items:
        known.check(item.row, item.key.session, item.key.person, by)
    changes = [(bundle, change_of(bundle, known, now)) for bundle in bundled(items, known)]
    sheet.problems.refuse_if_any()
    plan = Plan(ATTENDANCE, sheet)
    plan.created = sum(len(change.created) for _bundle, change in changes)
    plan.updated = sum(len(change.updated) for _bundle, change in changes)
    plan.unchanged = len(items) - plan.created - plan.updated
    plan.steps.append(lambda: write(changes, by=by, now=now))
    return plan


def mark_of(row: Row) -> Item[Key]:
    """A row: a presence, or where both times are empty an absence."""
    code, person = row.code("session_code"), row.code("person_code", 40)
    came, left = row.time("in"), row.time("out")
    source = row.choice("source", tuple(Source))
    values: dict[str, Any] = {"in": came, "out": left}
    values["excused"] = row.choice("excused", ("yes", "no")) == "yes"
    if row.has("note"):
        values["note"] = row.text("note", 2_000) or None
    if source:
        values["source"] = source
    if row.cells.get("in", "") == "" == row.cells.get("out", ""):
        return Item(row, Key(code, person, None, ""), values)
    times = (f"{came:%H:%M}" if came else "", f"{left:%H:%M}" if left else "")
    values.pop("source", None)
    return Item(row, Key(code, person, times, source or Source.TRAINER), values)


def bundled(items: Iterable[Item[Key]], known: Named) -> list[Bundle]:
    """The rows of each person at each session, with the marks that there are."""
    marks: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for mark in lookups.live_marks([session.id for session in known.sessions.values()]):
        marks[mark.session_id, mark.person_id].append(mark)
    bundles: dict[tuple[int, int], Bundle] = {}
    for item in items:
        session = known.sessions.get(item.key.session)
        person = known.people.get(item.key.person)
        if session and person:
            key = (session.id, person.id)
            bundles.setdefault(key, Bundle(session, person, [], marks[key])).items.append(item)
    return list(bundles.values())


def change_of(bundle: Bundle, known: Named, now: datetime) -> Change:
    """What the rows of a bundle change; what is wrong with them is said in them."""
    check_contradiction(bundle)
    there = bundle.presences()
    intervals = {
        item.key: checked(bundle.session, item, there.get((item.key.times, item.key.source)))
        for item in bundle.items
    }
    if not all(item.row.ok for item in bundle.items):
        for item in bundle.items:
            check_register(bundle, item, now)
        return Change()
    change = settle(bundle, {key: span for key, span in intervals.items() if span})
    for item in [*change.created, *change.updated]:
        check_register(bundle, item, now)
        remark(bundle, item, intervals[item.key], known, now)
    return change


def check_contradiction(bundle: Bundle) -> None:
    """Nobody was there and absent, in one file."""
    absent = [item for item in bundle.items if item.key.times is None]
    there = [item for item in bundle.items if item.key.times is not None]
    if absent and there:
        late = max(absent[0], there[0], key=lambda item: item.row.number)
        other = there[0] if late is absent[0] else absent[0]
        words = _(
            "Row %(row)s says the opposite: one says absent, one says present. Keep one.",
            row=other.row.number,
        )
        late.row.wrong("in", words)


def checked(
    session: Session, item: Item[Key], known: Any
) -> tuple[datetime, datetime | None] | None:
    """The moments of a presence; none of an absence, or where its times cannot be. One that is
    known keeps its own: a meeting's list says seconds and knows which of two equal hours it was,
    and a file cannot."""
    if item.key.times is None or not item.row.ok:
        return None
    if known:
        return known.came_at, known.left_at
    try:
        return interval(session, item)
    except hours.SkippedHour as why:
        item.row.wrong("out" if is_possible(session, item) else "in", str(WORDS[why.code]))
    except hours.ImpossibleTime as why:
        item.row.wrong(COLUMN_OF.get(why.code, "in"), str(WORDS[why.code]))
    return None


def is_possible(session: Session, item: Item[Key]) -> bool:
    try:
        session.at(item.values["in"])
    except hours.SkippedHour:
        return False
    return True


def check_register(bundle: Bundle, item: Item[Key], now: datetime) -> None:
    """Only learners, only sessions that were held (rule 9), only while the register is open."""
    row, session, person = item.row, bundle.session, bundle.person
    if person.role in STAFF:
        words = _("%(name)s is staff. Registers are of learners.", name=person.name)
        row.wrong("person_code", words)
    if session.status != Status.HELD:
        words = _(
            "This session is “%(status)s”, not held: nobody was there or absent.",
            status=session.status,
        )
        row.wrong("session_code", words)
    elif rules.is_locked(session, now):
        row.wrong("session_code", rules.why_locked(session))


def remark(
    bundle: Bundle,
    item: Item[Key],
    span: tuple[datetime, datetime | None] | None,
    known: Named,
    now: datetime,
) -> None:
    """What is kept, and may be a slip."""
    session = bundle.session
    if not rules.has_come(session, now):
        item.row.remark("session_code", _("This session is still to come."))
    if lookups.is_guest(known.memberships, bundle.person.id, session):
        item.row.remark("person_code", _("Not in this group on that day: kept as a guest."))
    if span:
        start, end = (hours.seconds(moment) if moment else None for moment in span)
        whole = session.span
        there = [(start or 0, whole.end if end is None else end)]
        if not hours.intersection(there, [whole]):
            item.row.remark("in", _("This is outside the session: it is kept, and worth nothing."))


def write(changes: list[tuple[Bundle, Change]], *, by: Person | None, now: datetime) -> None:
    """A bounded number of statements for any number of rows. Marks are withdrawn, never deleted."""
    changes = [(bundle, change) for bundle, change in changes if change.new or change.gone]
    gone = [mark for _bundle, change in changes for mark in change.gone]
    ended = {"withdrawn_at": now, "withdrawn_by_id": by and by.id}
    for part in portions(gone):
        db.session.execute(update(Mark).where(Mark.id.in_(part)).values(ended))
    recorded = {"recorder_id": by and by.id, "recorded_at": now}
    rows = [
        {"session_id": bundle.session.id, "person_id": bundle.person.id, **row, **recorded}
        for bundle, change in changes
        for row in change.new
    ]
    if rows:
        db.session.execute(insert(Mark), rows)
    touch_all(
        groups=[bundle.session.group_id for bundle, _change in changes],
        people=[bundle.person.id for bundle, _change in changes],
    )
    note_all(notes(changes), by=by, now=now)
    db.session.expire_all()


def notes(changes: list[tuple[Bundle, Change]]) -> Iterable[tuple[str, str, str, dict]]:
    """One a session; who was marked how, the marks keep themselves."""
    rows: dict[str, int] = defaultdict(int)
    for bundle, change in changes:
        rows[bundle.session.code] += len(change.created) + len(change.updated)
    for code, number in rows.items():
        yield "session", code, "attendance imported", {"rows": number}
