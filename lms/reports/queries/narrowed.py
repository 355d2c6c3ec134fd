"""Some of the people of groups, for charts: exactly those whom the list of people has with the same
filters (chosen.py). Those who still come are counted of everybody who has or had a place by the
day: the same filters with this day as the end of the period."""

from collections.abc import Sequence
from functools import cached_property

from sqlalchemy import ColumnElement, FromClause, func, select

from lms.completion.queries import GroupFigures
from lms.db import db
from lms.reports.queries import charts, live
from lms.reports.queries.cells import there
from lms.reports.queries.chosen import among
from lms.reports.queries.kept import Kept
from lms.reports.rules.filters import Wish


class Some:
    def __init__(self, known: Kept, wish: Wish, conditions: Sequence[ColumnElement[bool]]) -> None:
        self.on = known.on
        self.rows: FromClause = among(known, wish, conditions).rows
        until = min(wish.end or known.on, known.on)
        until_then = among(known, wish.but(end=until), conditions).rows
        self.ever: FromClause = select(until_then).cte()

    @cached_property
    def tallies(self) -> FromClause:
        """Per group, the columns that a chart of standings reads."""
        sums = select(self.rows.c.group_id, *charts.sums_of(self.rows))
        return sums.group_by(self.rows.c.group_id).subquery()

    @cached_property
    def people(self) -> int:
        """Places that they have, or had by the day. One statement."""
        return db.session.scalar(select(func.count()).select_from(self.ever)) or 0

    @cached_property
    def there(self) -> FromClause:
        return there(self.rows)

    @cached_property
    def figured(self) -> Sequence[GroupFigures] | None:
        return live.figured(self.there, self.on)
