"""Whom a number of a chart counts, as a condition on places: the list that it opens is made of it.

came:3    those who came to the third session of their group, or to a later one
held:3    those of groups that have held so many sessions
there     those who are in the group on that day
begun:course/module, done:course/module
entry:INSTRUMENT:FRAMEWORK:LEVEL, exit:..., both:INSTRUMENT    of one programme
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, FromClause, Select, false, select, tuple_

from lms.courses.models import Course, Module
from lms.db import db
from lms.errors import Refused
from lms.reports.queries import charts, gains, live
from lms.reports.queries.live import MOST_READ, Pair


class Among(NamedTuple):
    """Places (person_id, group_id, standing), on a day; `conditions` on Group choose them."""

    rows: FromClause
    conditions: Sequence[ColumnElement[bool]]
    on: date

    @property
    def ids(self) -> Select:
        return charts.ids_of(self.conditions)

    @property
    def there(self) -> FromClause:
        return there(self.rows)


def there(rows: FromClause) -> FromClause:
    """Those of them who are in the group on the day. Named once in a statement, however often it is
    used: SQLite reads no statement that is nested very deeply."""
    return select(rows).where(rows.c.standing.is_not(None)).cte()


def where(cell: str, among: Among) -> ColumnElement[bool]:
    """Refused where so many people cannot be read one by one."""
    what, _colon, which = cell.partition(":")
    if what in ("came", "held"):
        return _coming(what, int(which), among)
    if what in ("begun", "done"):
        return _module(what, which, among)
    if what == "there":
        return among.rows.c.standing.is_not(None)
    return _among(_measured(what, which, among), among)


def _coming(what: str, number: int, among: Among) -> ColumnElement[bool]:
    numbered = charts.numbering(among.ids, among.on)
    if what == "held":
        held = charts.turns_held(numbered).subquery()
        return among.rows.c.group_id.in_(select(held.c.group_id).where(held.c.turn >= number))
    last = charts.last_turns(numbered, among.rows).subquery()
    came = select(last.c.group_id, last.c.person_id).where(last.c.turn >= number)
    return tuple_(among.rows.c.group_id, among.rows.c.person_id).in_(came)


def _module(what: str, key: str, among: Among) -> ColumnElement[bool]:
    if what == "done":
        found = live.figured(among.there, among.on)
        if found is None:
            raise too_many()
        return _among(live.who_did(found, key), among)
    course, _slash, module = key.partition("/")
    named = select(Module.id).join(Course, Course.id == Module.course_id)
    id_ = db.session.scalar(named.where(Course.slug == course, Module.slug == module))
    if id_ is None:
        return false()
    begun = charts.beginnings(among.there, [id_], among.on)
    is_there = among.rows.c.standing.is_not(None)
    return is_there & among.rows.c.person_id.in_(select(begun.c.person_id))


def _measured(what: str, which: str, among: Among) -> set[Pair]:
    programme = charts.one_programme(among.conditions)
    if programme is None:
        return set()
    pairs = live.pairs_of(among.rows)
    if len(pairs) > MOST_READ:
        raise too_many()
    instrument, _colon, level = which.partition(":")
    every = gains.measured(among.ids, programme, among.on, pairs)
    found = next((both for one, both in every.items() if one.name == instrument), [])
    if what == "both":
        return {one.pair for one in found}
    ends = [(one.pair, one.entry if what == "entry" else one.exit) for one in found]
    return {pair for pair, end in ends if f"{end.framework}:{end.name}" == level}


def _among(pairs: set[Pair], among: Among) -> ColumnElement[bool]:
    if not pairs:
        return false()
    return tuple_(among.rows.c.group_id, among.rows.c.person_id).in_(sorted(pairs))


def too_many() -> Refused:
    return Refused(_("These are very many people: choose a group."))
