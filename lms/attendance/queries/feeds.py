"""The secret addresses of calendars: whose they are, and which sessions are read there."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from lms.attendance.facts import Facts
from lms.attendance.models import Feed, Session
from lms.attendance.queries.slots import as_facts, between, own, read, slots
from lms.courses.models import Group
from lms.db import db
from lms.people.models import Person

BACK, AHEAD = timedelta(days=60), timedelta(days=400)


def feed(key: int) -> Feed | None:
    """A feed, stopped or not, with its person or group."""
    return db.session.get(Feed, key, options=[joinedload(Feed.person), joinedload(Feed.group)])


def live(owner: Person | Group) -> Sequence[Feed]:
    """The addresses that work, the newest first."""
    working = select(Feed).where(belonging_to(owner), Feed.revoked_at.is_(None))
    return db.session.scalars(working.order_by(Feed.id.desc())).all()


def belonging_to(owner: Person | Group) -> ColumnElement[bool]:
    if isinstance(owner, Person):
        return Feed.person_id == owner.id
    return Feed.group_id == owner.id


def days(today: date) -> tuple[date, date]:
    """What a calendar reads: 60 days back and 400 ahead."""
    return today - BACK, today + AHEAD


def facts_in(feed: Feed, today: date) -> list[Facts]:
    """The sessions that a calendar reads there, a thousand at most."""
    first, last = days(today)
    if feed.person:
        theirs = slots().where(Session.id.in_(own(feed.person, first, last)))
    else:
        theirs = slots().where(Session.group_id == feed.group_id)
    return [as_facts(slot) for slot in read(between(theirs, first, last))]
