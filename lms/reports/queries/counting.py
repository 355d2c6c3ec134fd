"""Counts groups anew: the rows that are kept of them, made from marks and nothing else."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, func, select

from lms.completion.queries import GroupFigures, figures
from lms.completion.queries.shapes import Counted
from lms.courses.models import Membership
from lms.courses.queries.groups import covers
from lms.db import db
from lms.reports import tallies
from lms.reports.models import Along, GroupTally, OpenRegister, Place, Tie

TABLES: tuple[Any, ...] = (GroupTally, Tie, Place, OpenRegister, Along)


class Counts(NamedTuple):
    """The rows of some groups, by table."""

    tallies: list[tallies.Row]
    ties: list[tallies.Row]
    places: list[tallies.Row]
    registers: list[tallies.Row]
    along: list[tallies.Row]


def counts(
    groups: Sequence[Counted], on: date, *, now: datetime | None = None, keep: bool = True
) -> Counts:
    """These groups on a day. Two statements, and those of `completion.queries.figures`.

    `now`: when they are stored, if they are.
    `keep`: whether the figures may come from memory, and stay in it.
    """
    known = figures(groups, on, keep=keep)
    ids = [group.id for group in groups]
    firsts, before = _firsts(ids, on), _before(ids)
    found = Counts([], [], [], [], [])
    for group in groups:
        _add(found, known[group.id], firsts.get(group.id, {}), now)
    counted = {group for group, _person in before}
    for place in found.places:
        then = before.get((place["group_id"], place["person_id"]))
        place["since"] = _since(place, then, on, place["group_id"] in counted)
    return found


def _add(
    found: Counts, figures: GroupFigures, firsts: dict[int, date], now: datetime | None
) -> None:
    rows = tallies.kept(figures, firsts)
    found.tallies.append(rows.tally | {"counted_at": now})
    found.ties.extend(rows.ties)
    found.places.extend(rows.places)
    found.registers.extend(rows.registers)
    found.along.extend(rows.along)


def _firsts(groups: Iterable[int], on: date) -> dict[int, dict[int, date]]:
    """Group -> person -> the first day of the membership that covers the day."""
    rows = (
        select(Membership.group_id, Membership.person_id, func.min(Membership.starts_on))
        .where(Membership.group_id.in_(list(groups)), covers(on))
        .group_by(Membership.group_id, Membership.person_id)
    )
    found: dict[int, dict[int, date]] = {}
    for group, person, first in db.session.execute(rows):
        found.setdefault(group, {})[person] = first
    return found


def _before(groups: Iterable[int]) -> dict[tuple[int, int], Row]:
    """What is stored of their people: the day it was of, their standing then, and since when."""
    rows = (
        select(Place.group_id, Place.person_id, Place.standing, Place.since, GroupTally.on)
        .join(GroupTally, GroupTally.group_id == Place.group_id)
        .where(Place.group_id.in_(list(groups)))
    )
    return {(row.group_id, row.person_id): row for row in db.session.execute(rows)}


def _since(place: tallies.Row, before: Row | None, on: date, was_counted: bool) -> date | None:
    """Somebody new in a group that was counted before has their standing since this day; of a group
    that is counted for the first time nobody knows."""
    if before is None:
        return on if was_counted else None
    if before.on > on:
        return None
    return before.since if before.standing == place["standing"] else on
