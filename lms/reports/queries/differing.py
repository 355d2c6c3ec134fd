"""Whether what is kept of groups is what a recount gives."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select

from lms.db import db
from lms.reports.models import GroupTally
from lms.reports.queries.counting import TABLES, counts

NOT_COMPARED = {"counted_at", "since"}  # when it was looked at: no figures


def differing(groups: Sequence[Any]) -> Iterator[tuple[str, list[str]]]:
    """The slug of each group that is not as a recount on the day that it is kept of finds it, with
    the tables that differ. Groups (with id, slug and what figures need) that were changed since
    they were counted, or never were, differ as well."""
    ids = [group.id for group in groups]
    days = dict(db.session.execute(
        select(GroupTally.group_id, GroupTally.on).where(GroupTally.group_id.in_(ids))
    ).all())  # fmt: skip
    stored = {table: _rows(table, ids) for table in TABLES}
    fresh: dict[Any, dict[int, set]] = {table: {} for table in TABLES}
    for day in sorted(set(days.values())):
        some = [group for group in groups if days.get(group.id) == day]
        for table, rows in zip(TABLES, counts(some, day, keep=False), strict=True):
            for row in rows:
                fresh[table].setdefault(row["group_id"], set()).add(_plain(table, row))
    for group in groups:
        if group.id not in days:
            yield group.slug, [GroupTally.__tablename__]
        elif wrong := [
            table.__tablename__
            for table in TABLES
            if stored[table].get(group.id, set()) != fresh[table].get(group.id, set())
        ]:
            yield group.slug, wrong


def _rows(table: Any, ids: list[int]) -> dict[int, set]:
    found: dict[int, set] = {}
    for row in db.session.execute(select(table.__table__).where(table.group_id.in_(ids))):
        found.setdefault(row.group_id, set()).add(_plain(table, row._mapping))
    return found


def _plain(table: Any, row: Any) -> tuple[str, ...]:
    names = (one.name for one in table.__table__.columns if one.name not in NOT_COMPARED)
    return tuple(repr(row[name]) for name in names)
