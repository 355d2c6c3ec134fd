"""Stores the figures of groups as they are now. Who and when are arguments; nothing here commits.

No change is noted: nothing is decided here, and everything can be made anew.
"""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import delete, insert, select

from lms.completion.queries.shapes import Counted
from lms.courses.models import Group
from lms.db import db
from lms.reports.queries.counting import TABLES, counts


def recount(groups: Sequence[Counted], on: date, *, now: datetime) -> None:
    """Counts these groups and puts the rows in the place of what was stored of them."""
    fresh, ids = counts(groups, on, now=now, keep=False), [group.id for group in groups]
    # two workers may count the same group: the second waits here, and replaces what the first said
    held = select(Group.id).where(Group.id.in_(ids)).order_by(Group.id).with_for_update()
    db.session.execute(held).all()
    for table, rows in zip(TABLES, fresh, strict=True):
        db.session.execute(delete(table).where(table.group_id.in_(ids)))
        if rows:
            db.session.execute(insert(table), rows)
