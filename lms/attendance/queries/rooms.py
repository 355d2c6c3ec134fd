"""Coming sessions in which somebody could make up for another, and how much room they have."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.attendance.models import Session, Status
from lms.attendance.queries.sessions import AS_LISTED, works_with
from lms.attendance.queries.sign_ups import counts
from lms.attendance.queries.slots import own
from lms.attendance.rules.offers import free_seats
from lms.attendance.rules.sign_ups import begins
from lms.courses.models import Group, Membership
from lms.courses.queries import covers
from lms.db import db
from lms.people.models import Person

A_DAY = timedelta(days=1)
AT_MOST = 20  # sessions that are offered to choose from, of each kind


class Room(NamedTuple):
    """A coming session that may be offered, and how many more it can take (none: any number)."""

    session: Session
    free: int | None


def coming(missed: Session, by: Person, now: datetime) -> tuple[list[Room], list[Room]]:
    """Sessions still to begin in other groups of the same house, or with which `by` works: those of
    the same module, and any other of the programme. Seats of another house are not theirs to give
    away. The soonest first, a bounded number."""
    house, group = missed.group.organisation_id, missed.group
    soon = (
        select(Session)
        .join(Session.group)
        .options(contains_eager(Session.group).joinedload(Group.programme), *AS_LISTED[1:])
        .where(
            Session.status == Status.PLANNED,
            Session.day >= (now - A_DAY).date(),
            Session.group_id != missed.group_id,
            or_(Group.organisation_id == house, works_with(by)),
        )
        .order_by(Session.day, Session.starts, Session.id)
        .limit(2 * AT_MOST)
    )
    same = (
        db.session.scalars(soon.where(Session.module_id == missed.module_id)).all()
        if missed.module_id
        else []
    )
    known = {one.id for one in same}
    others = db.session.scalars(soon.where(Group.programme_id == group.programme_id)).all()
    free = _free([*same, *others], now)
    return tuple(  # type: ignore[return-value]
        [Room(one, free[one.id]) for one in rows if begins(one) > now][:AT_MOST]
        for rows in (same, [one for one in others if one.id not in known])
    )


def room(session: Session, now: datetime) -> Room:
    return Room(session, _free([session], now)[session.id])


def _free(sessions: Sequence[Session], now: datetime) -> dict[int, int | None]:
    ids = {session.id for session in sessions}
    if not ids:
        return {}
    counted = counts(ids, now)
    members = dict(
        db.session.execute(
            select(Session.id, func.count())
            .join(Membership, (Membership.group_id == Session.group_id) & covers(Session.day))  # type: ignore[arg-type]
            .where(Session.id.in_(ids))
            .group_by(Session.id)
        ).all()
    )
    return {
        one.id: free_seats(one, *counted.get(one.id, (0, 0)), members.get(one.id, 0))
        for one in sessions
    }


def own_sessions(person: Person, first: date, last: date) -> Sequence[Session]:
    """The sessions to which a person comes on these days, and a day around them."""
    ids = own(person, first - A_DAY, last + A_DAY)
    mine = select(Session).where(
        Session.id.in_(ids), Session.status.in_([Status.PLANNED, Status.HELD]),
        Session.day >= first - A_DAY, Session.day <= last + A_DAY,
    ).options(joinedload(Session.group))  # fmt: skip
    return db.session.scalars(mine.order_by(Session.day, Session.starts, Session.id)).all()
