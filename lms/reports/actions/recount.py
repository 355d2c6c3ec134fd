"""Stores the figures of groups as they are now. Who and when are arguments; nothing here commits.

No change is noted: nothing is decided here, and everything can be made anew.
"""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import delete, insert, select

from lms.completion.queries.shapes import Counted
from lms.courses.models import Group
from lms.db import db
from lms.people.queries import hold
from lms.reports.queries.counting import TABLES, Counts, counts


def recount(groups: Sequence[Counted], on: date, *, now: datetime) -> None:
    """Counts these groups and puts the rows in the place of what was stored of them."""
    store([group.id for group in groups], counts(groups, on, now=now, keep=False))


def store(groups: Sequence[int], fresh: Counts) -> None:
    """Puts these rows in the place of what was stored of these groups (ids).

    Their people are held before the groups, as by everybody who writes about people
    (docs/decisions/locks.md): an erasure that has begun is waited for without holding a group. What
    was changed since the rows were computed has counted up a revision: they are old, and computed
    again.
    """
    hold({place["person_id"] for place in fresh.places})
    # two workers may count the same group: the second waits here, and replaces what the first said
    held = select(Group.id).where(Group.id.in_(groups)).order_by(Group.id).with_for_update()
    db.session.execute(held).all()
    for table, rows in zip(TABLES, fresh, strict=True):
        db.session.execute(delete(table).where(table.group_id.in_(groups)))
        if rows:
            db.session.execute(insert(table), rows)
