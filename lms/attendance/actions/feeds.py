"""Secret addresses of calendars: made, and stopped for good. Who and when are arguments."""

from datetime import datetime

from lms.attendance.models import Feed
from lms.attendance.queries.feeds import live
from lms.courses.models import Group
from lms.db import db
from lms.people.actions import record
from lms.people.models import Person


def make(owner: Person | Group, *, by: Person, now: datetime) -> Feed:
    """A new address; the ones before are stopped."""
    for old in live(owner):
        old.revoked_at = now
    feed = Feed(made_at=now, made_by_id=by.id)
    if isinstance(owner, Person):
        feed.person_id = owner.id
    else:
        feed.group_id = owner.id
    db.session.add(feed)
    db.session.flush()
    record(*named(owner), "calendar address made", by=by, now=now)
    return feed


def stop(owner: Person | Group, *, by: Person, now: datetime) -> bool:
    """No address works any more. Whether there was one."""
    working = live(owner)
    for feed in working:
        feed.revoked_at = now
    if working:
        record(*named(owner), "calendar address stopped", by=by, now=now)
    return bool(working)


def named(owner: Person | Group) -> tuple[str, str]:
    """As the history names them."""
    return ("person", owner.code) if isinstance(owner, Person) else ("group", owner.slug)
