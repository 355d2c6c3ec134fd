"""Places of people in groups that a viewer may open, narrowed by the filters of a page. Numbers and
the lists that they open are both made of this (rule 16)."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, FromClause, and_, func, select

from lms.courses.models import Group, Membership
from lms.people.models import Person
from lms.reports.queries import cells
from lms.reports.queries.filters import groups_where, in_period, people_where
from lms.reports.queries.kept import Kept, kept
from lms.reports.queries.sight import in_sight
from lms.reports.rules.filters import Wish

COLUMNS = (
    "standing", "since", "total_minutes", "required_units", "unit_minutes", "ratio_n", "ratio_d",
    "attended_minutes", "possible_minutes", "conflict",
)  # fmt: skip


class Chosen(NamedTuple):
    """`rows` is a subselect with person_id, group_id, first_on and COLUMNS (these are none for a
    membership of the asked period that is over: nobody stands there now)."""

    kept: Kept
    rows: FromClause


def chosen(viewer: Person, wish: Wish, today: date) -> Chosen:
    """Asks what is old (lms.reports.queries.kept), and prepares the rest."""
    conditions = [*in_sight(viewer), *groups_where(wish)]
    return among(kept(*conditions, on=wish.on or today, today=today), wish, conditions)


def among(known: Kept, wish: Wish, conditions: Sequence[ColumnElement[bool]]) -> Chosen:
    """Those of groups that are known already; `conditions` (on Group) choose them."""
    spans = wish.start or wish.end
    rows = _over_time(known, wish, conditions) if spans else _standing_now(known)
    if wish.groups_only:
        return Chosen(known, _short(rows, known, wish).subquery("chosen"))
    base = _short(rows, known, wish).subquery("places")
    first_on = base.c.first_on
    where = people_where(
        wish, first_on=first_on, standing=base.c.standing, conflict=base.c.conflict
    )
    narrowed = select(base).join(Person, Person.id == base.c.person_id).where(*where)
    if wish.counted:
        among_these = cells.Among(narrowed.cte(), conditions, known.on)
        narrowed = select(among_these.rows).where(cells.where(wish.counted, among_these))
    return Chosen(known, narrowed.subquery("chosen"))


def _standing_now(known: Kept):
    places = known.places.c
    return select(
        places.person_id, places.group_id, places.first_on, *(places[name] for name in COLUMNS)
    )


def _over_time(known: Kept, wish: Wish, conditions: Sequence[ColumnElement[bool]]):
    """Who was a member on a day of the period, once for each group; with where they stand, if they
    are still there."""
    among = select(Group.id).where(*conditions)
    members = (
        select(
            Membership.person_id,
            Membership.group_id,
            func.min(Membership.starts_on).label("first_on"),
        )
        .where(*in_period(wish.start, wish.end), Membership.group_id.in_(among))
        .group_by(Membership.person_id, Membership.group_id)
        .subquery("members")
    )
    places = known.places
    there = and_(places.c.group_id == members.c.group_id, places.c.person_id == members.c.person_id)
    columns = (places.c[name] for name in COLUMNS)
    found = select(members.c.person_id, members.c.group_id, members.c.first_on, *columns)
    return found.select_from(members.outerjoin(places, there))


def _short(rows, known: Kept, wish: Wish):
    """Only groups whose sessions are less than their programme asks, where that is wished for."""
    if wish.only != "short":
        return rows
    short = select(known.tallies.c.group_id).where(known.tallies.c.short_minutes > 0)
    return rows.where(rows.selected_columns["group_id"].in_(short))
