"""Sessions, attendance and make-up as tables, as they can be imported again."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from lms.attendance.models import Kind, MakeUp, Mark, Session
from lms.courses.exports import coordinated
from lms.courses.models import Course, Group, Module
from lms.db import db
from lms.people.models import Person

Values = tuple[Any, ...]


def sessions(viewer: Person | None) -> Iterator[Values]:
    """The rows of sessions.csv, by group and day."""
    columns = (
        Session.code,
        Group.slug,
        Course.slug,
        Module.slug,
        Session.day,
        Session.starts,
        Session.ends,
        Session.breaks,
        Session.zone,
        Session.mode,
        Session.place,
        Person.code,
        Session.status,
    )
    query = select(*columns).join(Session.group).outerjoin(Session.course)
    query = query.outerjoin(Session.module).outerjoin(Session.trainer)
    ordered = query.order_by(Group.slug, Session.day, Session.starts, Session.code)
    for row in db.session.execute(ordered.where(coordinated(viewer))):
        values = tuple(row)
        yield *values[:7], ";".join("-".join(pair) for pair in values[7]), *values[8:]


def attendance(viewer: Person | None) -> Iterator[Values]:
    """The rows of attendance.csv: one a live presence; one an absence, unless it excuses what was
    missed beside presences, which then say so themselves."""
    beside = aliased(Mark)
    same = (beside.session_id == Mark.session_id) & (beside.person_id == Mark.person_id)
    same &= beside.withdrawn_at.is_(None) & (beside.kind != Mark.kind)
    columns = (
        Session.code.label("session_code"),
        Session.zone,
        Person.code.label("person_code"),
        Mark.kind,
        Mark.came_at,
        Mark.left_at,
        Mark.source,
        Mark.excused,
        Mark.note,
        exists().where(same).label("is_beside"),
        exists().where(same & beside.excused).label("is_excused"),
    )
    query = select(*columns).join(Mark.session).join(Session.group).join(Mark.person)
    query = query.where(Mark.withdrawn_at.is_(None), coordinated(viewer))
    for row in db.session.execute(query.order_by(Session.code, Person.code, Mark.id)):
        is_presence = row.kind == Kind.PRESENCE
        if is_presence or not row.is_beside:
            start, end = on_wall(row.came_at, row.zone), on_wall(row.left_at, row.zone)
            excused = row.is_excused if is_presence else row.excused
            head = (row.session_code, row.person_code, start, end, row.source)
            yield *head, bool(excused), row.note


def on_wall(moment: datetime | None, zone: str) -> str:
    return f"{moment.astimezone(ZoneInfo(zone)):%H:%M}" if moment else ""


def make_up(viewer: Person | None) -> Iterable[Any]:
    """The rows of make_up.csv."""
    approver = aliased(Person)
    columns = (Session.code, Person.code, MakeUp.minutes, approver.code, MakeUp.note)
    query = select(*columns).join(MakeUp.session).join(Session.group)
    query = query.join(Person, Person.id == MakeUp.person_id)
    query = query.outerjoin(approver, approver.id == MakeUp.approved_by_id)
    ordered = query.order_by(Session.code, Person.code, MakeUp.id)
    return db.session.execute(ordered.where(coordinated(viewer)))
