"""The figures that pages add up: stored rows, with fresh ones laid over where some are old.

A reader writes nothing (a GET never does): what is stored is made by lms/reports/tasks.py.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cache, cached_property
from typing import Any

from sqlalchemy import ColumnElement, FromClause, case, false, func, or_, select, union_all
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


Parts = list[FromClause]
Make = Callable[[str, Any], Parts]
State = tuple[Any, ...]


class Kept:
    """What is known of some groups on a day, to be selected from like the tables of these names.

    waiting   groups whose rows are old, or that have none yet
    since     when the oldest of their rows was counted; none where none waits
    too_many  another day was asked for, of more groups than a page can count: there are no rows
    state     whatever else is read is the same while this is; none for another day
    also      what was asked together with it
    """

    def __init__(
        self,
        on: date,
        make: Make,
        *,
        waiting: int = 0,
        since: datetime | None = None,
        too_many: bool = False,
        state: State | None = None,
        also: Sequence[Any] = (),
    ) -> None:
        self.on, self.make, self.too_many = on, make, too_many
        self.waiting, self.since, self.state, self.also = waiting, since, state, also

    @cached_property
    def tallies(self) -> FromClause:
        return self.rows("tallies")

    @cached_property
    def places(self) -> FromClause:
        return self.rows("places")

    @cached_property
    def registers(self) -> FromClause:
        return self.rows("registers")

    @cached_property
    def along(self) -> FromClause:
        return self.rows("along")

    def parts(self, name: str) -> Parts:
        """What together is a table: the stored rows, and the fresh ones where there are any. Those
        of one group are in the same part of each table. What is added up part by part is not laid
        out as a whole before."""
        return self.make(name, None)

    def rows(self, name: str, *columns: str, among: Any = None) -> FromClause:
        """A table, or only these columns of it: of many rows a database reads fewer. `among`: only
        these groups (ids, or what selects them)."""
        parts = self.make(name, among)
        if len(parts) == 1:
            return parts[0]
        wanted = [[part.c[one] for one in columns or part.c.keys()] for part in parts]
        return union_all(*(select(*each) for each in wanted)).subquery()


def kept(*conditions: ColumnElement[bool], on: date, today: date, also: Sequence[Any] = ()) -> Kept:
    """The groups of which these conditions (on Group) are true. One statement where all rows are
    good; some more where some are counted here, when their rows are selected from.

    `also`: scalar subselects that are asked together with it.
    """
    if on != today:
        return _live(conditions, on, also)
    row = db.session.execute(_state(conditions, today, also)).one()
    state = tuple(row[: len(row) - len(also)])
    told: dict[str, Any] = {"state": state, "also": row[len(state) :]}
    if not row.old:
        return Kept(on, _stored(conditions), **told)
    if row.old > FRESH:
        return Kept(on, _stored(conditions), waiting=row.old, since=row.since, **told)
    return Kept(on, _with_fresh(conditions, on), **told)


def _state(conditions: Any, today: date, also: Sequence[Any]) -> Any:
    """How many groups are old and since when; and what changes whenever a group or a row does.

    The sum of all revisions stands for whatever fresh rows depend on: it only grows.
    """
    tally = GroupTally
    each = (
        select(
            Group.id, Group.revision, tally.revision.label("then"), tally.counted_at, tally.on,
            case((is_old(today), 1), else_=0).label("old"),
        )
        .outerjoin(tally, tally.group_id == Group.id)
        .where(*conditions)
        .subquery()
    )  # fmt: skip
    one = each.c
    return select(
        func.coalesce(func.sum(one.old), 0).label("old"),
        func.min(case((one.old == 1, one.counted_at))).label("since"),
        func.count(one.id), func.sum(one.id), func.max(one.id), func.sum(one.revision),
        func.count(one.then), func.sum(one.then), func.max(one.counted_at),
        func.min(one.on), func.max(one.on),
        select(func.sum(Group.revision)).scalar_subquery(),
        *also,
    )  # fmt: skip


def is_old(today: date) -> ColumnElement[bool]:
    """Whether the rows of a group (joined with its tally from outside) are not those of now."""
    other = aliased(Group)
    moved = select(Tie.group_id).join(other, other.id == Tie.other_id)
    moved = moved.where(Tie.revision != other.revision)  # asked once, not for every group
    return or_(
        GroupTally.group_id.is_(None),
        GroupTally.on != today,
        GroupTally.revision != Group.revision,
        Group.id.in_(moved),
    )


def old_groups(conditions: Any, today: date) -> Any:
    """Groups to be counted again: id, programme_id, zone, revision."""
    return (
        select(Group.id, Group.programme_id, Group.zone, Group.revision)
        .outerjoin(GroupTally, GroupTally.group_id == Group.id)
        .where(*conditions, is_old(today))
        .order_by(Group.id)
    )


def _live(conditions: Any, on: date, also: Sequence[Any]) -> Kept:
    columns = (Group.id, Group.programme_id, Group.zone, Group.revision)
    groups = db.session.execute(select(*columns).where(*conditions).limit(LIVE + 1)).all()
    told = db.session.execute(select(*also)).one() if also else ()
    if len(groups) > LIVE:
        return Kept(on, _stored((false(),)), too_many=True, also=told)
    fresh = counts(groups, on)
    return Kept(on, lambda name, among: [_fresh(name, fresh, among)], also=told)


def _stored(conditions: Any) -> Make:
    own = select(Group.id).where(*conditions)

    def make(name: str, among: Any) -> Parts:
        table = TABLES[name].__table__
        rows = select(table)
        if conditions:
            rows = rows.where(table.c.group_id.in_(own))
        if among is not None:
            rows = rows.where(table.c.group_id.in_(among))
        return [rows.subquery()]

    return make


def _with_fresh(conditions: Any, on: date) -> Make:
    """Stored rows of groups that are good; the others are counted when the first is asked for."""

    @cache
    def counted() -> tuple[Make, Counts]:
        old = db.session.execute(old_groups(conditions, on).limit(FRESH)).all()
        rest = (*conditions, Group.id.not_in([group.id for group in old]))
        return _stored(rest), counts(old, on)

    def make(name: str, among: Any) -> Parts:
        stored, fresh = counted()
        return [*stored(name, among), _fresh(name, fresh, among)]

    return make


def _fresh(name: str, fresh: Counts, among: Any) -> FromClause:
    rows = table_of(TABLES[name].__table__, getattr(fresh, name)).subquery()
    return rows if among is None else select(rows).where(rows.c.group_id.in_(among)).subquery()
