"""Memberships as a file wants them, beside those that there are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from lms.courses.models import Membership
from lms.courses.rules import overlap
from lms.tables.items import Item
from lms.tables.lookups import found

Key = tuple[str, str, date | None]  # person, group, from


@dataclass(slots=True)
class Place:
    """A membership as it is, or as the file wants it; without `item` the file is silent of it."""

    person: Any
    group: Any
    starts_on: date
    ends_on: date | None
    item: Item[Key] | None = None
    id: int | None = None  # none: new
    was: date | None = None  # the last day until now, where the file changes it
    is_changed: bool = False

    @property
    def is_news(self) -> bool:
        """Whether the file makes or changes it."""
        return self.id is None or self.is_changed

    @property
    def span(self) -> tuple[date, date | None]:
        return self.starts_on, self.ends_on


def check_overlaps(places: Iterable[Place], wanted: list[Place]) -> None:
    """One person has one place in a programme on one day (settled point 17)."""
    concerned = {(place.person.id, place.group.programme_id) for place in wanted if place.is_news}
    before: dict[tuple[int, int], Place] = {}  # of each, the one that lasts longest so far
    for place in sorted(places, key=lambda place: place.starts_on):
        key = (place.person.id, place.group.programme_id)
        if key not in concerned:
            continue
        longest = before.setdefault(key, place)
        if longest is not place and overlap(longest.span, place.span):
            say_overlap(longest, place)
        if (place.ends_on or date.max) > (longest.ends_on or date.max):
            before[key] = place


def say_overlap(one: Place, two: Place) -> None:
    """Said in the later row of the two that the file makes or changes."""
    news = [place for place in (one, two) if place.is_news and place.item]
    if not news:
        return
    mine = max(news, key=lambda place: place.item.row.number if place.item else 0)
    other = two if mine is one else one
    group, start = other.group.slug, other.starts_on.isoformat()
    if other.ends_on:
        words = _(
            "The person is in %(group)s from %(start)s to %(end)s. Change one of the two.",
            group=group,
            start=start,
            end=other.ends_on.isoformat(),
        )
    else:
        words = _(
            "The person is in %(group)s from %(start)s on. Give that a last day first.",
            group=group,
            start=start,
        )
    if mine.item:
        mine.item.row.wrong("from", words)


def remark_full_groups(wanted: list[Place]) -> None:
    """More people than the group has places for: kept, and said once a group."""
    fuller = {p.group.id: p for p in wanted if p.is_news and p.group.capacity}
    if not fuller:
        return
    spans: dict[int, dict[Any, tuple]] = defaultdict(dict)
    columns = (Membership.group_id, Membership.person_id, Membership.starts_on, Membership.ends_on)
    for row in found(select(*columns), Membership.group_id, list(fuller)):
        spans[row.group_id][row.person_id, row.starts_on] = (row.starts_on, row.ends_on)
    for place in wanted:
        if place.group.id in fuller:
            key = (place.person.id, place.starts_on)
            spans[place.group.id][key] = place.span
    for key, place in fuller.items():
        most = most_at_once(spans[key].values())
        if place.item and most > place.group.capacity:
            words = ngettext(
                "The group has places for %(num)s person; with this file it has more (%(people)s).",
                "The group has places for %(num)s people; with this file it has more (%(people)s).",
                place.group.capacity,
                people=most,
            )
            place.item.row.remark("group", words)


def most_at_once(spans: Iterable[tuple[date, date | None]]) -> int:
    """The most spans that hold on any one day."""
    steps = []
    for start, end in spans:
        steps.append((start, 1))
        if end and end < date.max:
            steps.append((end + timedelta(days=1), -1))
    return max(accumulate(step for _day, step in sorted(steps)), default=0)
