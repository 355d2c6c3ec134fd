"""Sessions as rows of plain columns: for calendars and timetables, where there are hundreds."""

from collections.abc import Mapping
from datetime import date, time
from typing import NamedTuple

from sqlalchemy import CompoundSelect, Select, and_, or_, select, union
from sqlalchemy.orm import aliased

from lms.attendance.facts import Facts
from lms.attendance.models import Session, SignUp, SignUpState, Status
from lms.courses.models import Course, Group, Membership, Module
from lms.courses.queries import covers
from lms.people.models import Person

MOST = 1_000  # rows of one calendar
Trainer, Substitute = aliased(Person), aliased(Person)


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
    module: Mapping[str, str] | None
    course: Mapping[str, str] | None
    group: str
    trainer: str | None
    substitute: str | None

    @property
    def about(self) -> Mapping[str, str] | str:
        return self.title or self.module or self.course or self.group

    @property
    def teacher(self) -> str | None:
        return self.substitute or self.trainer


def slots() -> Select:
    """All sessions as Slots, by day and time."""
    of_session = [getattr(Session, name) for name in Slot._fields[:13]]
    names = (Module.title, Course.title, Group.title, Trainer.name, Substitute.name)
    return (
        select(*of_session, *names)
        .join(Group, Group.id == Session.group_id)
        .outerjoin(Module, Module.id == Session.module_id)
        .outerjoin(Course, Course.id == Session.course_id)
        .outerjoin(Trainer, Trainer.id == Session.trainer_id)
        .outerjoin(Substitute, Substitute.id == Session.substitute_id)
        .order_by(Session.day, Session.starts, Session.id)
    )


def between(sessions: Select, first: date, last: date) -> Select:
    """Those on days from the first to the last. An old slot that was moved is none of them."""
    return sessions.where(
        Session.day >= first, Session.day <= last, Session.status != Status.MOVED
    ).limit(MOST)


def own(person: Person, first: date, last: date) -> CompoundSelect:
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
