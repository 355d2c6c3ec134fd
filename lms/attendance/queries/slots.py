"""Sessions as rows of plain columns: for calendars and timetables, where there are hundreds."""

from collections.abc import Mapping, Set
from datetime import date, time
from typing import Any, NamedTuple

from sqlalchemy import CompoundSelect, Select, and_, or_, select, union
from sqlalchemy.orm import aliased

from lms.attendance.facts import Facts
from lms.attendance.models import Session, SignUp, SignUpState, Status
from lms.courses.models import Course, Group, Membership, Module
from lms.courses.queries import covers
from lms.db import db
from lms.people.models import Person

MOST = 1_000  # rows of one calendar
Trainer, Substitute = aliased(Person), aliased(Person)


class Line(NamedTuple):
    """As much of a session as a page with hundreds of them shows."""

    id: int
    day: date
    starts: time
    status: str
    title: str | None
    module_id: int | None
    course_id: int | None
    group: str
    about: Mapping[str, str] | str = ""  # its title; or that of its module, course or group


class Slot(NamedTuple):
    """A session as its row says it, with the names of what it belongs to."""

    id: int
    code: str
    uid: str
    sequence: int
    day: date
    starts: time
    ends: time
    zone: str
    mode: str
    status: str
    place: str | None
    link: str | None
    title: str | None
    module_id: int | None
    course_id: int | None
    group: str
    trainer: str | None
    substitute: str | None
    about: Mapping[str, str] | str = ""

    @property
    def teacher(self) -> str | None:
        return self.substitute or self.trainer


NAMES = {"group": Group.title, "trainer": Trainer.name, "substitute": Substitute.name}


def slots(kind: type = Slot) -> Select:
    """All sessions as the columns of Slots, or of Lines, by day and time."""
    names = kind._fields[:-1]  # type: ignore[attr-defined]
    found = select(*(NAMES.get(name, getattr(Session, name)).label(name) for name in names))
    found = found.select_from(Session).join(Group, Group.id == Session.group_id)
    if kind is Slot:
        found = found.outerjoin(Trainer, Trainer.id == Session.trainer_id)
        found = found.outerjoin(Substitute, Substitute.id == Session.substitute_id)
    return found.order_by(Session.day, Session.starts, Session.id)


def read(wanted: Select, kind: Any = Slot, values: Mapping[str, Any] | None = None) -> list[Any]:
    """The rows of such a query, each with what it is about. Three queries, however many rows:
    a title is kept in many languages, so each is read once and not with every row."""
    rows = db.session.execute(wanted, values).all()
    modules = titles(Module, {row.module_id for row in rows if not row.title})
    courses = titles(Course, {row.course_id for row in rows if not (row.title or row.module_id)})
    return [
        kind(
            *row, row.title or modules.get(row.module_id) or courses.get(row.course_id) or row.group
        )
        for row in rows
    ]


def titles(table: Any, ids: Set[int | None]) -> dict[int | None, Mapping[str, str]]:
    """The titles of some modules, or of some courses."""
    if not (ids := ids - {None}):
        return {}
    rows = db.session.execute(select(table.id, table.title).where(table.id.in_(ids)))
    return {row[0]: row[1] for row in rows}


def between(sessions: Select, first: date, last: date) -> Select:
    """Those on days from the first to the last. An old slot that was moved is none of them."""
    return sessions.where(
        Session.day >= first, Session.day <= last, Session.status != Status.MOVED
    ).limit(MOST)


def own(person: Person, first: Any, last: Any) -> CompoundSelect:
    """The ids of a person's own sessions, from day to day: of the groups they are in on the day,
    those that they have a place in, and those that they teach."""
    days = Session.day >= first, Session.day <= last
    ids = select(Session.id).where(*days)
    of_groups = ids.join(Membership, Membership.group_id == Session.group_id)
    return union(
        of_groups.where(Membership.person_id == person.id, covers(Session.day)),  # type: ignore[arg-type]
        select(SignUp.session_id).where(
            SignUp.person_id == person.id, SignUp.state == SignUpState.BOOKED
        ),
        ids.where(
            or_(
                Session.substitute_id == person.id,
                and_(Session.trainer_id == person.id, Session.substitute_id.is_(None)),
            )
        ),
    )


def as_facts(slot: Slot) -> Facts:
    """The same facts as those of the session itself (lms.attendance.rules.facts)."""
    return Facts(
        id=slot.id,
        code=slot.code,
        uid=slot.uid,
        sequence=slot.sequence,
        day=slot.day.isoformat(),
        starts=f"{slot.starts:%H:%M}",
        ends=f"{slot.ends:%H:%M}",
        zone=slot.zone,
        title=slot.about,
        group=slot.group,
        mode=slot.mode,
        status=slot.status,
        place=slot.place,
        link=slot.link,
        teacher=slot.teacher,
    )
