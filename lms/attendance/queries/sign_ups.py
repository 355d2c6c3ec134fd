"""Open sessions, who has a place in them, and who waits."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from lms.attendance.models import Announcement, Session, SignUp, SignUpState, Status
from lms.attendance.rules.sign_ups import begins, is_offered, why_not
from lms.courses.models import Group, Membership, Programme
from lms.courses.queries import covers
from lms.courses.waiting import WhyNot
from lms.db import db
from lms.people.models import Person

A_DAY = timedelta(days=1)
IN_ORDER = (SignUp.since, SignUp.id)
TO_COME = (Status.PLANNED, Status.HELD)


class Place(NamedTuple):
    """What an open session has for one person."""

    free: int | None  # none: any number
    waiting: int
    state: str | None = None  # theirs: booked, waiting, offered; none
    position: int | None = None  # theirs in the queue, from 1
    until: datetime | None = None  # the offer stands
    is_member: bool = False  # of the group on that day: they come anyway


def is_taken(now: datetime) -> ColumnElement[bool]:
    """Whether a sign-up holds a place: booked, or offered for a time that is not over."""
    offered = and_(SignUp.state == SignUpState.OFFERED, SignUp.offer_until > now)
    return or_(SignUp.state == SignUpState.BOOKED, offered)


def member_on_the_day() -> ColumnElement[bool]:
    """Whether the person of a sign-up is in the session's group on its day."""
    return exists().where(
        Membership.group_id == Session.group_id,
        Membership.person_id == SignUp.person_id,
        covers(Session.day),  # type: ignore[arg-type]
    )


def cannot_come() -> ColumnElement[bool]:
    """Whether the person of a sign-up has said so."""
    return exists().where(
        Announcement.session_id == SignUp.session_id,
        Announcement.person_id == SignUp.person_id,
        Announcement.withdrawn_at.is_(None),
    )


def sign_up(session: Session, person: Person) -> SignUp | None:
    """A person's sign-up, as the database has it now."""
    mine = select(SignUp).filter_by(session_id=session.id, person_id=person.id)
    return db.session.scalar(mine.execution_options(populate_existing=True))


def queue(session: Session) -> list[tuple[SignUp, WhyNot | None]]:
    """Who waits, the longest first, each with what keeps them from a place. One statement."""
    found = (
        select(SignUp, member_on_the_day(), cannot_come())
        .join(Session, Session.id == SignUp.session_id)
        .join(SignUp.person)
        .options(contains_eager(SignUp.person))
        .where(SignUp.session_id == session.id, SignUp.state == SignUpState.WAITING)
        .order_by(*IN_ORDER)
        .execution_options(populate_existing=True)
    )
    return [
        (entry, why_not(entry.person, is_member=member, cannot_come=away))
        for entry, member, away in db.session.execute(found)
    ]


def free(session: Session, now: datetime) -> int | None:
    """How many more people the session has room for; none: any number."""
    if session.capacity is None:
        return None
    held = select(func.count()).select_from(SignUp)
    taken = db.session.scalar(held.where(SignUp.session_id == session.id, is_taken(now)))
    return max(0, session.capacity - (taken or 0))


def unbooked(session: Session) -> Sequence[SignUp]:
    """Who waits, or is offered a place."""
    states = [SignUpState.OFFERED, SignUpState.WAITING]
    here = select(SignUp).where(SignUp.session_id == session.id, SignUp.state.in_(states))
    ordered = here.order_by(*IN_ORDER).options(joinedload(SignUp.person))
    return db.session.scalars(ordered.execution_options(populate_existing=True)).all()


def ended_offers(session: Session, now: datetime) -> Sequence[SignUp]:
    """Offers that nobody answered in their time."""
    over = select(SignUp).where(
        SignUp.session_id == session.id,
        SignUp.state == SignUpState.OFFERED,
        SignUp.offer_until <= now,
    )
    ordered = over.order_by(SignUp.id).options(joinedload(SignUp.person))
    return db.session.scalars(ordered.execution_options(populate_existing=True)).all()


def is_member(session: Session, person: Person) -> bool:
    """Whether a person is in the session's group on its day."""
    there = exists().where(
        Membership.group_id == session.group_id,
        Membership.person_id == person.id,
        covers(session.day),
    )
    return bool(db.session.scalar(select(there)))


def open_sessions(now: datetime) -> Select[Session]:
    """The open sessions that are still to begin, the soonest first. Whether one of these days has
    begun is said by its own clock."""
    day = now.date()
    open_ones = and_(Session.is_open, Session.status.in_(TO_COME))
    near = and_(open_ones, Session.day >= day - A_DAY, Session.day <= day + A_DAY)
    begun = [
        one.id for one in db.session.scalars(select(Session).where(near)) if begins(one) <= now
    ]
    group = joinedload(Session.group)
    return (
        select(Session)
        .where(open_ones, Session.day >= day - A_DAY, Session.id.not_in(begun))
        .options(
            group.joinedload(Group.programme).joinedload(Programme.organisation),
            joinedload(Session.course),
            joinedload(Session.module),
        )
        .order_by(Session.day, Session.starts, Session.id)
    )


def places(sessions: Collection[Session], person: Person, now: datetime) -> dict[int, Place]:
    """What these sessions have for a person, by their ids. Three statements."""
    ids = [session.id for session in sessions]
    counted = counts(ids, now)
    mine = {entry.session_id: (entry, before) for entry, before in sign_ups_of(person, ids)}
    anyway = member_of(person, ids)

    def place(session: Session) -> Place:
        taken, waiting = counted.get(session.id, (0, 0))
        left = None if session.capacity is None else max(0, session.capacity - taken)
        entry, before = mine.get(session.id, (None, 0))
        if entry is None or (entry.state == SignUpState.OFFERED and not is_offered(entry, now)):
            return Place(left, waiting, is_member=session.id in anyway)
        position = before + 1 if entry.state == SignUpState.WAITING else None
        state, until = entry.state, entry.offer_until
        return Place(left, waiting, state, position, until, session.id in anyway)

    return {session.id: place(session) for session in sessions}


def counts(ids: Collection[int], now: datetime) -> dict[int, tuple[int, int]]:
    """How many places of each session are taken, and how many people wait."""
    waits = SignUp.state == SignUpState.WAITING
    counted = (
        select(SignUp.session_id, func.count().filter(is_taken(now)), func.count().filter(waits))
        .where(SignUp.session_id.in_(ids))
        .group_by(SignUp.session_id)
    )
    return {key: (taken, waiting) for key, taken, waiting in db.session.execute(counted)}


def sign_ups_of(person: Person, ids: Collection[int]) -> list[tuple[SignUp, int]]:
    """A person's places and waits in these sessions, each with how many wait before them."""
    other = aliased(SignUp)
    earlier = or_(
        other.since < SignUp.since, and_(other.since == SignUp.since, other.id < SignUp.id)
    )
    before = (
        select(func.count())
        .select_from(other)
        .where(other.session_id == SignUp.session_id, other.state == SignUpState.WAITING, earlier)
        .scalar_subquery()
    )
    mine = select(SignUp, before).where(
        SignUp.person_id == person.id,
        SignUp.session_id.in_(ids),
        SignUp.state != SignUpState.WITHDRAWN,
    )
    return [(entry, number) for entry, number in db.session.execute(mine)]


def member_of(person: Person, ids: Collection[int]) -> set[int]:
    """The sessions to which a person comes as a member of the group."""
    there = select(Session.id).join(Membership, Membership.group_id == Session.group_id)
    mine = Membership.person_id == person.id
    on_the_day = covers(Session.day)  # type: ignore[arg-type]
    return set(db.session.scalars(there.where(Session.id.in_(ids), mine, on_the_day)))


def everybody(session: Session) -> Select[SignUp]:
    """Who has a place, who is offered one, who waits: in this order, each the longest first."""
    order = [SignUpState.BOOKED, SignUpState.OFFERED, SignUpState.WAITING]
    part = case({state: n for n, state in enumerate(order)}, value=SignUp.state)
    here = select(SignUp).where(SignUp.session_id == session.id, SignUp.state.in_(order))
    return here.order_by(part, *IN_ORDER).options(
        joinedload(SignUp.person).joinedload(Person.organisation)
    )


def how_many_hold(session: Session) -> int:
    """How many stand before the queue in `everybody`: booked, or offered a place."""
    held = SignUp.state.in_([SignUpState.BOOKED, SignUpState.OFFERED])
    count = select(func.count()).where(SignUp.session_id == session.id, held)
    return db.session.scalar(count) or 0


def summary(session: Session, now: datetime) -> tuple[int, int]:
    """How many places are taken, and how many people wait."""
    return counts([session.id], now).get(session.id, (0, 0))
