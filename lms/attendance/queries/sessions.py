"""Lists of sessions: whose they are, which is next, and how far their registers are."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, exists, func, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from lms.attendance.models import MakeUp, Mark, Session, SignUp, SignUpState, Status
from lms.courses.models import Course, Group, GroupTrainer, Membership, Programme, ProgrammeCourse
from lms.courses.queries import covers
from lms.db import db
from lms.people.models import Person, Role

AS_LISTED = (
    joinedload(Session.group),
    joinedload(Session.course),
    joinedload(Session.module),
    joinedload(Session.trainer),
    joinedload(Session.substitute),
)


class Taken(NamedTuple):
    """How far a register is: members of the day, and how many of them are marked."""

    members: int
    marked: int

    @property
    def unmarked(self) -> int:
        return self.members - self.marked


def of_groups(person: Person) -> ColumnElement[bool]:
    """Whether a person teaches or coordinates a group."""
    if person.role == Role.ADMINISTRATOR:
        return true()
    taught = select(GroupTrainer.group_id).where(GroupTrainer.person_id == person.id)
    if person.role != Role.COORDINATOR:
        return Group.id.in_(taught)
    own = select(Programme.id).where(Programme.organisation_id == person.organisation_id)
    return or_(
        Group.organisation_id == person.organisation_id,
        Group.programme_id.in_(own),
        Group.id.in_(taught),
    )


def works_with(person: Person) -> ColumnElement[bool]:
    """Whether a session is of a group that a person teaches or coordinates, or taught by them."""
    own = or_(Session.trainer_id == person.id, Session.substitute_id == person.id)
    return or_(of_groups(person), own)


def sessions_of(
    person: Person, group: Group | None = None, series: int | None = None
) -> Select[Session]:
    """The sessions that a trainer or coordinator works with: in no order yet."""
    mine = select(Session).join(Session.group).options(*AS_LISTED)
    if series is not None:
        mine = mine.where(Session.series_id == series)
    if group:
        mine = mine.where(Session.group_id == group.id)
    return mine.where(works_with(person))


def works_in(person: Person, group: Group) -> bool:
    """Whether somebody works with a session of this group."""
    first = sessions_of(person, group).with_only_columns(Session.id).limit(1)
    return db.session.scalar(first) is not None


def on(sessions: Select[Session], today: date) -> Select[Session]:
    return sessions.where(Session.day == today).order_by(Session.starts, Session.id)


def after(sessions: Select[Session], today: date) -> Select[Session]:
    """The soonest first."""
    return sessions.where(Session.day > today).order_by(Session.day, Session.starts, Session.id)


def before(sessions: Select[Session], today: date) -> Select[Session]:
    """The latest first."""
    newest = Session.day.desc(), Session.starts.desc(), Session.id.desc()
    return sessions.where(Session.day < today).order_by(*newest)


def taken(sessions: Collection[Session]) -> dict[int, Taken]:
    """How far the registers of these sessions are, by their ids. One query."""
    marked = exists().where(
        Mark.session_id == Session.id,
        Mark.person_id == Membership.person_id,
        Mark.withdrawn_at.is_(None),
    )
    on_the_day = covers(Session.day)  # type: ignore[arg-type]
    counted = (
        select(Session.id, func.count(), func.count().filter(marked))
        .join(Membership, (Membership.group_id == Session.group_id) & on_the_day)
        .where(Session.id.in_([session.id for session in sessions]))
        .group_by(Session.id)
    )
    found = {key: Taken(members, done) for key, members, done in db.session.execute(counted)}
    return {session.id: found.get(session.id, Taken(0, 0)) for session in sessions}


def upcoming(group_ids: Collection[int], now: datetime, most: int = 10) -> Sequence[Session]:
    """The next planned or running sessions of these groups, the soonest first.

    A session is to come until its own end: the row's day is compared first, its end on its own
    calendar afterwards, so two more rows a group are read than are given.
    """
    if not group_ids:
        return []
    wanted = (
        select(Session)
        .options(*AS_LISTED)
        .where(
            Session.group_id.in_(group_ids),
            Session.day >= yesterday(now),
            Session.status.in_([Status.PLANNED, Status.HELD]),
        )
        .order_by(Session.day, Session.starts, Session.id)
        .limit(most + 4 * len(group_ids))
    )
    to_come = [s for s in db.session.scalars(wanted) if s.span.end > now.timestamp()]
    return to_come[:most]


def yesterday(now: datetime) -> date:
    return date.fromordinal(now.date().toordinal() - 1)


def next_session(group_ids: Collection[int], now: datetime) -> Session | None:
    """The session that is on, or the next one, of these groups. One query."""
    return next(iter(upcoming(group_ids, now, 1)), None)


def latest(group_id: int) -> Session | None:
    """The group's last session that takes place: a new one is likely to be like it."""
    live = Session.status.in_([Status.PLANNED, Status.HELD])
    newest = select(Session).where(Session.group_id == group_id, live)
    newest = newest.order_by(Session.day.desc(), Session.starts.desc(), Session.id.desc())
    return db.session.scalar(newest.limit(1))


def has_marks(session: Session) -> bool:
    live = select(Mark.id).where(Mark.session_id == session.id, Mark.withdrawn_at.is_(None))
    return db.session.scalar(live.limit(1)) is not None


def has_make_up(session: Session) -> bool:
    row = select(MakeUp.id).where(MakeUp.session_id == session.id)
    return db.session.scalar(row.limit(1)) is not None


def booked(session: Session) -> int:
    """How many people have a place, or are offered one."""
    taken = SignUp.state.in_([SignUpState.BOOKED, SignUpState.OFFERED])
    count = select(func.count()).where(SignUp.session_id == session.id, taken)
    return db.session.scalar(count) or 0


def moved_to(session: Session) -> Session | None:
    """The new date of a session that was moved."""
    return db.session.scalar(select(Session).where(Session.moved_from_id == session.id).limit(1))


def codes_among(codes: Collection[str]) -> set[str]:
    """Those of these codes that a session has already."""
    return set(db.session.scalars(select(Session.code).where(Session.code.in_(codes))))


def codes_on(group_id: int, days: Collection[date]) -> set[str]:
    """The codes of a group's sessions on these days."""
    there = select(Session.code).where(Session.group_id == group_id, Session.day.in_(days))
    return set(db.session.scalars(there))


def with_courses(programme: Programme) -> Programme:
    """The programme with its courses and their modules: two queries, however many."""
    wanted = select(Programme).where(Programme.id == programme.id)
    courses = selectinload(Programme.courses).joinedload(ProgrammeCourse.course)
    wanted = wanted.options(courses.selectinload(Course.modules))
    return db.session.scalars(wanted.execution_options(populate_existing=True)).one()
