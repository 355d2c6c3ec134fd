"""What a register asks of the database. Each statement is built once; its values are bound."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, literal, or_, select, union_all
from sqlalchemy.orm import aliased, joinedload

from lms.attendance.models import (
    Announcement,
    Kind,
    Mark,
    SentMark,
    Session,
    SignUp,
    SignUpState,
    Status,
)
from lms.courses.models import Group
from lms.courses.queries import members
from lms.people.models import Person

Other, OtherGroup, Recorder = aliased(Session), aliased(Group), aliased(Person)
SESSION: Any = bindparam("session")
GROUP: Any = bindparam("group")
DAY: Any = bindparam("day")
LIVE = Mark.withdrawn_at.is_(None)
SAID = and_(Announcement.session_id == SESSION, Announcement.withdrawn_at.is_(None))
HERE = Mark.session_id == SESSION
SENT = and_(  # by which a mark came, if a phone sent it
    SentMark.session_id == SESSION,
    SentMark.session_id == Mark.session_id,
    SentMark.person_id == Mark.person_id,
    SentMark.by_id == Mark.recorder_id,
    SentMark.received_at == Mark.recorded_at,
)
NEARBY = and_(
    Mark.kind == Kind.PRESENCE,
    Mark.came_at > bindparam("from"),
    Mark.came_at < bindparam("to"),
)


@cache
def session() -> Select[Session]:
    """A session with all that tells who may see it, and what its register needs."""
    return with_rights().where(Session.id == SESSION)


def with_rights() -> Select[Session]:
    group = joinedload(Session.group)
    return select(Session).options(
        group.joinedload(Group.programme),
        group.joinedload(Group.trainers),
        joinedload(Session.course),
        joinedload(Session.module),
        joinedload(Session.trainer),
        joinedload(Session.substitute),
    )


@cache
def session_to_change() -> Select[Session]:
    """The same, and nobody else changes it meanwhile."""
    return locked(session())


@cache
def session_by_uid(to_change: bool) -> Select[Session]:
    """The same, by the name that it has in calendars and mails."""
    found = with_rights().where(Session.uid == bindparam("uid"))
    return locked(found) if to_change else found


def locked(found: Select[Session]) -> Select[Session]:
    return found.with_for_update(of=Session).execution_options(populate_existing=True)


@cache
def rows() -> Select:
    """The people of a register and their live marks in it."""
    return people_and_marks(HERE)


@cache
def rows_and_nearby() -> Select:
    """The same, and their presences at any session between `from` and `to`."""
    return people_and_marks(or_(HERE, NEARBY))


def people_and_marks(wanted: ColumnElement[bool]) -> Select:
    people = everybody()
    mine = and_(Mark.person_id == Person.id, LIVE, wanted)
    elsewhere = and_(Other.id == Mark.session_id, Other.id != SESSION)
    return (
        select(
            Person.id, Person.code, Person.name, Person.native_name,
            people.c.member.label("is_member"),
            Announcement.id.label("announcement"), Announcement.reason.label("announced"),
            Mark.id.label("mark_id"), Mark.session_id, Mark.kind, Mark.came_at, Mark.left_at,
            Mark.excused, Mark.reason, Mark.source, Mark.recorder_id, Mark.recorded_at,
            SentMark.made_at,
            Recorder.name.label("recorder"), OtherGroup.title.label("other_group"),
            Other.day, Other.starts, Other.ends, Other.zone, Other.mode, Other.status,
        )
        .join(people, people.c.id == Person.id)
        .outerjoin(Announcement, and_(Announcement.person_id == Person.id, SAID))
        .outerjoin(Mark, mine)
        .outerjoin(SentMark, SENT)
        .outerjoin(Recorder, Recorder.id == Mark.recorder_id)
        .outerjoin(Other, elsewhere)
        .outerjoin(OtherGroup, OtherGroup.id == Other.group_id)
        .order_by(Person.name, Person.id, Mark.id)
    )  # fmt: skip


def everybody() -> Any:
    """The ids of members on the day, of everyone with a live mark, and of who has booked a place;
    `member` is 1 or 0."""
    columns = Person.id.label("id"), literal(1).label("member")
    there = members(GROUP, DAY).with_only_columns(*columns).order_by(None)
    marked = select(Mark.person_id, literal(0)).where(HERE, LIVE)
    has_a_place = and_(SignUp.session_id == SESSION, SignUp.state == SignUpState.BOOKED)
    booked = select(SignUp.person_id, literal(0)).where(has_a_place)
    all_of_them = union_all(there, marked, booked).subquery()
    member = func.max(all_of_them.c.member).label("member")
    together = select(all_of_them.c.id, member).group_by(all_of_them.c.id)
    return together.subquery()


@cache
def numbers() -> Select[int, int]:
    """How many sessions of a group there are up to one of them, and in all."""
    same_day = (Session.day == DAY) & (Session.starts < bindparam("starts"))
    up_to_it = or_(Session.day < DAY, same_day, Session.id == SESSION)
    of_group = (Session.group_id == GROUP) & (Session.status != Status.MOVED)
    count = select(func.count().filter(up_to_it), func.count())
    return count.select_from(Session).where(of_group)
