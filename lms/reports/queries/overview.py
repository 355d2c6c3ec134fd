"""What a coordinator decides on: their groups, and the people and registers that need somebody.

Everything is read from the rows that are kept (queries/kept.py): a figure and the list that it
opens are sums and rows of the same selection (rule 16).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import (
    JSON,
    ColumnElement,
    Row,
    String,
    and_,
    case,
    cast,
    exists,
    false,
    func,
    null,
    select,
    true,
    union_all,
)

from lms.attendance.models import Amendment, AmendmentState, Session
from lms.completion.outcome import Outlook
from lms.courses.models import Group, Programme
from lms.db import db
from lms.people.models import Person
from lms.reports.queries.filters import groups_where
from lms.reports.queries.kept import Kept, kept
from lms.reports.queries.remembered import remembered
from lms.reports.queries.sight import in_sight, sight_of
from lms.reports.rules.filters import Wish

T = TypeVar("T")
MOST_CHOICES = 200  # groups to choose from; of more, those of a chosen programme
IN_ORDER = (Group.starts_on.desc().nulls_last(), Group.title, Group.id)


class Rows(Sequence[Any]):
    """A list that is read a page at a time: `page_of` asks for its length, and for a slice."""

    def __init__(self, total: int, fetch: Callable[[int, int], Sequence[Any]]) -> None:
        self.total = total
        self.fetch = fetch

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, part: Any) -> Any:
        return self.fetch(part.start, part.stop - part.start)


@dataclass(frozen=True)
class Overview:
    """Groups on a day."""

    viewer: Person
    wish: Wish
    kept: Kept

    @property
    def on(self) -> date:
        return self.kept.on

    @cached_property
    def sums(self) -> Any:
        """All figures of the page. One statement, or none (remembered)."""
        return self.remembered("sums", lambda: db.session.execute(_sums(self)).one())

    def remembered(self, what: str, make: Callable[[], T]) -> T:
        return remembered(self.kept, (what, sight_of(self.viewer), self.wish), make)

    @property
    def corrections(self) -> int:
        """Corrections of locked registers that wait for a second person."""
        return self.kept.also[0]

    @cached_property
    def counts(self) -> dict[Outlook, int]:
        return {outlook: getattr(self.sums, outlook) or 0 for outlook in Outlook}

    @property
    def programmes(self) -> Sequence[Row]:
        """slug, title: all that the viewer may choose from."""
        return [row for row in self._choices if not row.is_group]

    @property
    def choices(self) -> Sequence[Row]:
        """The groups to choose from, slug and name: of a chosen programme, or all where they are
        few."""
        return [row for row in self._choices if row.is_group]

    @cached_property
    def _choices(self) -> Sequence[Row]:
        """Both. One statement."""
        return sorted(db.session.execute(_choices(self)), key=lambda row: row.place)

    @property
    def groups(self) -> Rows:
        """The groups that have somebody in the standing wished for, or that are short."""

        def fetch(start: int, most: int) -> Sequence[Any]:
            rows = _groups(self).offset(start).limit(most)
            return db.session.execute(rows).all()

        return Rows(self.sums.listed or 0, fetch)


def overview(viewer: Person, wish: Wish, *, on: date, today: date) -> Overview:
    """The groups that somebody may see (rule 15), as of a day."""
    conditions = [*in_sight(viewer), *groups_where(wish)]
    found = kept(*conditions, on=on, today=today, also=[_corrections(conditions)])
    return Overview(viewer, wish, found)


def _choices(one: Overview) -> Any:
    seen = in_sight(one.viewer)
    place = func.row_number().over(order_by=Programme.slug).label("place")
    title, name = Programme.title.label("title"), cast(null(), String).label("name")
    programmes = select(false().label("is_group"), place, Programme.slug, title, name)
    programmes = programmes.where(Programme.id.in_(select(Group.programme_id).where(*seen)))
    number = select(func.count()).select_from(Group).where(*seen).scalar_subquery()
    chosen = select(Programme.id).where(Programme.slug == one.wish.programme)
    these = Group.programme_id.in_(chosen) if one.wish.programme else number <= MOST_CHOICES
    place = func.row_number().over(order_by=IN_ORDER).label("place")
    title, name = cast(null(), JSON).label("title"), Group.title.label("name")
    groups = select(true().label("is_group"), place, Group.slug, title, name).where(*seen, these)
    found = groups.order_by(place).limit(MOST_CHOICES).subquery()
    return union_all(programmes, select(found))


def _sums(one: Overview) -> Any:
    tally, places = one.kept.tallies.c, one.kept.rows("places", "person_id").c
    totals = [func.sum(tally[outlook]).label(outlook) for outlook in Outlook]
    return select(
        func.count().label("groups"),
        func.sum(case((_wished(tally, one.wish), 1), else_=0)).label("listed"),
        func.sum(case((tally.short_minutes > 0, 1), else_=0)).label("short"),
        func.coalesce(func.sum(tally.conflicts), 0).label("conflicts"),
        *totals,
        # whoever is in two groups is one person (rule 11)
        select(func.count(places.person_id.distinct())).scalar_subquery().label("people"),
        _open_ones(one).label("registers"),
    ).select_from(one.kept.tallies)


def _wished(tally: Any, wish: Wish) -> Any:
    found = [tally.people >= 0]
    if wish.only == "short":
        found.append(tally.short_minutes > 0)
    if wish.standing:
        found.append(tally[wish.standing] > 0)
    return and_(*found)


def _open_ones(one: Overview) -> Any:
    registers = one.kept.registers.c
    rows = select(func.count(registers.session_id.distinct()))
    rows = rows.join_from(one.kept.registers, Session, Session.id == registers.session_id)
    return rows.where(Session.group_id.in_(select(one.kept.tallies.c.group_id))).scalar_subquery()


def _corrections(conditions: Sequence[ColumnElement[bool]]) -> Any:
    """Begins with those that wait, which are few: not with all sessions of all groups."""
    among = select(Group.id).where(*conditions)
    own = exists().where(Session.id == Amendment.session_id, Session.group_id.in_(among))
    rows = select(func.count(Amendment.id)).where(Amendment.state == AmendmentState.ASKED, own)
    return rows.scalar_subquery()


def _groups(one: Overview) -> Any:
    tally = one.kept.tallies.c
    registers = one.kept.registers.c
    not_taken = select(func.count()).select_from(one.kept.registers)
    not_taken = not_taken.where(registers.group_id == Group.id, registers.unmarked.is_(None))
    return (
        select(
            Group.id, Group.slug, Group.title, Programme.title.label("programme"),
            tally.people, *(tally[outlook] for outlook in Outlook),
            tally.attended_minutes, tally.possible_minutes, tally.delivered_minutes,
            tally.short_minutes, tally.required_units, tally.unit_minutes,
            not_taken.correlate(Group).scalar_subquery().label("not_taken"),
        )
        .join_from(one.kept.tallies, Group, Group.id == tally.group_id)
        .join(Programme, Programme.id == Group.programme_id)
        .where(_wished(tally, one.wish))
        .order_by(*IN_ORDER)
    )  # fmt: skip
