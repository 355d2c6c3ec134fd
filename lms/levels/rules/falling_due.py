"""When a level falls due: derived from a person's place in a group and from its timetable."""

from datetime import date, timedelta
from typing import NamedTuple

from lms.levels.models import Occasion

EARLIEST = timedelta(days=42)  # before the group's end date: a timetable may be published in parts
BEFORE = timedelta(days=14)
AFTER = timedelta(days=30)  # so long after the last day one can still say it
AT_FIRST = timedelta(days=14)  # by then a level at entry should be said


class Stay(NamedTuple):
    """A person's place in a programme: since when; until when, if that is known already; the last
    two days on which their group meets, as far as it is published; the day the group ends."""

    since: date
    left_on: date | None = None
    last_day: date | None = None
    before_last: date | None = None
    ends_on: date | None = None

    @property
    def until(self) -> date | None:
        """The last day, as far as one knows: their own, that of the last session, the group's."""
        return self.left_on or self.last_day or self.ends_on

    def has_left(self, today: date) -> bool:
        return self.until is not None and self.until < today


class Span(NamedTuple):
    first: date
    until: date  # it should be said by then
    last: date  # and can be until then


def exit_span(stay: Stay) -> Span | None:
    """When the level at exit is asked: from the last meeting but one, so that the person is still
    there; without meetings, or for who leaves earlier, in the two weeks before the last day. None
    where no end is in sight."""
    until = stay.until
    if until is None:
        return None
    first = until - BEFORE
    if stay.left_on is None and stay.before_last:
        first = stay.before_last
        if stay.ends_on:
            first = max(first, min(stay.ends_on - EARLIEST, until))
    return Span(max(first, stay.since), until, until + AFTER)


def entry_span(stay: Stay) -> Span:
    """From the first day until the exit is asked: said at the end, it is none of the beginning."""
    end = exit_span(stay)
    last = date.max if end is None else max(stay.since, end.first - timedelta(days=1))
    return Span(stay.since, min(stay.since + AT_FIRST, last), last)


def counts_at(stay: Stay, day: date) -> Occasion | None:
    """The one occasion of which a test that was taken on a day tells. People may be placed by it up
    to two weeks before they come; what was taken at another time is of another programme."""
    leaving = exit_span(stay)
    if leaving and leaving.first <= day <= leaving.last:
        return Occasion.EXIT
    coming = entry_span(stay)
    return Occasion.ENTRY if coming.first - AT_FIRST <= day <= coming.last else None


def due(stay: Stay, today: date) -> tuple[Occasion, Span] | None:
    """What is asked on a day, if anything."""
    leaving = exit_span(stay)
    if leaving and leaving.first <= today <= leaving.last:
        return Occasion.EXIT, leaving
    coming = entry_span(stay)
    if coming.first <= today <= coming.last:
        return Occasion.ENTRY, coming
    return None
