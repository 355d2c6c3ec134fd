"""Sessions from a file."""

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import insert, select, update

from lms import clock, tables
from lms.attendance import rules
from lms.attendance.imports import lookups
from lms.attendance.imports.timetable import session_of, wrong_times
from lms.attendance.imports.wanted import Known, Wanted, wanted_by
from lms.attendance.models import Mark, Session, Status
from lms.courses.imports import known_people, touch_all
from lms.courses.models import GroupTrainer
from lms.courses.rules import coordinates_group
from lms.db import db
from lms.people.imports import note_all, refuse_without_organisation
from lms.people.models import STAFF, Person
from lms.tables import Plan
from lms.tables.formats import SESSIONS
from lms.tables.items import Item, once
from lms.tables.lookups import found

FIXED_BY_MARKS = {"group_id": "group", "day": "date", "zone": "timezone"}
FIXED_BY_LOCK = {
    "starts": "start",
    "ends": "end",
    "breaks": "breaks",
    "mode": "mode",
    "course_id": "course",
    "module_id": "module",
}
TIMES = {"group_id", "day", "starts", "ends", "breaks", "zone"}
Note = tuple[str, str, str, dict]  # noun, key, verb, detail


def sessions(data: bytes, *, by: Person | None, now: datetime, zone: str) -> Plan:
    """What an import of sessions.csv (or .xlsx) would do; `plan.write()` does it.

    A session is meant by its code. A register that comes with the past is open from the day of the
    import on, for the programme's days (settled point 18). Who teaches is put among the group's
    trainers. Raises FileRefused with everything that is wrong.
    """
    refuse_without_organisation(by)
    sheet = tables.read(data, SESSIONS)
    items = once(map(session_of, sheet.rows), "session_code")
    known = look_up(items)
    rows = [wanted_by(item, known) for item in items]
    for row in rows:
        check(row, known, by, now)
    sheet.problems.refuse_if_any()
    plan = Plan(SESSIONS, sheet)
    news = [row for row in rows if row.is_news]
    plan.created = sum(row.session is None for row in news)
    plan.updated = len(news) - plan.created
    plan.unchanged = len(rows) - len(news)
    plan.steps.append(lambda: write(news, known, by=by, now=now))
    return plan


def look_up(items: list[Item[str]]) -> Known:
    known_sessions = lookups.sessions_by_code(item.key for item in items)
    groups = lookups.groups_by_slug(item.values["group"] for item in items)
    courses = lookups.courses_of(groups.values())
    ids = {course for of_programme in courses.values() for course in of_programme.values()}
    ids |= {session.course_id for session in known_sessions.values() if session.course_id}
    trainers = known_people(item.values.get("trainer") or "" for item in items)
    marked = lookups.spoken_for([session.id for session in known_sessions.values()])
    return Known(known_sessions, groups, courses, lookups.modules_of(ids), trainers, marked)


def check(wanted: Wanted, known: Known, by: Person | None, now: datetime) -> None:
    """What is new or changed must be possible; what is marked, and what is locked, stays."""
    row, session, group = wanted.item.row, wanted.session, wanted.group
    if group and by and not coordinates_group(by, group):
        row.wrong("group", _("This group is not your organisation's."))
    if session and by and not coordinates_group(by, session.group):
        row.wrong("session_code", _("Another organisation has a session of this code."))
    if not wanted.is_news:
        return
    if wanted.trainer and wanted.trainer.role not in STAFF:
        row.wrong("trainer", _("%(name)s is not staff.", name=wanted.trainer.name))
    whole = all(wanted.columns[name] for name in ("day", "starts", "ends", "zone"))
    if whole and group and (not session or TIMES & wanted.different.keys()):
        for column, words in wrong_times(group, wanted.columns):
            row.wrong(column, words)
    if session and session.sealed_at is not None:
        check_sealed(wanted, session)
    elif session and session.id in known.spoken_for:
        check_marked(wanted, session, now)


def check_sealed(wanted: Wanted, session: Session) -> None:
    """What the seal of a register says does not change any more, also where nobody is marked."""
    for name, column in {**FIXED_BY_MARKS, **FIXED_BY_LOCK, "status": "status"}.items():
        if name in wanted.different:
            wanted.item.row.wrong(column, rules.why_locked(session))


def check_marked(wanted: Wanted, session: Session, now: datetime) -> None:
    """Marks are tied to a session's day, and they are of a session that was held (rule 9). When the
    register is locked, nothing changes any more that hours depend on (rule 8)."""
    row, different = wanted.item.row, wanted.different
    for name, column in FIXED_BY_MARKS.items():
        if name in different:
            row.wrong(
                column,
                _(
                    "Somebody is marked in this session, so this stays: %(value)s.",
                    value=was(session, name),
                ),
            )
    if different.get("status", Status.HELD) != Status.HELD:
        row.wrong(
            "status",
            _("Somebody is marked in this session. Take the marks out of its register first."),
        )
    if rules.is_locked(session, now):
        why = rules.why_locked(session)
        for name, column in FIXED_BY_LOCK.items():
            if name in different:
                row.wrong(column, why)


def was(session: Session, name: str) -> str:
    return session.group.slug if name == "group_id" else str(getattr(session, name))


def write(news: list[Wanted], known: Known, *, by: Person | None, now: datetime) -> None:
    """A bounded number of statements for any number of sessions."""
    new = [as_new(row, by, now) for row in news if not row.session]
    changed = [as_changed(row, known, now) for row in news if row.session]
    groups = [row.session.group_id for row in news if row.session]
    notes = list(notes_of(news, known))  # while the rows say what was before
    if new:
        db.session.execute(insert(Session).execution_options(render_nulls=True), new)
    if changed:
        db.session.execute(update(Session), changed)
    add_trainers({(row.columns["group_id"], row.columns["trainer_id"]) for row in news})
    attended = select(Mark.person_id).where(Mark.withdrawn_at.is_(None)).distinct()
    people = found(attended, Mark.session_id, [row["id"] for row in changed])
    touch_all(
        groups=[*groups, *(row.columns["group_id"] for row in news)],
        people=[row[0] for row in people],
    )
    note_all(notes, by=by, now=now)
    db.session.expire_all()


def as_new(row: Wanted, by: Person | None, now: datetime) -> dict[str, Any]:
    past = row.columns["day"] < clock.today(row.columns["zone"], now)
    return {
        **row.columns,
        "code": row.item.key,
        "locks_from": clock.today(row.columns["zone"], now) if past else None,
        "published_by_id": by and by.id,
        "published_at": now,
    }


def as_changed(row: Wanted, known: Known, now: datetime) -> dict[str, Any]:
    """A session of the past that nobody was marked in is as if it came with this import. The row is
    changed in its place, also to another day: calendars follow the file, and nobody is told."""
    session, today = row.session, clock.today(row.columns["zone"], now)
    assert session
    kept = {**row.columns, "id": session.id, "locks_from": session.locks_from}
    kept["sequence"] = session.sequence + 1
    kept["reminded_at"] = None if "day" in row.different else session.reminded_at
    late = row.columns["day"] < today and {"day", "status"} & row.different.keys()
    if late and session.id not in known.spoken_for:
        kept["locks_from"] = today
    return kept


def add_trainers(pairs: set[tuple[int, int | None]]) -> None:
    """Who teaches a session is among the trainers of its group, and so may take its register."""
    query = select(GroupTrainer.group_id, GroupTrainer.person_id)
    there = {(row[0], row[1]) for row in found(query, GroupTrainer.group_id, [p[0] for p in pairs])}
    missing = sorted((group, person) for group, person in pairs - there if person)
    if missing:
        rows = [{"group_id": group, "person_id": person} for group, person in missing]
        db.session.execute(insert(GroupTrainer), rows)


def notes_of(news: list[Wanted], known: Known) -> Iterator[Note]:
    """The history keeps what people call a group, a course, a module or a trainer, not its row."""
    courses = {key: slug for offered in known.courses.values() for slug, key in offered.items()}
    modules = {key: f"{courses.get(of)}/{slug}" for (of, slug), key in known.modules.items()}
    for row in news:
        if not (session := row.session):
            yield "session", row.item.key, "published", {"day": f"{row.columns['day']}"}
            continue
        was_called = {
            "group_id": session.group.slug,
            "course_id": session.course and session.course.slug,
            "module_id": session.module and session.module.key,
            "trainer_id": session.trainer and session.trainer.code,
        }
        is_called = {
            "group_id": row.group and row.group.slug,
            "course_id": courses.get(row.columns["course_id"], was_called["course_id"]),
            "module_id": modules.get(row.columns["module_id"]),
            "trainer_id": row.trainer and row.trainer.code,
        }
        before = {n: was_called.get(n, plain(getattr(session, n))) for n in row.different}
        after = {n: is_called.get(n, plain(value)) for n, value in row.different.items()}
        yield "session", row.item.key, "changed", {"before": before, "after": after}


def plain(value: Any) -> Any:
    """A value as the history keeps it."""
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value if isinstance(value, str | int | list | None) else str(value)
