"""The figures that pages add up: stored rows, with fresh ones laid over where some are old.

A reader writes nothing (a GET never does): what is stored is made by lms/reports/tasks.py.
"""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Row,
    exists,
    false,
    func,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from lms.courses.models import Group
from lms.db import db
from lms.reports.models import Along, GroupTally, OpenRegister, Place, Tie
from lms.reports.queries.counting import Counts, counts
from lms.reports.queries.overlay import table_of

FRESH = 12  # old groups that a page counts by itself
LIVE = 60  # groups that a page counts for another day than today

TABLES: dict[str, Any] = {
    "tallies": GroupTally,
    "places": Place,
    "registers": OpenRegister,
    "along": Along,
}


class Kept(NamedTuple):
    """What is known of some groups on a day, to be selected from like the tables of these names.

    waiting   groups whose rows are old, or that have none yet
    since     when the oldest of their rows was counted; none where none waits
    too_many  another day was asked for, of more groups than a page can count: there are no rows
    """

    on: date
    tallies: FromClause
    places: FromClause
    registers: FromClause
    along: FromClause
    waiting: int = 0
    since: datetime | None = None
    too_many: bool = False


def kept(*conditions: ColumnElement[bool], on: date, today: date) -> Kept:
    """The groups of which these conditions (on Group) are true. One statement where all rows are
    good; some more where some are counted here."""
    if on != today:
        return _live(conditions, on)
    old, number = _old(conditions, today)
    if not old:
        return Kept(on, **_stored(conditions))
    if number > FRESH:
        since = db.session.scalar(_oldest(conditions, today))
        return Kept(on, **_stored(conditions), waiting=number, since=since)
    ids = [group.id for group in old]
    rest = (*conditions, Group.id.not_in(ids))
    return Kept(on, **_laid(_stored(rest), counts(old, on)))


def is_old(today: date) -> ColumnElement[bool]:
    """Whether the rows of a group (joined with its tally from outside) are not those of now."""
    other = aliased(Group)
    moved = exists().where(
        Tie.group_id == Group.id, Tie.other_id == other.id, Tie.revision != other.revision
    )
    return or_(
        GroupTally.group_id.is_(None),
        GroupTally.on != today,
        GroupTally.revision != Group.revision,
        moved,
    )


def old_groups(conditions: Any, today: date) -> Any:
    """Groups to be counted again: id, programme_id, zone, revision."""
    return (
        select(Group.id, Group.programme_id, Group.zone, Group.revision)
        .outerjoin(GroupTally, GroupTally.group_id == Group.id)
        .where(*conditions, is_old(today))
        .order_by(Group.id)
    )


def _old(conditions: Any, today: date) -> tuple[list[Row], int]:
    """The first of them, and how many there are."""
    rows = old_groups(conditions, today).add_columns(func.count().over().label("number"))
    found = list(db.session.execute(rows.limit(FRESH)))
    return found, found[0].number if found else 0


def _oldest(conditions: Any, today: date) -> Any:
    rows = select(func.min(GroupTally.counted_at)).join(Group, Group.id == GroupTally.group_id)
    return rows.where(*conditions, is_old(today))


def _live(conditions: Any, on: date) -> Kept:
    columns = (Group.id, Group.programme_id, Group.zone, Group.revision)
    groups = db.session.execute(select(*columns).where(*conditions).limit(LIVE + 1)).all()
    if len(groups) > LIVE:
        return Kept(on, **_stored((false(),)), too_many=True)
    return Kept(on, **_laid({}, counts(groups, on)))


def _stored(conditions: Any) -> dict[str, Any]:
    among = select(Group.id).where(*conditions)
    found = {}
    for name, model in TABLES.items():
        table = model.__table__
        rows = select(table)
        found[name] = (rows.where(table.c.group_id.in_(among)) if conditions else rows).subquery()
    return found


def _laid(stored: dict[str, Any], fresh: Counts) -> dict[str, Any]:
    found = {}
    for name, model in TABLES.items():
        rows = table_of(model.__table__, getattr(fresh, name))
        both = union_all(select(stored[name]), rows) if stored else rows
        found[name] = both.subquery()
    return found
