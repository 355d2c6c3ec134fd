"""What the preview of a series needs to know."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import joinedload

from lms.attendance.models import ClosingDay, Series, Session, Status
from lms.attendance.rules.planning import net_minutes
from lms.attendance.rules.timetable import Times, as_pairs
from lms.courses.models import Group
from lms.courses.queries import groups_of
from lms.db import db
from lms.people.models import Organisation, Person

LIVE = Session.status.in_([Status.PLANNED, Status.HELD])


def closing_days(organisation_id: int, first: date, last: date) -> Sequence[ClosingDay]:
    """The days on which an organisation is closed, between two days."""
    ours = select(ClosingDay).where(ClosingDay.organisation_id == organisation_id)
    there = ours.where(ClosingDay.first <= last, ClosingDay.last >= first)
    return db.session.scalars(there.order_by(ClosingDay.first, ClosingDay.id)).all()


def last_series(group_id: int) -> Series | None:
    """The series that was last published for a group."""
    newest = select(Series).where(Series.group_id == group_id).order_by(Series.id.desc())
    return db.session.scalar(newest.limit(1))


def minutes_published(group_id: int) -> int:
    """The net minutes of the sessions that a group has already, held or planned."""
    columns = (Session.day, Session.starts, Session.ends, Session.breaks, Session.zone)
    rows = db.session.execute(select(*columns).where(Session.group_id == group_id, LIVE))
    return sum(
        net_minutes(Times(day, starts, ends, as_pairs(breaks), zone))
        for day, starts, ends, breaks, zone in rows
    )


def timetable(group_id: int, most: int) -> Sequence[Session]:
    """The planned and held sessions of a group in order, to be copied."""
    rows = select(Session).where(Session.group_id == group_id, LIVE)
    rows = rows.order_by(Session.day, Session.starts, Session.id).limit(most)
    with_all = (joinedload(Session.course), joinedload(Session.module), joinedload(Session.trainer))
    return db.session.scalars(rows.options(*with_all)).all()


def sources(viewer: Person, group: Group) -> Sequence[Group]:
    """The other groups of the same programme that have a timetable which somebody may see; 100 at
    most."""
    others = groups_of(viewer).where(Group.programme_id == group.programme_id, Group.id != group.id)
    others = others.where(exists().where(Session.group_id == Group.id, LIVE))
    return db.session.scalars(others.limit(100)).unique().all()


def closing_days_of(organisation_ids: Collection[int]) -> Select[ClosingDay]:
    """The closing days of organisations, the latest first."""
    ours = select(ClosingDay).where(ClosingDay.organisation_id.in_(list(organisation_ids)))
    return ours.order_by(ClosingDay.first.desc(), ClosingDay.id.desc())


class Planned(NamedTuple):
    """How many planned sessions lie on closing days, and the day of the first."""

    sessions: int
    first: date


def planned_on(days: Collection[ClosingDay], today: date) -> dict[int, Planned]:
    """The planned sessions that are to come on these closing days, by the ids of those. One
    query."""
    house = Group.organisation_id == ClosingDay.organisation_id
    there = Session.day.between(ClosingDay.first, ClosingDay.last)
    counted = (
        select(ClosingDay.id, func.count(), func.min(Session.day))
        .join(Group, house)
        .join(Session, (Session.group_id == Group.id) & there)
        .where(ClosingDay.id.in_([one.id for one in days]), Session.day >= today)
        .where(Session.status == Status.PLANNED)
        .group_by(ClosingDay.id)
    )
    return {key: Planned(many, day) for key, many, day in db.session.execute(counted)}


def closing_days_named(days_id: int) -> tuple[ClosingDay, Organisation] | None:
    """Closing days, and whose they are."""
    both = select(ClosingDay, Organisation).where(
        ClosingDay.id == days_id, Organisation.id == ClosingDay.organisation_id
    )
    row = db.session.execute(both).one_or_none()
    return (row[0], row[1]) if row else None


def same_closing_days(organisation_id: int, first: date, last: date) -> bool:
    same = select(ClosingDay.id).where(
        ClosingDay.organisation_id == organisation_id,
        ClosingDay.first == first,
        ClosingDay.last == last,
    )
    return db.session.scalar(same.limit(1)) is not None
