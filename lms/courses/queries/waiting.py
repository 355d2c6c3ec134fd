"""The waiting list of a programme: who is on it, in order, and what keeps them from a place."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.courses.models import Enrolment, Group, Membership, Programme, State
from lms.courses.rules import why_not
from lms.courses.waiting import WhyNot
from lms.db import db

IN_ORDER = (Enrolment.since, Enrolment.id)
WAITS = Enrolment.state == State.WAITLISTED


class Position(NamedTuple):
    """Where somebody stands: number `number` of `of`."""

    number: int
    of: int


def is_live(now: datetime | None = None) -> ColumnElement[bool]:
    """Whether an enrolment is offered a place in a group: an offer past its time is none."""
    offered = and_(WAITS, Enrolment.offered_group_id.is_not(None))
    return offered if now is None else and_(offered, Enrolment.offer_until > now)


def offers(group_ids: Collection[int], now: datetime | None = None) -> dict[int, int]:
    """How many places of each group are offered to somebody; a group without any is left out."""
    counted = select(Enrolment.offered_group_id, func.count())
    counted = counted.where(Enrolment.offered_group_id.in_(group_ids), is_live(now))
    rows = db.session.execute(counted.group_by(Enrolment.offered_group_id))
    return {key: count for key, count in rows if key is not None}


def line(group: Group, from_day: date) -> list[tuple[Enrolment, WhyNot | None]]:
    """Who waits for a place in this group or in any of its programme, the longest first, each with
    what keeps them from one from that day on. One statement.

    Who waits for another group is not in this line, so nobody passes them over.
    """
    has_a_place = exists().where(
        Membership.enrolment_id == Enrolment.id,
        or_(Membership.ends_on.is_(None), Membership.ends_on >= from_day),
    )
    found = (
        select(Enrolment, has_a_place)
        .join(Enrolment.person)
        .where(
            Enrolment.programme_id == group.programme_id,
            WAITS,
            Enrolment.offered_group_id.is_(None),
            or_(Enrolment.wanted_group_id.is_(None), Enrolment.wanted_group_id == group.id),
        )
        .options(contains_eager(Enrolment.person))
        .order_by(*IN_ORDER)
        .execution_options(populate_existing=True)
    )
    return [
        (enrolment, why_not(enrolment.person, has_a_place=place))
        for enrolment, place in db.session.execute(found)
    ]


def last_in_line(programme: Programme) -> datetime | None:
    """Since when the last on the list waits."""
    ours = Enrolment.programme_id == programme.id
    return db.session.scalar(select(func.max(Enrolment.since)).where(ours, WAITS))


def ended_offers(programme: Programme, now: datetime) -> Sequence[Enrolment]:
    """Offers that nobody answered in their time, with persons and groups."""
    over = select(Enrolment).where(
        Enrolment.programme_id == programme.id, is_live(), Enrolment.offer_until <= now
    )
    ordered = over.order_by(Enrolment.id).options(
        joinedload(Enrolment.person), joinedload(Enrolment.offered_group)
    )
    return db.session.scalars(ordered.execution_options(populate_existing=True)).all()


def positions(programme: Programme, ids: Collection[int], now: datetime) -> dict[int, Position]:
    """Where these enrolments stand on the programme's list. Who is offered a place has none: they
    are not before anybody any more. One statement."""
    ours = and_(Enrolment.programme_id == programme.id, WAITS, ~is_live(now))
    number: Any = func.row_number().over(order_by=IN_ORDER)
    numbered = select(Enrolment.id, number.label("number"), func.count().over().label("of"))
    standing = numbered.where(ours).subquery()
    wanted = select(standing).where(standing.c.id.in_(ids))
    return {row.id: Position(row.number, row.of) for row in db.session.execute(wanted)}


def who_wait(programme: Programme) -> int:
    """How many people are on the list, with those who are offered a place."""
    ours = select(func.count()).where(Enrolment.programme_id == programme.id, WAITS)
    return db.session.scalar(ours) or 0
